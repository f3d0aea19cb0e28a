// The page of a case: keeps what is typed, and shows what comes back of every cell.

import { Grid } from "./grid.js";

const SOON = 150; // ms after a cell is left
const TYPING = 800; // ms without a key inside a field
const EMPTY = "missing";

const root = document.getElementById("case");
const url = root.dataset.url;
const saved = document.getElementById("saved");
const sections = [...root.querySelectorAll("section[data-sheet]")];
const grids = new Map();
const first = JSON.parse(document.getElementById("first").textContent);
let last = first; // what was said last
let { version } = first;

// --- cells of the page

const inputsOf = (section) => [...section.querySelectorAll(".field :is(input, select, textarea)")];
const nameOf = (section) => section.dataset.sheet;

function cells() {
  const all = sections.map((section) => [nameOf(section), rowsOf(section)]);
  return Object.fromEntries(all);
}

function rowsOf(section) {
  const grid = grids.get(nameOf(section));
  return grid ? grid.rows : [inputsOf(section).map((input) => input.value)];
}

/** Show cells that another hand typed, but not over what is being typed here. */
function take(found) {
  for (const section of sections) {
    const rows = found[nameOf(section)];
    const grid = grids.get(nameOf(section));
    if (grid) grid.take(rows);
    else inputsOf(section).forEach((input, n) => takeInto(input, rows[0]?.[n] ?? ""));
  }
}

function takeInto(input, text) {
  if (input === document.activeElement || input.value === text) return;
  if (input.tagName === "SELECT" && ![...input.options].some((one) => one.value === text)) {
    input.add(new Option(text));
  }
  input.value = text;
}

// --- saving: one at a time, and once more if something was typed meanwhile

let timer = 0;
let busy = false;
let again = false;

function soon(after) {
  clearTimeout(timer);
  saved.textContent = "กำลังบันทึก…";
  timer = setTimeout(save, after);
}

async function save() {
  clearTimeout(timer);
  timer = 0;
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  again = false;
  try {
    await send();
  } catch {
    saved.textContent = "ยังบันทึกไม่ได้ โปรแกรมไม่ตอบ จะลองใหม่เอง";
    again = true;
    await new Promise((done) => setTimeout(done, 2000));
  }
  busy = false;
  if (again) await save();
}

async function send() {
  const answer = await fetch(`${url}/save`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ version, cells: cells() }),
  });
  if (!answer.ok) {
    saved.textContent = (await answer.text()).replace(/<[^>]*>/g, " ");
    return;
  }
  const found = await answer.json();
  version = found.version;
  if (found.cells) take(found.cells);
  show(found);
  if (found.clashes.length) {
    await settle(found.clashes);
    return;
  }
  saved.textContent = "บันทึกแล้ว";
  follow();
}

/** Two hands changed one place: show both, and take the one that is chosen. */
async function settle(clashes) {
  saved.textContent = "มีผู้แก้ช่องเดียวกันในอีกหน้าต่าง";
  const dialog = document.getElementById("clash");
  const form = dialog.querySelector("form");
  form.replaceChildren(...clashes.map(clashPart), button("ใช้ตามที่เลือก", "main"));
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  clashes.forEach((clash, n) => {
    const mine = form.elements[`clash-${n}`].value === "mine";
    if (mine) replace(clash);
  });
  again = true;
}

function clashPart(clash, n) {
  const part = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = `${clash.sheet} แถว ${clash.row + 1}`;
  part.append(legend, choice(n, "mine", "ที่พิมพ์ในหน้านี้", clash.mine, true));
  part.append(choice(n, "theirs", "ที่พิมพ์ในอีกหน้าต่าง", clash.theirs, false));
  return part;
}

function choice(n, value, title, rows, checked) {
  const label = document.createElement("label");
  const radio = Object.assign(document.createElement("input"), { type: "radio", value, checked });
  radio.name = `clash-${n}`;
  const text = rows.map((row) => row.filter(Boolean).join(" · ")).join(" / ") || "ลบแถวนี้";
  label.append(radio, ` ${title}: ${text}`);
  return label;
}

