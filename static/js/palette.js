// Ctrl-K (Cmd-K) on every page of the desk: openings, people and actions by a few letters.
// It is made of the link to the page that does the same without this file (data-palette).

const link = document.querySelector("a[data-palette]");
let dialog, input, list, said;
let asked = 0;

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "dialog palette";
  dialog.setAttribute("aria-label", link.dataset.palette);
  dialog.innerHTML = `
    <input class="input palette-input" type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength="80"
      aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list">
    <div class="palette-list" id="palette-list" role="listbox" tabindex="-1"></div>
    <p class="palette-said small muted" role="status"></p>`;
  input = dialog.querySelector("input");
  list = dialog.querySelector(".palette-list");
  said = dialog.querySelector(".palette-said");
  input.setAttribute("aria-label", link.dataset.words);
  input.placeholder = link.dataset.words;
  list.setAttribute("aria-label", link.dataset.palette);
  document.body.append(dialog);

  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    const all = options();
    const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: event.ctrlKey ? 0 : null, End: event.ctrlKey ? all.length - 1 : null }[event.key];
    if (to !== undefined && to !== null && all.length) {
      event.preventDefault();
      choose(all[(to + all.length) % all.length]);
    } else if (event.key === "Enter" && all[here]) {
      event.preventDefault();
      go(all[here], event.ctrlKey || event.metaKey);
    }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option, event.ctrlKey || event.metaKey);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

const options = () => [...list.querySelectorAll("[role=option]")];

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

async function ask() {
  const number = ++asked;
  const url = new URL(link.href);
  url.searchParams.set("q", input.value);
  url.searchParams.set("here", location.pathname);
  let answer;
  try {
    answer = await fetch(url, { headers: { "HX-Request": "true" } });
  } catch {
    answer = null;
  }
  if (number !== asked) return;
  if (!answer?.ok || answer.redirected) {
    said.textContent = link.dataset.failed;
    return;
  }
  list.innerHTML = await answer.text();
  const all = options();
  choose(all[0]);
  said.textContent = all.length ? "" : link.dataset.none;
}

function go(option, apart) {
  if (option.dataset.send) {
    const form = document.querySelector(`form[action="${CSS.escape(option.dataset.send)}"]`) ?? document.querySelector(`form[action$="${option.dataset.send}"]`);
    form.requestSubmit();
  } else if (apart) {
    open(option.dataset.href);
  } else {
    location.assign(option.dataset.href);
  }
}

function show() {
  if (!dialog) build();
  input.value = "";
  dialog.showModal();
  input.focus();
  ask();
}

if (link) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (dialog?.open) dialog.close();
    else if (!document.querySelector("dialog[open]")) show();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show();
  });
}
