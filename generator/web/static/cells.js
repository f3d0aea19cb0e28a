// The cells of a grid: rows of texts with one empty row below them, and the way back through every change.

export class Cells {
  constructor(width, rows) {
    this.width = width;
    this.rows = rows.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? ""));
    this.done = [];
    this.undone = [];
    this.keepOneEmpty();
  }

  get height() {
    return this.rows.length;
  }

  /** The rows as they are kept: without the empty ones at the end. */
  get filled() {
    return this.rows.slice(0, this.rows.findLastIndex((row) => row.some(Boolean)) + 1);
  }

  /** Take other rows instead of all; whether they differ. */
  take(rows) {
    const all = rows.map((row) => Array.from({ length: this.width }, (_, c) => row[c] ?? ""));
    if (JSON.stringify(all) === JSON.stringify(this.filled)) return false;
    this.rows = all;
    this.done = [];
    this.undone = [];
    this.keepOneEmpty();
    return true;
  }

  text(row, column) {
    return this.rows[row]?.[column] ?? "";
  }

  /** Change cells, [[row, column, text], …], as one step that can be taken back. */
  put(changes) {
    const real = changes.filter(([row, column, text]) => this.text(row, column) !== text);
    if (!real.length) return null;
    const before = real.map(([row, column]) => [row, column, this.text(row, column)]);
    this.done.push({ before, after: real });
    this.undone = [];
    return this.write(real);
  }

  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    return this.write(step.before);
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    return this.write(step.after);
  }

  /** The cells of a range that a function of row and column gives a text to. */
  fill(range, textOf) {
    const changes = [];
    for (let row = range.top; row <= range.bottom; row += 1) {
      for (let column = range.left; column <= range.right; column += 1) {
        changes.push([row, column, textOf(row, column)]);
      }
    }
    return this.put(changes);
  }

  /** The texts of a range, row by row. */
  block(range) {
    return this.rows
      .slice(range.top, range.bottom + 1)
      .map((row) => row.slice(range.left, range.right + 1));
  }

  write(changes) {
    const last = changes.reduce((most, [row]) => Math.max(most, row), 0);
    while (this.height <= last) this.rows.push(this.empty());
    for (const [row, column, text] of changes) this.rows[row][column] = text;
    this.keepOneEmpty();
    return changes;
  }

  keepOneEmpty() {
    if (!this.height || this.rows.at(-1).some(Boolean)) this.rows.push(this.empty());
  }

  empty() {
    return Array(this.width).fill("");
  }
}
