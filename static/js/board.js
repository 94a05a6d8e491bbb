// Keeps a group's board up to date, saves a status at once, and warns before a note is lost.
// Without this script the board is as of its loading, and every form has its button.
(() => {
  const EVERY = 15_000;
  const news = document.getElementById("board-news");
  // The page has the texts: `say("saved", { name })` shows data-saved with its {name} filled in.
  const say = (text, values = {}) => {
    if (news) news.textContent = news.dataset[text].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  // ---- The board -----------------------------------------------------------------------------
  const place = document.querySelector("[data-board]");
  const board = () => document.getElementById("board");
  let timer = null;
  let changed = false;

  const saving = () => place && place.querySelector("form[data-saving]");
  const isBusy = () => {
    const active = document.activeElement;
    return Boolean(saving() || (active && active.closest("form")));
  };

  const tell = (before, now) => {
    const number = Math.abs(now - before);
    if (number) say(`${number === 1 ? "result" : "results"}${now > before ? "Added" : "Removed"}`, { number });
  };

  const replace = (html) => {
    const old = board();
    const focus = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("board");
    if (!fresh) return;
    // The filters and the group summary come with the first result.
    if (Number(old.dataset.finished) === 0 && Number(fresh.dataset.finished) > 0) { location.reload(); return; }
    old.replaceWith(document.adoptNode(fresh));
    enhance(fresh);
    if (focus) [...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === focus)?.focus();
    tell(Number(old.dataset.finished), Number(fresh.dataset.finished));
  };

  const stop = () => { clearInterval(timer); timer = null; };

  const look = async () => {
    if (document.hidden || isBusy()) return;
    const etag = board().dataset.etag;
    let answer;
    try {
      answer = await fetch(place.dataset.board + location.search, {
        headers: { "If-None-Match": `"${etag}"` }, redirect: "manual", cache: "no-store", credentials: "same-origin",
      });
    } catch {
      return; // No connection: the next look may have one.
    }
    if (answer.status === 304) return;
    // Signed out, or the group is gone: what stands here is of that moment.
    if (!answer.ok) { stop(); say("stopped"); return; }
    const html = await answer.text();
    // Somebody may have begun to type while the answer came.
    if (!isBusy()) replace(html);
  };

  const enhance = (root) => {
    for (const form of root.querySelectorAll(".status-form")) {
      form.querySelector("button").hidden = true;
      form.addEventListener("change", () => save(form));
    }
  };

  // The numbers above the table follow a status at once; the table itself waits until nobody is in it.
  const count = async () => {
    if (!place) return;
    let html;
    try {
      const answer = await fetch(place.dataset.board + location.search, { redirect: "manual", cache: "no-store", credentials: "same-origin" });
      if (!answer.ok) return;
      html = await answer.text();
    } catch {
      return; // The next look brings them.
    }
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".board-figures");
    if (fresh) board().querySelector(".board-figures")?.replaceWith(document.adoptNode(fresh));
  };

  const save = async (form) => {
    const select = form.querySelector("select");
    form.dataset.saving = "";
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual", credentials: "same-origin",
      });
      // Who is signed out is led to the sign-in page, and nothing is saved.
      if (!answer.ok) throw new Error(answer.status);
      await count();
      say("saved", { name: select.dataset.name, status: select.selectedOptions[0].text });
    } catch {
      form.querySelector("button").hidden = false;
      say("notSaved");
    }
    delete form.dataset.saving;
  };

  if (place) {
    timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", () => { if (timer && !document.hidden) look(); });
  }
  enhance(document);

  // ---- A note ----------------------------------------------------------------------------------
  for (const field of document.querySelectorAll("[data-unsaved]")) {
    field.addEventListener("input", () => { changed = field.value !== field.defaultValue; });
    field.form.addEventListener("submit", () => { changed = false; });
  }
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
