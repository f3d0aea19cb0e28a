// The pages of a paper as pictures, with a box over each finding; the list beside them leads there.

const host = document.getElementById("pages");
const { url, title } = host.dataset;

async function draw() {
  const answer = await fetch(`${url}/boxes`);
  if (!answer.ok) {
    host.innerHTML = await answer.text();
    return;
  }
  const { pages, places } = await answer.json();
  host.replaceChildren(...Array.from({ length: pages }, (_, n) => leaf(n + 1, pages)));
  places.forEach((boxes, n) => boxes.forEach((box, part) => lay(box, n, part)));
}

function leaf(number, of) {
  const figure = document.createElement("figure");
  const picture = new Image();
  picture.loading = "lazy";
  picture.src = `${url}/page/${number}`;
  picture.alt = `${title} หน้า ${number} จาก ${of}`;
  figure.append(picture);
  return figure;
}

/** A box over the words of a finding; the first of its boxes is a button that leads to its line in the list. */
function lay(box, n, part) {
  const line = document.getElementById(`finding-${n}`);
  const mark = document.createElement(part ? "span" : "button");
  mark.className = `box ${line.className}`;
  mark.dataset.box = n;
  for (const side of ["left", "top", "width", "height"]) mark.style[side] = `${box[side] * 100}%`;
  if (!part) {
    mark.type = "button";
    mark.title = line.textContent.replace(/\s+/g, " ").trim();
    mark.setAttribute("aria-label", mark.title);
    mark.addEventListener("click", () => choose(n, line));
  }
  host.children[box.page - 1].append(mark);
}

/** Make a finding the chosen one: its box and its line. */
function choose(n, goal) {
  for (const one of document.querySelectorAll(".chosen")) one.classList.remove("chosen");
  const line = document.getElementById(`finding-${n}`);
  const boxes = [...host.querySelectorAll(`[data-box="${n}"]`)];
  for (const one of [line, ...boxes]) one.classList.add("chosen");
  (goal ?? boxes[0])?.scrollIntoView({ block: "center" });
}

for (const button of document.querySelectorAll("[data-finding]")) {
  button.addEventListener("click", () => choose(button.dataset.finding));
}
draw();
