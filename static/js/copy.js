// Copy, share or print. Without this script the text stands in its field all the same.
// A button says in data-copied and data-failed what came of it.
(() => {
  const status = document.querySelector(".share-status");
  const say = (words) => { if (status) status.textContent = words; };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    // A field that is not seen cannot be copied by hand.
    if (!navigator.clipboard && field.classList.contains("visually-hidden")) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        say(button.dataset.copied);
      } catch {
        // No permission, or the page is not served over HTTPS: the selected text can be copied by hand.
        say(button.dataset.failed);
      }
    });
  }

  for (const button of document.querySelectorAll("[data-share]")) {
    if (!navigator.share) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.share);
      try {
        await navigator.share({ title: field.dataset.shareTitle, url: field.value });
      } catch (error) {
        if (error.name !== "AbortError") say(button.dataset.failed);
      }
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
