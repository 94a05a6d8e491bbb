// Suggests careers while somebody types. Without this script the form does its work all the same.
// The pattern is that of an editable combobox with a list: the focus stays in the field.
// In a form for searching a suggestion leads to its page; in a box within a form it fills the field.
for (const box of document.querySelectorAll("[data-suggest]")) {
  const field = box.querySelector("input:not([type=hidden])");
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
  list.setAttribute("aria-label", box.dataset.list);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.append(list, status);
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
  const take = (option) => {
    if (box.matches("form")) {
      location.assign(`${box.action}${option.dataset.slug}/`);
    } else {
      field.value = option.dataset.name;
      asked = "";
      close();
    }
  };

  const show = (results) => {
    choose(-1);
    options = results.map(({ slug, name, matched }, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.dataset.slug = slug;
      option.dataset.name = name;
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
    status.textContent = options.length ? box.dataset.some : box.dataset.none;
  };

  const ask = async () => {
    const words = field.value.trim();
    asked = words;
    if (words.length < 2) { close(); status.textContent = ""; return; }
    try {
      const response = await fetch(`${box.dataset.suggest}?limit=6&q=${encodeURIComponent(words)}`);
      // An answer that comes late is not to what stands in the field by now.
      if (response.ok && asked === words && document.activeElement === field) show((await response.json()).results);
    } catch { close(); }
  };

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  field.addEventListener("blur", () => { clearTimeout(timer); asked = ""; close(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && at >= 0) take(options[at]);
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
    if (option) take(option);
  });
  field.form.addEventListener("submit", close);
  // On a phone a button opens the field of the head: whoever presses it wants to type.
  box.closest("[popover]")?.addEventListener("toggle", (event) => {
    if (event.newState === "open") field.focus();
  });
}
