// Lists that are put in order by dragging: the buttons beside each row do the same without this.
const token = document.querySelector('input[name="csrf_token"]')?.value ?? "";

async function keep(form) {
  const state = form.querySelector(".order-state");
  const body = new FormData();
  body.set("csrf_token", token);
  for (const row of form.querySelectorAll("[data-code]")) body.append("code", row.dataset.code);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  if (state) state.textContent = answer?.ok ? state.dataset.saved : state.dataset.failed;
  refresh(form);
}

function refresh(form) {
  const rows = [...form.querySelectorAll("[data-code]")];
  rows.forEach((row, index) => {
    const place = row.querySelector(".order-place");
    if (place) place.textContent = String(index + 1);
    for (const button of row.querySelectorAll('button[name="move"]')) {
      button.disabled = button.value.startsWith("up:") ? index === 0 : index === rows.length - 1;
    }
  });
}

for (const form of document.querySelectorAll("[data-sortable]")) {
  const list = form.querySelector(".order-list");
  if (list && window.Sortable) {
    window.Sortable.create(list, { handle: ".grip", animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120, onEnd: () => keep(form) });
  }
  // one press of a button moves the row at once and keeps the focus on it
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.name !== "move") return;
    event.preventDefault();
    const [way, code] = button.value.split(":");
    const row = form.querySelector(`[data-code="${CSS.escape(code)}"]`);
    const other = way === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (way === "up") other.before(row);
    else other.after(row);
    keep(form).then(() => {
      const again = button.disabled ? row.querySelector('button[name="move"]:not([disabled])') : button;
      again?.focus();
    });
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    if (said) said.textContent = said.dataset.copied;
  });
}
