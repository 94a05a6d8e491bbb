// Print and copy recovery codes. Without this script they can be written down or marked and copied.
(() => {
  const said = document.querySelector(".account-said");
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
        said.textContent = "The codes are copied.";
      } catch {
        said.textContent = "Copying did not work here. Print them or write them down.";
      }
    });
  }
})();
