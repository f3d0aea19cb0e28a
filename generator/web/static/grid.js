// A list of a case as a grid: what Excel's hands know (arrows, F2, paste, fill down, undo) on a plain table.
//
// One <textarea> always has the focus and lies over the active cell. So input methods, the events of the
// clipboard (which need no secure context), spelling and screen readers are the browser's own.

import { Cells } from "./cells.js";
import { Choices } from "./choices.js";
import { Rows, safe } from "./rows.js";
import { format, parse } from "./tsv.js";

const PAGE = 20; // rows of Page Up and Page Down
const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE, 0],
  PageDown: [PAGE, 0],
};

/** columns: [{label, required, width, hint, options}]; options is an array, or a function that gives one. */
export class Grid {
  constructor(host, { label, columns, rows, changed = () => {} }) {
    this.host = host;
    this.columns = columns;
    this.changed = changed;
    this.cells = new Cells(columns.length, rows);
    this.anchor = [0, 0];
    this.corner = [0, 0];
    this.editing = false;
    host.classList.add("sheet");
    host.innerHTML = markup(host.id, label, columns);
    this.editor = host.querySelector("textarea");
    this.status = host.querySelector(".say");
    this.choices = new Choices(host.querySelector("ul"), this.editor);
    this.view = new Rows(host.querySelector("table"), this.cells, host);
    setWidths(host, columns);
    this.listen();
  }

  /** The rows as they are kept. */
  get rows() {
    return this.cells.filled;
  }

  /** Show rows that another hand typed; the way back ends here. */
  take(rows) {
    if (this.editing || !this.cells.take(rows)) return;
    this.view.draw();
    this.move(...this.anchor);
  }

  /** Mark wrong cells: [[row, column, message], …]. */
  mark(all) {
    this.view.mark(all);
    this.tell();
  }

  /** Go to a cell from outside, such as from the list of mistakes. */
  goTo(row, column) {
    this.host.scrollIntoView({ block: "nearest" });
    this.editor.focus({ preventScroll: true });
    this.move(row, column);
  }

  // --- where we are

  get range() {
    const [row, column] = this.anchor;
    const [row2, column2] = this.corner;
    return {
      top: Math.min(row, row2),
      left: Math.min(column, column2),
      bottom: Math.max(row, row2),
      right: Math.max(column, column2),
    };
  }

  /** Make a cell active; `extend`: keep the other corner of the selection. */
  move(row, column, extend = false) {
    this.corner = [within(row, this.cells.height), within(column, this.columns.length)];
    if (!extend) this.anchor = this.corner;
    this.editing = false;
    this.editor.classList.remove("open");
    this.editor.value = "";
    this.choices.close();
    this.view.select(this.range);
    this.place();
    this.tell();
  }

