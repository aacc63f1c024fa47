// The ranked list: counts beside the filters follow the list; ticked rows stay ticked while it is renewed.

const sieve = document.getElementById("sieve");
const list = () => document.getElementById("ranked");

/** The list carries the counts of all choices; they stand in the form, which is not replaced while somebody types. */
function renewCounts() {
  const counts = JSON.parse(list().dataset.counts);
  for (const place of sieve.querySelectorAll("[data-n]")) place.textContent = counts[place.dataset.n] ?? 0;
}

/* ---------- ticking ---------- */
// they stay from page to page and over filters, for this opening and as long as the tab is open; ids alone are kept
const TICKED = `desk-ticked:${location.pathname}`;
const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem(TICKED)) ?? [];
  } catch {
    return [];
  }
};
const ticked = new Set(kept());
let last = null;

function keep() {
  if (ticked.size) sessionStorage.setItem(TICKED, JSON.stringify([...ticked]));
  else sessionStorage.removeItem(TICKED);
}

// what was done with them is done: they are let go, once
const done = document.querySelector(".done-notice") && new URLSearchParams(location.search).get("done");
if (done && sessionStorage.getItem(`${TICKED}:done`) !== done) {
  sessionStorage.setItem(`${TICKED}:done`, done);
  ticked.clear();
  keep();
}

const boxes = () => [...document.querySelectorAll("#ranked [name=id][form=bulk]")];

// what was ticked before this file was here (the boxes are ticked by people alone, never by the page)
for (const box of boxes()) if (box.checked) ticked.add(box.value);
keep();

function show() {
  const bar = document.getElementById("bulk");
  if (!bar) return;
  const here = boxes();
  for (const box of here) box.checked = ticked.has(box.value);
  const all = bar.querySelector("[data-tick-all]");
  const count = all?.checked ? Number(list().dataset.total) : ticked.size;
  const shown = here.filter((box) => box.checked).length;
  const said = bar.querySelector("[data-ticked]");
  let text = count === 1 ? said.dataset.one : said.dataset.many.replace("#", count);
  if (!all?.checked && shown !== count) text = said.dataset.elsewhere.replace("##", shown).replace("#", count);
  bar.querySelector("[data-show-ticked]").hidden = Boolean(all?.checked);
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
  keep();
}

// the form takes those of other pages along; in the order in which they were ticked
document.addEventListener("formdata", (event) => {
  if (event.target !== document.getElementById("bulk")) return;
  event.formData.delete("id");
  if (!event.formData.has("all")) for (const id of ticked) event.formData.append("id", id);
});

async function showTicked(button) {
  const dialog = document.getElementById("desk-dialog");
  let answer;
  try {
    answer = await fetch(button.dataset.showTicked, {
      method: "POST",
      body: new URLSearchParams(new FormData(button.form)),
      headers: { "HX-Request": "true" },
    });
  } catch {
    return; // the list says itself when the server is away
  }
  if (!answer.ok || answer.redirected) return location.reload();
  dialog.innerHTML = await answer.text();
  // who is gone meanwhile (merged, erased) is chosen no more
  const there = new Set([...dialog.querySelectorAll("[data-tick]")].map((box) => box.dataset.tick));
  for (const id of [...ticked]) if (!there.has(id)) ticked.delete(id);
  keep();
  show();
  dialog.showModal();
}

document.addEventListener("change", (event) => {
  const box = event.target.closest?.("[data-tick]");
  if (!box) return;
  if (box.checked) ticked.add(box.dataset.tick);
  else ticked.delete(box.dataset.tick);
  keep();
  show();
});

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
    keep();
    const all = document.querySelector("#bulk [data-tick-all]");
    if (all) all.checked = false;
    event.target.closest("dialog")?.close();
    show();
  } else if (event.target.closest?.("[data-show-ticked]")) {
    showTicked(event.target.closest("[data-show-ticked]"));
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
// back from another page: what was ticked there counts here too
addEventListener("pageshow", (event) => {
  if (!event.persisted || !list()) return;
  ticked.clear();
  for (const id of kept()) ticked.add(id);
  show();
});

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
