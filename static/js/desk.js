// Keys, dialogs and the list of the recruiter's desk. Every act is a link or a form of the page
// (marked with data-key), so that the keys do nothing which the page cannot do without them.

const typing = (element) =>
  element.closest("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]");

const dialog = document.getElementById("desk-dialog");
const keys = document.getElementById("keys");

/** Loads the stage form of a link into the dialog; the link itself works as a page. */
async function openDialog(link) {
  let answer;
  try {
    answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  } catch {
    answer = null;
  }
  if (!answer?.ok || answer.redirected) {
    location.assign(link.href);
    return;
  }
  dialog.innerHTML = await answer.text();
  dialog.showModal();
  const back = dialog.querySelector("[name=back]");
  if (back && !back.value) back.value = location.pathname + location.search;
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const opener = event.target.closest("a[data-dialog]");
  if (opener && dialog) {
    event.preventDefault();
    openDialog(opener);
    return;
  }
  const cancel = event.target.closest("[data-cancel]");
  if (cancel) {
    const open = cancel.closest("dialog");
    const slot = cancel.closest(".slot");
    if (open) {
      event.preventDefault();
      open.close();
    } else if (slot) {
      event.preventDefault();
      slot.replaceChildren();
      slot.parentElement.querySelector(".edit-fact")?.focus();
    }
    return;
  }
  if (event.target.closest("[data-help]")) keys?.showModal();
  if (event.target === dialog || event.target === keys) event.target.close();
});

/* ---------- the list: a row is where the keys are ---------- */
const PLACE = `desk-place:${location.pathname}`;

const rows = () => [...document.querySelectorAll("[data-keys-list] [data-row]")];

function stand(row, focus = true) {
  for (const other of document.querySelectorAll(".ranking-row.at")) other.classList.remove("at");
  if (!row) return;
  row.classList.add("at");
  sessionStorage.setItem(PLACE, row.dataset.row);
  if (focus) {
    row.querySelector("a").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.classList.contains("at"));
  stand(all[Math.min(Math.max(here + by, 0), all.length - 1)]);
}

// a change made from the list leads back to it: everything stands where it stood
const SCROLLED = `desk-scroll:${location.pathname}${location.search}`;
document.addEventListener("submit", () => {
  if (rows().length) sessionStorage.setItem(SCROLLED, String(scrollY));
});

const remembered = () => rows().find((row) => row.dataset.row === sessionStorage.getItem(PLACE));
if (rows().length) {
  const scrolled = sessionStorage.getItem(SCROLLED);
  sessionStorage.removeItem(SCROLLED);
  stand(remembered(), scrolled !== null);
  if (scrolled !== null) scrollTo(0, Number(scrolled));
}
document.addEventListener("htmx:afterSettle", () => stand(remembered(), false));

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-keys-list] [data-row]");
  if (row && !row.classList.contains("at")) stand(row, false);
});

/* ---------- keys ---------- */
function press(element) {
  if (element.matches("textarea, input")) {
    element.focus();
  } else {
    element.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const digit = /^[1-9]$/.test(event.key) && !typing(event.target) && document.querySelector(`dialog[open] [data-digit="${event.key}"]`);
  if (digit) {
    // a reason by its number; Enter then sends the form
    event.preventDefault();
    digit.checked = true;
    digit.focus();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Escape") {
      event.preventDefault();
      const slot = event.target.closest(".slot");
      if (slot) slot.querySelector("[data-cancel]").click();
      else event.target.blur();
    }
    return;
  }
  if (event.key === "?") {
    event.preventDefault();
    keys?.showModal();
    return;
  }
  if (rows().length) {
    const at = document.querySelector(".ranking-row.at");
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
      return;
    }
    if (event.key === "Enter" && at && event.target === document.body) {
      at.querySelector("a").click();
      return;
    }
    if (at && "srm".includes(event.key)) {
      event.preventDefault();
      const link = at.querySelector("a[data-dialog]");
      const to = { s: "shortlisted", r: "rejected", m: "" }[event.key];
      const url = new URL(link.href);
      if (to) url.searchParams.set("to", to);
      openDialog({ href: url.href });
      return;
    }
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    if (event.key === "Escape" && document.querySelector("details.menu[open]")) return;
    event.preventDefault();
    press(target);
  }
});

/* ---------- weights: slider and number are one value ---------- */
document.addEventListener("input", (event) => {
  const name = event.target.dataset?.twin;
  if (!name) return;
  for (const twin of event.target.form.querySelectorAll(`[data-twin="${CSS.escape(name)}"]`)) {
    if (twin !== event.target) twin.value = event.target.value;
  }
});

// whoever presses keys for people (a test, a script) can see that they are heard, by the page's other scripts too
document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.dataset.keys = "ready";
});
