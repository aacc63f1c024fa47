// The application page: from a criterion to its words on the paper and back, the next evidence,
// the split between the panes, and the place where one was. Without this file the links still lead there.

const page = document.querySelector("[data-review]");
const scorePane = document.getElementById("score-pane");
const paperPane = document.getElementById("paper-pane");
const scoreBody = document.getElementById("score-body");
const bar = document.querySelector("[data-sheet]");
const split = document.querySelector(".split-bar");
const narrow = matchMedia("(max-width: 59.99rem)");

/* ---------- light up ---------- */
const marksOf = (id) => [...paperPane.querySelectorAll(`[data-mark~="${CSS.escape(id)}"]`)];
const quotesOf = (id) => [...scorePane.querySelectorAll(`[data-evidence="${CSS.escape(id)}"]`)];

function dark() {
  for (const lit of page.querySelectorAll(".lit")) lit.classList.remove("lit");
}

/** Brings an element to the upper third of what scrolls around it; stays still when it is well in view. */
function show(element, pane) {
  if (narrow.matches && pane === paperPane) {
    element.scrollIntoView({ block: "center" });
    return;
  }
  const frame = pane.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  if (box.top > frame.top + 70 && box.bottom < frame.bottom - 40) return;
  pane.scrollTop += box.top - frame.top - frame.height / 3;
}

function rowOf(mark) {
  const href = mark.getAttribute("href") ?? mark.querySelector("a")?.getAttribute("href");
  return href ? document.getElementById(href.slice(1)) : null;
}

function light(id, { paper = true, score = true } = {}) {
  const marks = marksOf(id);
  dark();
  for (const mark of marks) mark.classList.add("lit");
  for (const quote of quotesOf(id)) quote.classList.add("lit");
  const row = marks.length ? rowOf(marks[0]) : null;
  if (row) {
    const closed = row.closest("details:not([open])");
    if (closed) closed.open = true;
    row.classList.add("lit");
    if (score) show(row, narrow.matches ? scoreBody : scorePane);
  }
  if (paper && marks.length) show(marks[0], paperPane);
  if (marks.length) history.replaceState(history.state, "", `#${id}`);
  return marks.length > 0;
}

/** All words that a criterion rests on; the first of them comes into view. */
function lightCriterion(id) {
  dark();
  const marks = [...paperPane.querySelectorAll("[data-mark]")].filter((mark) => mark.dataset.founds.split(" ").includes(id));
  for (const mark of marks) mark.classList.add("lit");
  document.getElementById(`f-${id}`)?.classList.add("lit");
  if (marks.length) show(marks[0], paperPane);
  return marks.length > 0;
}

function sheet(open) {
  scorePane.classList.toggle("open", open);
  bar.setAttribute("aria-expanded", String(open));
}

page.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const quote = event.target.closest("[data-evidence]");
  if (quote) {
    if (narrow.matches) sheet(false);
    if (light(quote.dataset.evidence, { score: false })) event.preventDefault();
    return;
  }
  const criterion = event.target.closest("[data-criterion]");
  if (criterion) {
    if (narrow.matches) sheet(false);
    if (lightCriterion(criterion.dataset.criterion)) event.preventDefault();
    return;
  }
  const mark = event.target.closest("[data-mark]");
  if (mark) {
    event.preventDefault();
    if (narrow.matches) sheet(true);
    light(mark.dataset.mark.split(" ")[0], { paper: false });
    return;
  }
  if (event.target.closest("[data-sheet]")) {
    event.preventDefault();
    sheet(!scorePane.classList.contains("open"));
    return;
  }
  // anywhere on a part's row is meant for its words
  const row = event.target.closest(".part");
  if (row && !event.target.closest("a, button, form, input, summary")) {
    const words = row.querySelector("[data-evidence]");
    if (words && !getSelection().toString()) {
      if (narrow.matches) sheet(false);
      light(words.dataset.evidence, { score: false });
    }
    return;
  }
  const part = event.target.closest(".career a, .score-nav a");
  if (part) {
    event.preventDefault();
    const target = document.getElementById(part.getAttribute("href").slice(1));
    if (!target) return;
    if (part.closest(".career")) {
      dark();
      target.classList.add("lit");
      target.querySelector("[data-evidence]")?.click();
    } else {
      const pane = narrow.matches ? scoreBody : scorePane;
      pane.scrollTop += target.getBoundingClientRect().top - pane.getBoundingClientRect().top - 48;
      target.focus({ preventScroll: true });
    }
  }
});

