// Files dropped on any page are sent, and the answer says where each of them went.

const sheet = document.createElement("div");
sheet.className = "dropping";
sheet.hidden = true;
sheet.textContent = "วางไฟล์ที่นี่: Word ที่แก้แล้ว ตารางที่กรอก หรือฉบับสแกน";
document.body.append(sheet);

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
let inside = 0;

addEventListener("dragenter", (event) => {
  if (!hasFiles(event)) return;
  inside += 1;
  sheet.hidden = false;
});
addEventListener("dragleave", () => {
  inside = Math.max(inside - 1, 0);
  sheet.hidden = inside === 0;
});
addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  inside = 0;
  sheet.hidden = true;
  send(event.dataTransfer.files);
});
for (const input of document.querySelectorAll("input.dropped")) {
  input.addEventListener("change", () => send(input.files));
}

async function send(files) {
  const body = new FormData();
  for (const file of files) body.append("file", file);
  sheet.textContent = `กำลังรับ ${files.length} ไฟล์…`;
  sheet.hidden = false;
  const answer = await fetch("/drop", { method: "POST", body, headers: { "HX-Request": "true" } });
  const goal = answer.headers.get("HX-Redirect");
  if (goal) {
    location.assign(goal);
    return;
  }
  sheet.hidden = true;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("main").replaceChildren(...(page.getElementById("main") ?? page.body).childNodes);
}
