// The acts of a list are for the papers that are ticked.

const form = document.getElementById("chosen");
const buttons = form.querySelectorAll(".choose button");

function count() {
  const chosen = form.querySelectorAll("input[name=id]:checked").length;
  for (const button of buttons) button.disabled = chosen === 0;
}

form.addEventListener("change", count);
document.body.addEventListener("htmx:afterSwap", count);
count();
