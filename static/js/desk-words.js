// Words of the CV in the hand: selecting them (in the drawn page or in its text) offers what they show.
// `x` does the same for the evidence that is lit, so that no mouse is needed.
// The offer is a link with the place of the words; without this file the page it leads to lists them all.

const paper = document.getElementById("paper-pane");
const menu = document.getElementById("selection-menu");

/** The offset in the CV's text of a point of the selection; null outside the paper. */
function offsetOf(node, offset, end) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const holder = element?.closest?.("[data-at]");
  if (!holder || !paper.contains(holder)) return null;
  const start = Number(holder.dataset.at);
  if (node.nodeType !== Node.TEXT_NODE) return end && offset ? start + holder.textContent.length : start;
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(node, offset);
  return start + before.toString().length;
}

/** From where to where the selection goes, in the CV's text; null when it selects no words of it. */
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0);
  if (!paper.contains(range.commonAncestorContainer) && !range.intersectsNode(paper)) return null;
  let start = offsetOf(range.startContainer, range.startOffset, false);
  let end = offsetOf(range.endContainer, range.endOffset, true);
  if (start === null || end === null) {
    // an end outside of a word: the words that the selection touches decide
    const touched = [...paper.querySelectorAll("[data-at]")].filter((each) => selection.containsNode(each, true));
    if (!touched.length) return null;
    const last = touched.at(-1);
    start ??= Number(touched[0].dataset.at);
    end ??= Number(last.dataset.at) + last.textContent.length;
  }
  return start < end ? { start, end } : end < start ? { start: end, end: start } : null;
}

function offer() {
  const place = selected();
  if (!place) {
    menu.hidden = true;
    return;
  }
  aim(place);
  menu.hidden = false;
  const boxes = getSelection().getRangeAt(0).getClientRects();
  const box = boxes[boxes.length - 1] ?? paper.getBoundingClientRect();
  const left = Math.min(Math.max(box.right - menu.offsetWidth / 2, 8), innerWidth - menu.offsetWidth - 8);
  const below = box.bottom + 8 + menu.offsetHeight < innerHeight;
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${below ? box.bottom + 8 : Math.max(box.top - menu.offsetHeight - 8, 8)}px`);
}

function aim({ start, end }) {
  const url = new URL(menu.href);
  url.searchParams.set("start", start);
  url.searchParams.set("end", end);
  menu.href = url.href;
}

if (paper && menu) {
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 120);
  });
  paper.addEventListener("scroll", () => { if (!menu.hidden) offer(); }, { passive: true });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, textarea, select")) return;
    const lit = paper.querySelector(".mark.lit");
    const place = selected() ?? (lit && { start: Number(lit.dataset.mark.split(" ")[0].split("-")[1]), end: Number(lit.dataset.mark.split(" ")[0].split("-")[2]) });
    event.preventDefault();
    if (place) {
      aim(place);
    } else {
      // no words in hand: all of them, to tick
      const url = new URL(menu.href);
      url.searchParams.delete("start");
      url.searchParams.delete("end");
      menu.href = url.href;
    }
    menu.click();
  });

  // the words lie over the marks so that they can be selected: a click without a selection is for the mark below
  paper.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed && selected()) {
      // the end of a selection is no click on the mark below it
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (!event.target.closest(".words")) return;
    const below = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.closest(".mark"));
    if (below) {
      event.stopPropagation();
      below.closest(".mark").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }, true);
  paper.addEventListener("mousemove", (event) => {
    const over = event.target.closest(".words") && document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.closest(".mark"));
    const mark = over?.closest(".mark");
    for (const hinted of paper.querySelectorAll(".mark.hint")) if (hinted !== mark) hinted.classList.remove("hint");
    mark?.classList.add("hint");
    paper.classList.toggle("over-mark", Boolean(mark));
  });
}

/* ---------- the form: only the fields that the chosen fact needs ---------- */
function fields(select) {
  const kind = select.value.split(/[:=]/)[0];
  for (const field of select.form.querySelectorAll("[data-words-for]")) {
    field.hidden = !field.dataset.wordsFor.split(" ").includes(kind);
  }
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-words-is]")) fields(event.target);
});
const dialog = document.getElementById("desk-dialog");
if (dialog) {
  new MutationObserver(() => {
    const select = dialog.querySelector("[data-words-is]");
    if (select) fields(select);
  }).observe(dialog, { childList: true });
}
for (const select of document.querySelectorAll("[data-words-is]")) fields(select);
