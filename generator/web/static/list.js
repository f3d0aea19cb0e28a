// A list of the office as a grid that keeps itself.

import { Grid } from "./grid.js";

const host = document.getElementById("list");
const saved = document.getElementById("saved");
const { headings, rows } = JSON.parse(document.getElementById("rows").textContent);
const columns = headings.map((label) => ({ label, width: 24, hint: "" }));
let timer = 0;

const grid = new Grid(host, { label: host.dataset.label, columns, rows, changed: soon });

function soon() {
  clearTimeout(timer);
  saved.textContent = "กำลังบันทึก…";
  timer = setTimeout(save, 300);
}

async function save() {
  timer = 0;
  const answer = await fetch(host.dataset.url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ rows: grid.rows }),
  });
  saved.textContent = answer.ok ? "บันทึกแล้ว" : "บันทึกไม่ได้ โหลดหน้าใหม่แล้วลองอีกครั้ง";
}

addEventListener("beforeunload", (event) => timer && event.preventDefault());
