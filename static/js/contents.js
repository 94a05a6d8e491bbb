// Marks the section being read in the table of contents. Without it the list still works.
const links = new Map(
  [...document.querySelectorAll(".contents a[href^='#']")].map((link) => [link.hash.slice(1), link]),
);
const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current = null;

function mark() {
  // The last section whose heading has passed the upper third; the last one of all at the page's end.
  const line = window.innerHeight / 3;
  const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
  const passed = sections.filter((section) => section.getBoundingClientRect().top <= line);
  const reading = atEnd ? sections.at(-1) : passed.at(-1);
  const link = reading && links.get(reading.id);
  if (link === current) return;
  current?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  current = link;
  // On a narrow screen the list is a strip: keep the marked link in sight without moving the page.
  const list = link?.closest("ol");
  if (list && list.scrollWidth > list.clientWidth) {
    list.scrollTo({ left: link.offsetLeft - list.offsetLeft - 24 });
  }
}

let waiting = false;
document.addEventListener(
  "scroll",
  () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  },
  { passive: true },
);
mark();
