// The drop-down of a cell: what may be chosen, found by typing any part of it.

import { safe } from "./rows.js";

const MOST_SHOWN = 60;

export class Choices {
  constructor(list, editor) {
    this.list = list;
    this.editor = editor;
    this.found = [];
    this.picked = -1;
  }

  get isOpen() {
    return this.found.length > 0;
  }

  /** The option that the arrow keys stand on; null if none. */
  get choice() {
    return this.picked < 0 ? null : this.found[this.picked];
  }

  /** Offer the options that have the text in them; all with an empty text. */
  offer(options, text) {
    const wanted = text.trim();
    this.found = options.filter((option) => option.includes(wanted)).slice(0, MOST_SHOWN);
    this.picked = -1;
    this.list.innerHTML = this.found
      .map((option, n) => `<li role="option" id="${this.list.id}-${n}">${safe(option)}</li>`)
      .join("");
    this.list.hidden = !this.isOpen;
    this.list.style.left = `${this.editor.offsetLeft}px`;
    this.list.style.top = `${this.editor.offsetTop + this.editor.offsetHeight}px`;
    this.editor.setAttribute("role", "combobox");
    this.editor.setAttribute("aria-expanded", String(this.isOpen));
  }

  close() {
    this.found = [];
    this.picked = -1;
    this.list.hidden = true;
    this.list.innerHTML = "";
    for (const name of ["role", "aria-expanded", "aria-activedescendant"]) {
      this.editor.removeAttribute(name);
    }
  }

  /** Move the choice by so many, round the ends. */
  move(by) {
    const start = this.picked < 0 && by < 0 ? 0 : this.picked;
    this.picked = (start + by + this.found.length) % this.found.length;
    const items = [...this.list.children];
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === this.picked)));
    items[this.picked].scrollIntoView({ block: "nearest" });
    this.editor.setAttribute("aria-activedescendant", items[this.picked].id);
  }
}
