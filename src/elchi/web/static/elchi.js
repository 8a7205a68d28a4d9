// Makes pages nicer where scripts are on; everything works without.
"use strict";
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && button.dataset.do === "print") window.print();
});

// Reading: j and k step through what was read. Reviewing: keys press the buttons that name them.
const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
let place = -1;
function step(by) {
  const shown = [...document.querySelectorAll(".m.begins, .item")].filter((each) => each.offsetParent);
  if (!shown.length) return;
  const now = shown.indexOf(document.activeElement.closest(".m.begins, .item"));
  place = Math.min(shown.length - 1, Math.max(0, (now < 0 ? place : now) + by));
  shown[place].tabIndex = -1;
  shown[place].focus();
  shown[place].scrollIntoView({ block: "center" });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll(".fact:hover, .fact:focus-within").forEach((fact) => {
    fact.classList.add("away");
    for (const end of ["mouseleave", "focusout"]) fact.addEventListener(end, () => fact.classList.remove("away"), { once: true });
  });
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else {
    const item = document.activeElement.closest(".item");
    const button = item && [...item.querySelectorAll("button[data-key]")].find((each) => each.dataset.key === event.key);
    if (button) button.click();
  }
});

// Adding: files may be dropped anywhere on the form, and the run reports how far it is.
const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
  });
}
const run = document.querySelector("[data-run]");
if (run) {
  const source = new EventSource(run.dataset.run);
  source.addEventListener("step", (event) => { run.textContent = event.data; });
  source.addEventListener("done", () => { source.close(); location.reload(); });
}
