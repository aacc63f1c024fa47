// Choosing whom to compare with: what can be ticked follows the name that is typed; what is ticked stays.

let waiting;
let latest = 0;

async function renew(field) {
  const place = field.form.querySelector("[data-choices]");
  const url = new URL(field.dataset.find, location.href);
  url.searchParams.set("find", field.value);
  const turn = ++latest;
  let answer;
  try {
    answer = await fetch(url, { headers: { "HX-Request": "true" } });
  } catch {
    return; // what stands there can still be chosen
  }
  const text = answer.ok && !answer.redirected ? await answer.text() : "";
  if (!text || turn !== latest) return;
  const kept = [...place.querySelectorAll("[data-choice]")].filter((one) => one.querySelector("input").checked);
  const fresh = document.createElement("div");
  fresh.innerHTML = text;
  const known = new Set(kept.map((one) => one.querySelector("input").value));
  for (const old of place.querySelectorAll("[data-choice], [data-nobody]")) if (!kept.includes(old)) old.remove();
  for (const one of [...fresh.children]) if (!known.has(one.querySelector("input")?.value)) place.append(one);
  limit(field.form);
}

/** So many fit side by side: the others wait until one is taken out. */
function limit(form) {
  const boxes = [...form.querySelectorAll("[data-choice] input")];
  const full = boxes.filter((box) => box.checked).length >= Number(form.dataset.most);
  for (const box of boxes) box.disabled = full && !box.checked;
}

document.addEventListener("input", (event) => {
  if (!event.target.dataset?.find) return;
  clearTimeout(waiting);
  waiting = setTimeout(renew, 200, event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.closest?.("[data-choice]")) limit(event.target.form);
});

// Enter in the field looks for the name, it does not compare with nobody
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset?.find && !event.target.form.querySelector("[data-choice] :checked")) {
    event.preventDefault();
    clearTimeout(waiting);
    renew(event.target);
  }
});
