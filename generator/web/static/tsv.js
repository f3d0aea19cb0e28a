// What Excel, Calc and LINE put on the clipboard, and what they take from it.

/** Rows of texts out of tab-separated text. A cell is in quotes only where it has a tab, a line break or
 *  doubled quotes; a quote that does not close before a tab or a line end is a plain letter (5" pipe). */
export function parse(text) {
  const rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows = [[]];
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  const plain = /[^\t\n]*/y;
  for (let at = 0; ; at += 1) {
    quoted.lastIndex = plain.lastIndex = at;
    const found = quoted.exec(rest);
    const cell = found ? found[1].replaceAll('""', '"') : plain.exec(rest)[0];
    rows.at(-1).push(cell);
    at += found ? found[0].length : cell.length;
    if (at >= rest.length) return rows;
    if (rest[at] === "\n") rows.push([]);
  }
}

/** Tab-separated text out of rows of texts, as Excel writes it. */
export function format(rows) {
  return rows.map((row) => row.map(quote).join("\t")).join("\r\n");
}

function quote(text) {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