function button(text, kind) {
  return Object.assign(document.createElement("button"), { textContent: text, className: kind });
}

function replace(clash) {
  const section = sections.find((one) => nameOf(one) === clash.sheet);
  const grid = grids.get(clash.sheet);
  if (grid) {
    const rows = grid.rows;
    rows.splice(clash.row, clash.theirs.length, ...clash.mine);
    grid.take(rows);
  } else {
    inputsOf(section).forEach((input, n) => {
      input.value = clash.mine[0]?.[n] ?? "";
    });
  }
}

// --- what is said of the cells

function show(found) {
  last = found;
  const { marks, papers } = found;
  for (const section of sections) {
    const own = marks.filter((mark) => mark.sheet === nameOf(section));
    showWhole(section, own);
    const grid = grids.get(nameOf(section));
    if (grid) markGrid(grid, own);
    else markFields(section, own);
  }
  showCounts(marks);
  showMistakes(marks.filter((mark) => mark.kind === "wrong"));
  showPapers(papers);
}

function showWhole(section, marks) {
  const said = marks.filter((mark) => mark.row < 0 && mark.kind !== EMPTY);
  section.querySelector(".whole").replaceChildren(...said.map((mark) => item(mark.text)));
}

/** In a grid an empty cell is marked where its row has something. */
function markGrid(grid, marks) {
  const rows = grid.rows;
  const seen = marks.filter(({ row, kind }) => row >= 0 && (kind !== EMPTY || rows[row]?.some(Boolean)));
  grid.mark(seen.map(({ row, column, text }) => [row, column, text]));
}

/** An empty field is marked once somebody has been in it. */
function markFields(section, marks) {
  inputsOf(section).forEach((input, n) => {
    const mark = marks.find((one) => one.column === n && (one.kind !== EMPTY || input.dataset.seen));
    const wrong = Boolean(mark) && mark.kind !== "word";
    input.setAttribute("aria-invalid", String(wrong));
    const text = document.getElementById(`${input.id}-m`);
    text.textContent = mark ? mark.text : "";
    text.classList.toggle("note", Boolean(mark) && !wrong);
  });
}

function showCounts(marks) {
  for (const count of document.querySelectorAll(".rail .count")) {
    const names = count.dataset.sheets.split("|");
    const own = marks.filter((mark) => names.includes(mark.sheet));
    const wrong = own.filter((mark) => mark.kind === "wrong").length;
    const missing = own.filter((mark) => mark.kind === EMPTY).length;
    count.textContent = [wrong && `ผิด ${wrong}`, missing && `ขาด ${missing}`].filter(Boolean).join(" ");
    count.classList.toggle("bad", wrong > 0);
  }
}

/** The list of all mistakes, each a link to its cell. */
function showMistakes(marks) {
  const box = document.getElementById("mistakes");
  box.hidden = !marks.length;
  box.querySelector("summary").textContent = `ต้องแก้ ${marks.length} แห่ง`;
  box.querySelector("ul").replaceChildren(...marks.map(mistake));
}

function mistake(mark) {
  const said = [mark.sheet, mark.label].filter(Boolean).join(" › ");
  const line = item("");
  const section = sections.find((one) => nameOf(one) === mark.sheet);
  const text = `${said}: ${mark.text}`;
  if (!section || mark.row < 0) {
    line.textContent = text;
    return line;
  }
  const link = button(text, "link");
  link.type = "button";
  link.addEventListener("click", () => goTo(section, mark));
  line.append(link);
  return line;
}

function goTo(section, mark) {
  const grid = grids.get(nameOf(section));
  if (grid) grid.goTo(mark.row, mark.column);
  else inputsOf(section)[mark.column]?.focus();
}

