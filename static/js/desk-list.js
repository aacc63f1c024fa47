// The ranked list: counts beside the filters follow the list; ticked rows stay ticked while it is renewed.

const sieve = document.getElementById("sieve");
const list = () => document.getElementById("ranked");

/** The list carries the counts of all choices; they stand in the form, which is not replaced while somebody types. */
function renewCounts() {
  const counts = JSON.parse(list().dataset.counts);
  for (const place of sieve.querySelectorAll("[data-n]")) place.textContent = counts[place.dataset.n] ?? 0;
}

/* ---------- ticking ---------- */
const ticked = new Set();
let last = null;

const boxes = () => [...document.querySelectorAll("#ranked [name=id][form=bulk]")];

function show() {
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const here = boxes();
  for (const box of here) box.checked = ticked.has(box.value);
  const all = bar.querySelector("[data-tick-all]");
  const count = all?.checked ? Number(list().dataset.total) : here.filter((box) => box.checked).length;
  const said = bar.querySelector("[data-ticked]");
  const text = count === 1 ? said.dataset.one : said.dataset.many.replace("#", count);
  if (said.textContent !== text) said.textContent = text;
  bar.classList.toggle("on", count > 0);
  const page = list().querySelector("[data-tick-page]");
  if (page) {
    page.checked = here.length > 0 && here.every((box) => box.checked);
    page.indeterminate = !page.checked && here.some((box) => box.checked);
  }
}

function tick(box, on) {
  if (on) ticked.add(box.value);
  else ticked.delete(box.value);
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[name=id][form=bulk]");
  if (box) {
    // from the last one to this one, as in every list of files
    const here = boxes();
    const from = here.indexOf(last);
    const to = here.indexOf(box);
    const range = event.shiftKey && from >= 0 ? here.slice(Math.min(from, to), Math.max(from, to) + 1) : [box];
    for (const one of range) tick(one, box.checked);
    last = box;
    show();
  } else if (event.target.closest?.("[data-tick-page]")) {
    for (const one of boxes()) tick(one, event.target.checked);
    show();
  } else if (event.target.closest?.("[data-untick]")) {
    ticked.clear();
    const all = document.querySelector("#bulk [data-tick-all]");
    if (all) all.checked = false;
    show();
  } else if (event.target.closest?.("[data-tick-all]")) {
    show();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const box = document.querySelector(".ranking-row.at [name=id][form=bulk]");
  if (!box) return;
  event.preventDefault();
  tick(box, !ticked.has(box.value));
  last = box;
  show();
});

// while CVs are read the list renews itself, but not under somebody's hands
document.addEventListener("htmx:beforeRequest", (event) => {
  const asked = event.detail.elt;
  if (asked?.id === "ranked" && asked.querySelector("details[open], #bulk :focus")) event.preventDefault();
});

document.addEventListener("htmx:afterSettle", () => {
  if (!sieve || !list()) return;
  renewCounts();
  show();
});
if (list()) show();

/* ---------- when the server does not answer: what is shown stays, and says that it is old ---------- */
const failed = document.querySelector("[data-list-failed]");
for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => {
    if (failed && event.detail.target?.id === "ranked") failed.hidden = false;
  });
}
document.addEventListener("htmx:afterSettle", () => {
  if (failed) failed.hidden = true;
});
failed?.querySelector("[data-again]").addEventListener("click", () => location.reload());
