// Buttons that copy a field or print the page. Without this script the text stands in its field all the same.
(() => {
  const status = document.querySelector(".share-status");
  const say = (words) => { if (status) status.textContent = words; };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        say(button.dataset.copied);
      } catch {
        // No permission, or the page is not served over HTTPS: the selected text can be copied by hand.
        say("It is selected. Copy it with your keyboard or from the menu.");
      }
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