  /** Lay the editor over the active cell, and bring the far corner into view. */
  place() {
    const cell = this.view.cell(...this.anchor);
    const { style } = this.editor;
    style.left = `${cell.offsetLeft}px`;
    style.top = `${cell.offsetTop}px`;
    style.width = `${cell.offsetWidth}px`;
    style.height = `${cell.offsetHeight}px`;
    if (document.activeElement === this.editor) {
      this.view.cell(...this.corner).scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  /** Say the active cell: to a screen reader by the editor's name, to all what is wrong or wanted. */
  tell() {
    const [row, column] = this.anchor;
    const of = this.columns[column];
    const text = this.cells.text(row, column) || "ว่าง";
    const wrong = this.view.message(row, column);
    this.editor.setAttribute("aria-label", `${of.label} แถว ${row + 1}: ${text}`);
    this.editor.setAttribute("aria-invalid", String(Boolean(wrong)));
    this.status.classList.toggle("bad", Boolean(wrong));
    this.status.textContent = document.activeElement === this.editor ? wrong || of.hint || "" : "";
  }

  // --- changing cells

  show(changes) {
    if (!changes) return;
    this.view.update(changes);
    this.changed(changes);
  }

  put(changes) {
    this.show(this.cells.put(changes));
  }

  fill(textOf) {
    this.show(this.cells.fill(this.range, textOf));
    this.place();
    this.tell();
  }

  back(changes) {
    if (!changes) return;
    this.show(changes);
    this.move(changes[0][0], changes[0][1]);
  }

  edit(text) {
    this.editing = true;
    this.editor.classList.add("open");
    if (text !== undefined) this.editor.value = text;
    const { length } = this.editor.value;
    this.editor.setSelectionRange(length, length);
    this.grow();
  }

  grow() {
    const cell = this.view.cell(...this.anchor);
    this.editor.style.height = "auto";
    this.editor.style.height = `${Math.max(this.editor.scrollHeight + 4, cell.offsetHeight)}px`;
  }

  commit() {
    if (!this.editing) return;
    this.editing = false;
    this.put([[...this.anchor, this.editor.value]]);
  }

  get options() {
    const { options } = this.columns[this.anchor[1]];
    return (typeof options === "function" ? options() : options) ?? [];
  }

  offer(text) {
    if (this.options.length) this.choices.offer(this.options, text);
  }

  // --- keys

  pressed(event) {
    if (event.isComposing) return;
    if (this.editing) this.pressedInside(event);
    else this.pressedOutside(event);
  }

  pressedInside(event) {
    const { key } = event;
    if (this.choices.isOpen && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault();
      this.choices.move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && (event.altKey || event.shiftKey)) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = this.editor;
      this.editor.setRangeText("\n", selectionStart, selectionEnd, "end");
      this.grow();
    } else if (key === "Enter" || key === "Tab") {
      if (this.choices.choice !== null) this.editor.value = this.choices.choice;
      this.commit();
      if (key === "Enter") this.step(event, 1, 0);
      else this.tab(event);
    } else if (key === "Escape") {
      event.preventDefault();
      this.move(...this.anchor);
    }
  }

  pressedOutside(event) {
    const control = event.ctrlKey || event.metaKey;
    if (event.altKey && event.key === "ArrowDown") this.openChoices(event);
    else if (MOVES[event.key]) this.arrow(event, control);
    else if (event.key === "Tab") this.tab(event);
    else if (event.key === "Enter") this.step(event, event.shiftKey ? -1 : 1, 0);
    else if (event.key === "F2") this.openCell(event);
    else if (event.key === "Home") this.edge(event, control, 0, 0);
    else if (event.key === "End") this.edge(event, control, Infinity, Infinity);
    else if (event.key === "Delete" || event.key === "Backspace") this.clear(event);
    else if (control) this.command(event);
  }

  /** Commands by the place of the key, as a Thai layout has no letters d, z, y, a. */
  command(event) {
    const commands = {
      KeyD: () => this.fill((_, column) => this.cells.text(this.range.top, column)),
      KeyA: () => this.selectAll(),
      KeyZ: () => this.back(event.shiftKey ? this.cells.redo() : this.cells.undo()),
      KeyY: () => this.back(this.cells.redo()),
    };
    const command = commands[event.code];
    if (!command) return;
    event.preventDefault();
    command();
  }

  arrow(event, control) {
    event.preventDefault();
    const [down, right] = MOVES[event.key];
    const from = event.shiftKey ? this.corner : this.anchor;
    const far = control ? Infinity : 1;
    this.move(from[0] + (down && down * far), from[1] + (right && right * far), event.shiftKey);
  }

  /** The next cell; past either end Tab leaves the grid, so that nobody is caught in it. */
  tab(event) {
    const width = this.columns.length;
    const next = this.anchor[0] * width + this.anchor[1] + (event.shiftKey ? -1 : 1);
    if (next < 0 || next >= this.cells.height * width) return;
    event.preventDefault();
    this.move(Math.floor(next / width), next % width);
  }

  step(event, down, right) {
    event.preventDefault();
    this.move(this.anchor[0] + down, this.anchor[1] + right);
  }

  edge(event, control, row, column) {
    event.preventDefault();
    this.move(control ? row : this.anchor[0], column);
  }

  selectAll() {
    this.anchor = [0, 0];
    this.move(Math.max(this.cells.height - 2, 0), this.columns.length - 1, true);
  }

  clear(event) {
    event.preventDefault();
    this.fill(() => "");
  }

  openCell(event) {
    event.preventDefault();
    this.edit(this.cells.text(...this.anchor));
    this.offer("");
  }

  openChoices(event) {
    event.preventDefault();
    this.edit(this.cells.text(...this.anchor));
    this.offer("");
  }

  // --- clipboard

  copy(event, cut) {
    if (this.editing) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", format(this.cells.block(this.range)));
    if (cut) this.fill(() => "");
  }

  /** One cell fills the selection; a block lies down from its top left corner. */
  paste(event) {
    if (this.editing) return;
    event.preventDefault();
    const block = parse(event.clipboardData.getData("text/plain"));
    const { top, left } = this.range;
    if (block.length === 1 && block[0].length === 1) {
      this.fill(() => block[0][0]);
      return;
    }
    const width = this.columns.length - left;
    const changes = block.flatMap((row, r) =>
      row.slice(0, width).map((text, c) => [top + r, left + c, text]),
    );
    this.put(changes);
    const widest = block.reduce((most, row) => Math.max(most, row.length), 0);
    this.anchor = [top, left];
    this.move(top + block.length - 1, left + widest - 1, true);
    this.lost(block, width);
  }

  /** Say what a block had beyond the last column; nothing is dropped in silence. */
  lost(block, width) {
    const beyond = block.filter((row) => row.slice(width).some(Boolean)).length;
    if (!beyond) return;
    this.status.classList.add("bad");
    this.status.textContent = `วางแล้ว แต่มี ${beyond} แถวที่เกินคอลัมน์สุดท้าย ส่วนที่เกินไม่ได้วาง`;
  }

  // --- listening

  listen() {
    const { editor, host } = this;
    const on = (element, name, act) => element.addEventListener(name, act);
    on(editor, "keydown", (event) => this.pressed(event));
    on(editor, "input", () => this.typed());
    on(editor, "copy", (event) => this.copy(event, false));
    on(editor, "cut", (event) => this.copy(event, true));
    on(editor, "paste", (event) => this.paste(event));
    on(editor, "focus", () => this.move(...this.anchor));
    on(editor, "blur", () => this.left());
    on(editor, "dblclick", (event) => this.editing || this.openCell(event));
    on(host, "mousedown", (event) => this.pointed(event));
    on(host, "mouseover", (event) => this.dragged(event));
  }

  typed() {
    if (!this.editing) this.edit();
    this.grow();
    this.offer(this.editor.value);
  }

  left() {
    this.commit();
    this.choices.close();
    this.editor.classList.remove("open");
    this.status.textContent = "";
  }

  pointed(event) {
    const option = event.target.closest("[role=option]");
    if (option) {
      event.preventDefault();
      this.editor.value = option.textContent;
      this.commit();
      this.move(this.anchor[0] + 1, this.anchor[1]);
      return;
    }
    const place = this.view.placeOf(event.target);
    if (!place) return;
    event.preventDefault();
    this.commit();
    const extend = event.shiftKey;
    this.editor.focus({ preventScroll: true });
    this.move(...place, extend);
  }

  dragged(event) {
    const place = event.buttons === 1 && !this.editing && this.view.placeOf(event.target);
    if (place && document.activeElement === this.editor) this.move(...place, true);
  }
}

function within(value, count) {
  return Math.max(0, Math.min(count - 1, value));
}

function markup(id, label, columns) {
  const heads = columns.map(headOf).join("");
  return `
    <table role="grid" aria-label="${safe(label)}" aria-multiselectable="true">
      <colgroup><col>${"<col>".repeat(columns.length)}</colgroup>
      <thead><tr role="row"><th class="n" scope="col">ที่</th>${heads}</tr></thead>
    </table>
    <textarea class="cell" aria-label="${safe(label)}" rows="1" autocomplete="off" spellcheck="false"></textarea>
    <ul role="listbox" id="${id}-choices" aria-label="รายการให้เลือก" hidden></ul>
    <p class="say" role="status"></p>`;
}

function headOf({ label, required }) {
  const star = required ? ' <abbr title="ต้องกรอก">*</abbr>' : "";
  return `<th scope="col">${safe(label)}${star}</th>`;
}

/** Widths in parts of the whole, as the workbook has them; set by script, as the policy forbids style in markup. */
function setWidths(host, columns) {
  const all = columns.reduce((sum, one) => sum + one.width, 0);
  const [first, ...rest] = host.querySelectorAll("col");
  first.style.width = "3rem";
  rest.forEach((col, n) => {
    col.style.width = `${(95 * columns[n].width) / all}%`;
  });
  host.querySelector("table").style.minWidth = `${Math.min(all * 0.55, 90)}rem`;
}
