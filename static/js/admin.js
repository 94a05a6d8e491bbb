// Small helps on the editors' pages. Everything works without them.
"use strict";

// What the admin's own markup leaves without a name for screen readers.
for (const head of document.querySelectorAll("#content th:empty")) {
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = "Row";
  head.append(words);
}
for (const group of document.querySelectorAll(".inline-group[data-inline-type=tabular]")) {
  const heading = group.querySelector("h2");
  group.tabIndex = 0;
  group.setAttribute("role", "region");
  group.setAttribute("aria-label", heading ? heading.textContent.trim() : "Rows");
}
const list = document.getElementById("result_list");
if (list) {
  const names = [...list.tHead.rows[0].cells].map((head) => head.querySelector(".text")?.textContent.trim() ?? "");
  for (const row of list.tBodies[0].rows) {
    [...row.cells].forEach((cell, i) => {
      if (names[i] && cell.tagName === "TD" && !cell.classList.contains("action-checkbox")) {
        cell.dataset.label = names[i];
      }
    });
  }
  list.classList.add("has-labels");
}
document.getElementById("searchbar")?.setAttribute("aria-label", "Search");
for (const icon of document.querySelectorAll(".help-tooltip[aria-label]")) {
  icon.setAttribute("role", "img");
}
for (const [kind, word] of [["vDateField", "date"], ["vTimeField", "time"]]) {
  for (const input of document.querySelectorAll(`.datetime .${kind}`)) {
    const label = input.closest(".fieldBox, .form-row, td")?.querySelector("label, legend");
    input.setAttribute("aria-label", `${label ? label.textContent.trim().replace(/:$/, "") : ""} ${word}`.trim());
  }
}

// Leaving with changes that are not saved is asked about; Ctrl+S (on a Mac, Command+S) saves.
const form = document.querySelector("#content-main form[method=post]:has(.submit-row)");
if (form) {
  const words = () => new URLSearchParams(new FormData(form)).toString();
  let before = "";
  let leaving = false;
  // Scripts of the admin fill in some fields once the page is there.
  window.addEventListener("load", () => setTimeout(() => { before = words(); }, 0));
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  // An answer that names mistakes has what was typed, and none of it is saved.
  const refused = document.querySelector(".errornote") !== null;
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && before && (refused || words() !== before)) {
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      const stay = form.querySelector("[type=submit][name=_continue]");
      form.requestSubmit(stay ?? form.querySelector("[type=submit]"));
    }
  });
}
