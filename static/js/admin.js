// Small helps on the editors' pages. Everything works without them.
"use strict";

// What the admin's own markup leaves without a name for screen readers.
for (const head of document.querySelectorAll("th.original:empty")) {
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
