// Suggests careers while somebody types. Without this script the form searches all the same.
// The pattern is that of an editable combobox with a list: the focus stays in the field.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const field = form.q;
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let at = -1;
  let timer;
  let asked = "";

  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.list);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) field.setAttribute(name, value);

  const choose = (number) => {
    options[at]?.setAttribute("aria-selected", "false");
    at = number;
    options[at]?.setAttribute("aria-selected", "true");
    options[at]?.scrollIntoView({ block: "nearest" });
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options[at].id);
  };
  const close = () => {
    choose(-1);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const follow = (option) => { location.assign(`${form.action}${option.dataset.slug}/`); };

  const show = (results) => {
    choose(-1);
    options = results.map(({ slug, name, matched }, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.dataset.slug = slug;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(name[0].toUpperCase() + name.slice(1));
      if (matched.toLowerCase() !== name.toLowerCase()) {
        const other = document.createElement("small");
        other.textContent = matched;
        option.append(" ", other);
      }
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = options.length ? form.dataset.some : form.dataset.none;
  };

  const ask = async () => {
    const words = field.value.trim();
    asked = words;
    if (words.length < 2) { close(); status.textContent = ""; return; }
    try {
      const response = await fetch(`${form.dataset.suggest}?limit=6&q=${encodeURIComponent(words)}`);
      // An answer that comes late is not to what stands in the field by now.
      if (response.ok && asked === words && document.activeElement === field) show((await response.json()).results);
    } catch { close(); }
  };

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  field.addEventListener("blur", () => { clearTimeout(timer); asked = ""; close(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && at >= 0) follow(options[at]);
    else if (event.key === "ArrowDown" && options.length) {
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      choose((at + 1) % options.length);
    } else if (event.key === "ArrowUp" && !list.hidden) choose(at < 1 ? options.length - 1 : at - 1);
    else return;
    event.preventDefault();
  });
  // Before the field would lose the focus, and the list with it.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-slug]");
    if (option) follow(option);
  });
  form.addEventListener("submit", close);
  // On a phone a button opens the field of the head: whoever presses it wants to type.
  form.closest("[popover]")?.addEventListener("toggle", (event) => {
    if (event.newState === "open") field.focus();
  });
}
