// Shows the cells as the rows of a table. Rows stand in lots of their own <tbody>; a lot far from what is seen
// is one empty row of its height, so that thousands of rows cost no more than a screenful.

const LOT = 100;
const ROW_HEIGHT = 30; // px, of a row that was never laid out
const NEAR = "800px";

export class Rows {
  constructor(table, cells, scroller) {
    this.table = table;
    this.cells = cells;
    this.marks = new Map();
    this.lots = [];
    this.selected = null;
    this.watcher = new IntersectionObserver((seen) => this.follow(seen), {
      root: scroller,
      rootMargin: NEAR,
    });
    this.draw();
    addEventListener("beforeprint", () => this.lots.forEach((_, n) => this.lay(n)));
  }

  /** The <td> of a cell, laid out if it was not. */
  cell(row, column) {
    const lot = Math.floor(row / LOT);
    if (!this.lots[lot]) return null;
    this.lay(lot);
    return this.lots[lot].rows[row % LOT]?.cells[column + 1] ?? null;
  }

  /** The place of a <td>: [row, column]; null for anything else. */
  placeOf(element) {
    const cell = element.closest("td[role=gridcell]");
    if (!cell) return null;
    const lot = this.lots.indexOf(cell.closest("tbody"));
    return [lot * LOT + cell.parentNode.sectionRowIndex, cell.cellIndex - 1];
  }

  /** Show all anew, after rows came or went. */
  draw() {
    const count = Math.ceil(this.cells.height / LOT);
    while (this.lots.length > count) this.drop();
    this.lots.forEach((lot, n) => lot.dataset.laid && this.lay(n, true));
    while (this.lots.length < count) this.add();
    this.table.setAttribute("aria-rowcount", this.cells.height + 1);
  }

  /** Show changed cells, [[row, column], …]. */
  update(changes) {
    if (Math.ceil(this.cells.height / LOT) !== this.lots.length) return this.draw();
    const touched = new Set(changes.map(([row]) => Math.floor(row / LOT)));
    touched.add(this.lots.length - 1); // an empty row came below
    for (const n of touched) if (this.lots[n].dataset.laid) this.refresh(n);
    this.table.setAttribute("aria-rowcount", this.cells.height + 1);
    return undefined;
  }

  /** Mark cells: [[row, column, message], …] instead of all marks before. */
  mark(all) {
    const before = [...this.marks.keys()];
    this.marks = new Map(all.map(([row, column, text]) => [`${row},${column}`, text]));
    for (const key of new Set([...before, ...this.marks.keys()])) {
      const [row, column] = key.split(",").map(Number);
      const lot = this.lots[Math.floor(row / LOT)];
      if (lot?.dataset.laid) show(lot.rows[row % LOT]?.cells[column + 1], this.marks.get(key));
    }
  }

  message(row, column) {
    return this.marks.get(`${row},${column}`) ?? "";
  }

  /** Show which range is selected. */
  select(range) {
    for (const some of [this.selected, range]) {
      for (const [n, lot] of this.lots.entries()) {
        if (some && lot.dataset.laid) this.paint(n, some, some === range);
      }
    }
    this.selected = range;
  }

  // --- lots

  follow(seen) {
    for (const one of seen) {
      const n = this.lots.indexOf(one.target);
      if (n < 0) continue;
      if (one.isIntersecting) this.lay(n);
      else this.lift(n);
    }
  }

  add() {
    const lot = document.createElement("tbody");
    this.lots.push(lot);
    const n = this.lots.length - 1;
    if (n === 0) this.lay(n);
    else hold(lot, this.rowsOf(n).length * ROW_HEIGHT);
    this.table.append(lot);
    this.watcher.observe(lot);
  }

  drop() {
    const lot = this.lots.pop();
    this.watcher.unobserve(lot);
    lot.remove();
  }

  rowsOf(n) {
    return this.cells.rows.slice(n * LOT, (n + 1) * LOT);
  }

  lay(n, anew = false) {
    const lot = this.lots[n];
    if (lot.dataset.laid && !anew) return;
    lot.dataset.laid = "yes";
    lot.innerHTML = this.rowsOf(n)
      .map((row, i) => rowOf(n * LOT + i, row))
      .join("");
    for (const [key, text] of this.marks) {
      const [row, column] = key.split(",").map(Number);
      if (Math.floor(row / LOT) === n) show(lot.rows[row % LOT]?.cells[column + 1], text);
    }
    if (this.selected) this.paint(n, this.selected, true);
  }

  lift(n) {
    const lot = this.lots[n];
    if (!lot.dataset.laid || lot.contains(document.activeElement)) return;
    hold(lot, lot.offsetHeight);
  }

  refresh(n) {
    const lot = this.lots[n];
    const rows = this.rowsOf(n);
    if (lot.rows.length !== rows.length) return this.lay(n, true);
    rows.forEach((row, i) => {
      const cells = lot.rows[i].cells;
      row.forEach((text, c) => {
        if (cells[c + 1].textContent !== text) cells[c + 1].textContent = text;
      });
    });
    return undefined;
  }

  paint(n, range, on) {
    const lot = this.lots[n];
    const first = Math.max(range.top - n * LOT, 0);
    const last = Math.min(range.bottom - n * LOT, lot.rows.length - 1);
    for (let i = first; i <= last; i += 1) {
      for (let c = range.left; c <= range.right; c += 1) {
        const cell = lot.rows[i].cells[c + 1];
        cell.classList.toggle("on", on);
        if (on) cell.setAttribute("aria-selected", "true");
        else cell.removeAttribute("aria-selected");
      }
    }
  }
}

/** A lot that is not laid out: one row of its height. */
function hold(lot, height) {
  delete lot.dataset.laid;
  lot.innerHTML = '<tr class="held" aria-hidden="true"><td></td></tr>';
  lot.rows[0].style.height = `${height}px`;
}

function rowOf(n, texts) {
  const cells = texts.map((text) => `<td role="gridcell">${safe(text)}</td>`).join("");
  const number = `<th scope="row" class="n">${n + 1}</th>`;
  return `<tr role="row" aria-rowindex="${n + 2}">${number}${cells}</tr>`;
}

function show(cell, message) {
  if (!cell) return;
  cell.title = message ?? "";
  if (message) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
}

export function safe(text) {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt()};`);
}