// looking at a quote shows where it is, looking at a mark what it founds
page.addEventListener("mouseover", (event) => {
  for (const old of page.querySelectorAll(".hint")) old.classList.remove("hint");
  const over = event.target.closest("[data-evidence], [data-mark]");
  if (!over) return;
  const id = over.dataset.evidence ?? over.dataset.mark.split(" ")[0];
  for (const mark of marksOf(id)) mark.classList.add("hint");
});

/* ---------- next evidence ---------- */
function evidence(by) {
  const ids = [];
  for (const mark of paperPane.querySelectorAll("[data-mark]")) {
    const toggle = document.getElementById(`show-${mark.dataset.founds.split(" ")[0]}`);
    if (toggle && !toggle.checked) continue;
    if (mark.classList.contains("founding-struck")) continue;
    const id = mark.dataset.mark.split(" ")[0];
    if (!ids.includes(id)) ids.push(id);
  }
  const order = (id) => id.split("-").slice(1).map(Number);
  ids.sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1]);
  if (!ids.length) return;
  const here = ids.indexOf(location.hash.slice(1));
  light(ids[here < 0 ? (by > 0 ? 0 : ids.length - 1) : (here + by + ids.length) % ids.length]);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "e" || event.key === "E") {
    event.preventDefault();
    getSelection().removeAllRanges();
    evidence(event.key === "e" ? 1 : -1);
  }
  if (event.key === "n" && narrow.matches) sheet(true);
});

/* ---------- the split ---------- */
const panes = document.getElementById("panes");
const WIDTH = "desk-split";

function width(percent) {
  const value = Math.min(Math.max(percent, 28), 70);
  panes.style.setProperty("--split", `${value}%`);
  split.setAttribute("aria-valuenow", String(Math.round(value)));
  localStorage.setItem(WIDTH, String(value));
}

const kept = Number(localStorage.getItem(WIDTH));
if (kept) width(kept);

split.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  split.setPointerCapture(event.pointerId);
  split.classList.add("is-dragged");
  const move = (moved) => width(((moved.clientX - panes.getBoundingClientRect().left) / panes.clientWidth) * 100);
  const end = () => {
    split.classList.remove("is-dragged");
    split.removeEventListener("pointermove", move);
  };
  split.addEventListener("pointermove", move);
  split.addEventListener("pointerup", end, { once: true });
  split.addEventListener("pointercancel", end, { once: true });
});
split.addEventListener("dblclick", () => width(42));
split.addEventListener("keydown", (event) => {
  const now = Number(split.getAttribute("aria-valuenow"));
  const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
  if (by) {
    event.preventDefault();
    width(now + by);
  }
});

/* ---------- where one was: after a change of this application both panes stand as they stood ---------- */
const PLACE = `desk-review:${page.dataset.review}`;
document.addEventListener("submit", () => {
  sessionStorage.setItem(
    PLACE,
    JSON.stringify({ score: scorePane.scrollTop, paper: paperPane.scrollTop, body: scoreBody.scrollTop, window: scrollY, open: scorePane.classList.contains("open") }),
  );
});
const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
sessionStorage.removeItem(PLACE);
if (place) {
  if (place.open) sheet(true);
  scorePane.scrollTop = place.score;
  paperPane.scrollTop = place.paper;
  scoreBody.scrollTop = place.body;
  scrollTo(0, place.window);
} else if (location.hash.startsWith("#e-")) {
  light(location.hash.slice(1));
}
// the list stands on this application when one comes back
sessionStorage.setItem(`desk-place:${new URL(page.dataset.list, location.href).pathname}`, page.dataset.review);

/* ---------- the reading is done: show it, unless something is being written ---------- */
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "await") return;
  const writing = document.getElementById("note-text").value || page.querySelector(".fact-form");
  if (!writing) location.reload();
});
