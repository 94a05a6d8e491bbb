// Says how many are chosen while boxes are ticked, in the words of the page: `data-few`, and
// `data-many` for more than `data-most`. Without it the server says so after the button.
// It is deferred for another reason as well: browsers look for fields to fill in as soon as a page
// is parsed, which lays it out, and a deferred script makes that wait for the style sheet. Without
// one the whole page is laid out twice.
for (const status of document.querySelectorAll("[data-most]")) {
  const form = status.closest("form");
  const { chosen: name, most, few, many } = status.dataset;
  const say = () => {
    const fields = [...form.querySelectorAll(`input[name="${name}"]`)];
    const count = fields.filter((field) => field.type === "hidden" || field.checked).length;
    const words = count > Number(most) ? many : few;
    if (count || status.textContent) status.textContent = words.replace("{count}", count);
  };
  form.addEventListener("change", say);
  // Boxes may be ticked already, as when a visitor comes back to the page.
  say();
}
