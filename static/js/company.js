// The company's colours: what is picked is shown at once, and the server says whether it can be read.
const form = document.querySelector("form[data-colours]");
const parts = [...form.querySelectorAll("[data-colour]")];

function show(part, colours) {
  const preview = part.querySelector("[data-preview]");
  preview.style.setProperty("--p-accent", colours["--accent"]);
  preview.style.setProperty("--p-ink", colours["--on-accent"]);
  preview.style.setProperty("--p-soft", colours["--accent-soft"]);
}

let waiting;
async function ask() {
  const query = new URLSearchParams();
  for (const part of parts) query.set(part.dataset.colour, part.querySelector("input[type=text]").value || part.dataset.own);
  const answer = await fetch(`${form.dataset.colours}?${query}`);
  if (!answer.ok) return;
  const verdicts = await answer.json();
  for (const part of parts) {
    const verdict = verdicts[part.dataset.colour];
    const says = part.querySelector("[data-says]");
    says.textContent = verdict ? verdict.says : "";
    says.classList.toggle("is-bad", Boolean(verdict) && !verdict.passes);
    if (verdict) show(part, verdict.tokens);
    const take = part.querySelector("[data-take]");
    take.hidden = !verdict || verdict.passes;
    take.dataset.take = verdict ? verdict.nearest : "";
  }
}
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 200);
}

for (const part of parts) {
  const typed = part.querySelector("input[type=text]");
  const pick = part.querySelector("[data-pick]");
  const take = part.querySelector("[data-take]");
  take.addEventListener("click", () => {
    typed.value = pick.value = take.dataset.take;
    typed.focus();
    soon();
  });
  pick.addEventListener("input", () => {
    typed.value = pick.value;
    soon();
  });
  typed.addEventListener("input", () => {
    if (/^#[0-9a-f]{6}$/i.test(typed.value)) pick.value = typed.value.toLowerCase();
    soon();
  });
}
ask();