function showPapers(papers) {
  for (const line of document.querySelectorAll("[data-paper]")) {
    const missing = papers[line.dataset.paper];
    const state = line.querySelector(".state");
    const ready = missing && !missing.length;
    state.textContent = ready ? "พร้อมทำ" : `ยังไม่ได้กรอก ${(missing ?? []).join(", ")}`;
    state.classList.toggle("ready", Boolean(ready));
    line.querySelector(".look").disabled = !ready;
  }
}

function item(text) {
  return Object.assign(document.createElement("li"), { textContent: text });
}

// --- the page as it would be printed

const view = document.getElementById("view");
const picture = view.querySelector("img");
let looked = null; // {paper, title, page, of}
let shownOnce = "";

function look(line) {
  looked = { paper: line.dataset.paper, title: line.querySelector("b").textContent, page: 1, of: 1 };
  view.hidden = false;
  follow();
}

/** Fetch the picture again; the old one stays, paler, until the new one is there. */
async function follow() {
  if (!looked) return;
  view.classList.add("stale");
  const { paper, title, page } = looked;
  const answer = await fetch(`${url}/look/${paper}?page=${page}&v=${version}`);
  if (answer.status === 204 || looked.paper !== paper) return; // a newer one is coming
  if (!answer.ok) {
    view.querySelector("span").textContent = (await answer.text()).replace(/<[^>]*>/g, " ");
    return;
  }
  looked.of = Number(answer.headers.get("X-Pages"));
  const before = shownOnce;
  shownOnce = URL.createObjectURL(await answer.blob());
  picture.src = shownOnce;
  picture.alt = `${title} หน้า ${page} จาก ${looked.of}`;
  if (before) URL.revokeObjectURL(before);
  view.querySelector("span").textContent = `${title} หน้า ${page}/${looked.of}`;
  view.classList.remove("stale");
}

function turn(by) {
  if (!looked) return;
  looked.page = Math.max(1, Math.min(looked.of, looked.page + by));
  follow();
}

// --- begin

for (const section of sections) {
  const host = section.querySelector(".grid");
  if (!host) continue;
  const { columns, rows } = JSON.parse(section.querySelector("script").textContent);
  for (const column of columns) if (column.offeredBy) column.options = () => offered(column.offeredBy);
  const changed = () => soon(SOON);
  grids.set(nameOf(section), new Grid(host, { label: nameOf(section), columns, rows, changed }));
}

/** The cells of a column of another sheet of this page. */
function offered([sheet, heading]) {
  const grid = grids.get(sheet);
  if (!grid) return [];
  const at = grid.columns.findIndex((column) => column.label === heading);
  return [...new Set(grid.rows.map((row) => row[at]).filter(Boolean))];
}

/** What somebody typed before this script was there. */
function wasTyped(input) {
  if (input.tagName !== "SELECT") return input.value !== input.defaultValue;
  return [...input.options].some((one) => one.selected !== one.defaultSelected) && input.selectedIndex > 0;
}

root.addEventListener("input", (event) => event.target.closest(".field") && soon(TYPING));
root.addEventListener("change", (event) => {
  if (event.target.closest(".field")) soon(SOON);
});
root.addEventListener("focusout", (event) => {
  const input = event.target;
  if (!input.closest(".field") || input.dataset.seen) return;
  input.dataset.seen = "yes";
  if (timer) soon(SOON);
  else show(last);
});
for (const line of document.querySelectorAll("[data-paper]")) {
  line.querySelector(".look").addEventListener("click", () => look(line));
}
view.querySelector(".before").addEventListener("click", () => turn(-1));
view.querySelector(".after").addEventListener("click", () => turn(1));
document.body.addEventListener("htmx:confirm", (event) => {
  if (!timer && !busy) return;
  event.preventDefault(); // papers are made of what was saved
  save().then(() => event.detail.issueRequest());
});
addEventListener("beforeunload", (event) => {
  if (!timer && !busy) return;
  save();
  event.preventDefault();
});
if (matchMedia("(max-width: 48rem)").matches) document.querySelector(".rail details").open = false;
show(first);
if (sections.some((section) => !grids.has(nameOf(section)) && inputsOf(section).some(wasTyped))) soon(SOON);
