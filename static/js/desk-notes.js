// Notes: @ completes the name of a colleague; how much room is left is said before it runs out.
// Without this file the whole name is typed, and a note that is too long comes back with its words.

let list, field, names = [], chosen = 0, begin = -1, asked = 0;

function close() {
  asked += 1; // an answer that is still on its way is not wanted any more
  if (!list) return;
  list.remove();
  list = undefined;
  begin = -1;
  field?.removeAttribute("aria-activedescendant");
  field?.setAttribute("aria-expanded", "false");
}

/** Where the mention begins that is being written; -1 when none is. */
function writing() {
  const before = field.value.slice(0, field.selectionStart);
  const at = before.lastIndexOf("@");
  if (at < 0 || (at > 0 && /[\p{L}\p{N}]/u.test(before[at - 1]))) return -1;
  return /^[\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?$/u.test(before.slice(at + 1)) ? at : -1;
}

async function complete() {
  const at = writing();
  if (at < 0) {
    close();
    return;
  }
  const number = ++asked;
  const url = new URL(field.dataset.mentions, location.href);
  url.searchParams.set("q", field.value.slice(at + 1, field.selectionStart));
  let found;
  try {
    found = await (await fetch(url)).json();
  } catch {
    found = [];
  }
  if (number !== asked) return;
  const typed = field.value.slice(at + 1, field.selectionStart);
  if (!found.length || found.includes(typed)) {
    close();
    return;
  }
  names = found;
  chosen = 0;
  begin = at;
  draw();
}

function draw() {
  if (!list) {
    list = document.createElement("ul");
    list.className = "mention-options";
    list.id = "mention-options";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "@");
    field.after(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("li");
      if (!option) return;
      event.preventDefault();
      put(names[Number(option.dataset.number)]);
    });
  }
  field.setAttribute("aria-expanded", "true");
  list.replaceChildren(
    ...names.slice(0, 8).map((name, number) => {
      const option = document.createElement("li");
      option.id = `mention-${number}`;
      option.dataset.number = String(number);
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(number === chosen));
      option.textContent = name;
      return option;
    }),
  );
  field.setAttribute("aria-activedescendant", `mention-${chosen}`);
}

function put(name) {
  field.setRangeText(`@${name} `, begin, field.selectionStart, "end");
  close();
  room(field);
}

function room(area) {
  const most = Number(area.dataset.most);
  if (!most) return;
  let said = area.parentElement.querySelector(".note-room");
  const left = most - area.value.length;
  if (!said) {
    said = document.createElement("span");
    said.className = "note-room small num";
    said.setAttribute("role", "status");
    area.after(said);
  }
  said.textContent = left < 500 ? String(left) : "";
  said.classList.toggle("over", left < 0);
}

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("textarea[data-mentions]")) return;
  field = event.target;
  room(field);
  complete();
});
document.addEventListener("keydown", (event) => {
  if (!list || event.target !== field) return;
  const most = Math.min(names.length, 8);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + most) % most;
    draw();
  } else if (event.key === "Enter" || event.key === "Tab") {
    event.preventDefault();
    put(names[chosen]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}, true);
document.addEventListener("focusout", (event) => {
  if (event.target === field) close();
});
