// The form works without this. With it the CV is sent as soon as it is chosen and fills the form,
// what is typed is saved as one goes, a lost connection is told, and the form is sent only once.
const form = document.getElementById("apply");
const words = form.dataset;
const most = Number(words.mostMb) * 1024 * 1024;
const state = form.querySelector("[data-draft-state]");
const later = document.getElementById("later");

// ---------- saving what is typed ----------
let dirty = false;
let saving = null;
let failed = false;

// the files themselves are not sent with every saving
const typed = () => {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  return data;
};

const say = (text, offline = false) => {
  state.textContent = text;
  state.classList.toggle("is-offline", offline);
};

const kept = (answer) => {
  const fresh = !form.elements.draft.value;
  form.elements.draft.value = answer.draft;
  words.draft = answer.url;
  if (fresh || !location.pathname.endsWith(answer.draft)) history.replaceState(null, "", answer.url);
  later.hidden = false;
  later.querySelector("[data-draft-link]").href = answer.url;
  say(`${words.saved} ${answer.at}`);
};

const save = async (leaving = false) => {
  if (saving) await saving;
  if (!dirty || words.sent) return true;
  dirty = false;
  const attempt = (async () => {
    try {
      const reply = await fetch(words.save, { method: "POST", body: typed(), keepalive: leaving, headers: { Accept: "application/json" } });
      const answer = await reply.json();
      if (!reply.ok) { say(answer.error || words.refused, true); return false; }
      failed = false;
      kept(answer);
      return true;
    } catch {
      dirty = failed = true;
      say(words.offline, true);
      return false;
    }
  })();
  saving = attempt;
  const done = await attempt;
  saving = null;
  return done;
};

let timer = 0;
const soon = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
const touched = (event) => {
  if (event.target.type === "file" || ["consent", "mail_to", "website"].includes(event.target.name)) return;
  dirty = true;
  soon(event.type === "change" ? 400 : 4000);
};
form.addEventListener("input", touched);
form.addEventListener("change", touched);
setInterval(() => { if (dirty) save(); }, 10000);
addEventListener("online", () => { if (dirty) save(); });
addEventListener("offline", () => say(words.offline, true));
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && dirty) save(true); });
addEventListener("beforeunload", (event) => { if (failed && dirty && !words.sent) event.preventDefault(); });

// ---------- the CV ----------
const cvInput = () => document.getElementById("cv");
const cvState = () => document.getElementById("cv-state");

const complaint = (text) => {
  const input = cvInput();
  let place = document.getElementById("cv-error");
  if (!text) {
    place?.remove();
    input.removeAttribute("aria-invalid");
    input.setAttribute("aria-describedby", "cv-help");
    return;
  }
  if (!place) {
    place = document.createElement("p");
    place.id = "cv-error";
    place.className = "field-error";
    place.setAttribute("role", "alert");
    document.getElementById("cv-help").after(place);
  }
  place.textContent = text;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", "cv-help cv-error");
};

const progress = (text, share) => {
  const place = document.getElementById("cv-progress");
  place.hidden = !text;
  const bar = place.querySelector("progress");
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
  place.querySelector("[data-progress]").textContent = text && share !== null ? `${Math.round(share)} %` : "";
  cvState().textContent = text;
};

const tooLarge = () => { const input = cvInput(); return input?.files.length > 0 && input.files[0].size > most; };

const send = (file) => {
  const data = typed();
  data.set("cv", file);
  const request = new XMLHttpRequest();
  request.open("POST", words.upload);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  progress(words.uploading, 0);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress(words.uploading, (100 * event.loaded) / event.total);
  });
  request.addEventListener("error", () => { progress("", 0); complaint(words.lost); say(words.offline, true); });
  request.addEventListener("load", () => {
    const answer = request.response || {};
    if (request.status !== 200) {
      progress("", 0);
      complaint(answer.error || words.refused);
      cvInput().value = "";
      return;
    }
    dirty = false;
    kept(answer);
    waitForReading();
  });
  request.send(data);
};

const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

const waitForReading = async () => {
  progress(words.reading, null);
  const until = Date.now() + 40000;
  while (Date.now() < until) {
    await pause(700);
    try {
      const answer = await (await fetch(`${new URL(words.draft, location.href).pathname}/reading`, { headers: { Accept: "application/json" } })).json();
      if (answer.done) break;
    } catch {
      say(words.offline, true);
    }
  }
  await refresh(Date.now() >= until);
};

// the form as the server now has it: what was typed, and what the CV says; the place of the cursor is kept
const refresh = async (slow) => {
  dirty = true;
  const before = typed();
  if (!(await save())) { progress("", 0); return; }
  const active = document.activeElement;
  const place = { id: active?.id, from: active?.selectionStart, to: active?.selectionEnd };
  let page;
  try {
    page = new DOMParser().parseFromString(await (await fetch(words.draft)).text(), "text/html").getElementById("apply");
  } catch { page = null; }
  if (!page) { progress("", 0); say(words.offline, true); return; }
  const since = typed();
  const files = new Map([...form.querySelectorAll('input[type="file"]')].filter((i) => i.files.length && i.id !== "cv").map((i) => [i.id, i]));
  const consent = form.elements.consent.checked;
  const old = [...form.querySelectorAll(":scope > fieldset")];
  const fresh = [...page.querySelectorAll(":scope > fieldset")];
  old.forEach((part, index) => { if (fresh[index]) part.replaceWith(fresh[index]); });
  form.elements.filled.value = page.elements.filled.value;
  form.elements.consent.checked = consent;
  mailTo();
  files.forEach((input, id) => document.getElementById(id)?.replaceWith(input));
  // what was typed while the page was on its way
  for (const name of new Set([...since.keys(), ...before.keys()])) {
    const [was, is] = [before.getAll(name), since.getAll(name)];
    if (was.join("\n") === is.join("\n")) continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type="hidden"])`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = is.includes(field.value);
      else field.value = is[0] ?? "";
    }
  }
  const again = place.id && place.id !== "cv" ? document.getElementById(place.id) : null;
  if (again) {
    again.focus({ preventScroll: true });
    if (place.from !== null && place.from !== undefined && again.setSelectionRange) try { again.setSelectionRange(place.from, place.to); } catch { /* not of text */ }
  } else document.getElementById("cv-section").scrollIntoView({ block: "start" });
  if (slow && !form.elements.filled.value) cvState().textContent = words.slow;
  dirty = true;
  soon(1500);
};

form.addEventListener("change", (event) => {
  if (event.target.id !== "cv") return;
  if (tooLarge()) { complaint(words.tooLarge); return; }
  complaint("");
  if (event.target.files.length) send(event.target.files[0]);
});

for (const kind of ["dragover", "dragenter", "dragleave", "drop"]) {
  form.addEventListener(kind, (event) => {
    const zone = event.target.closest?.(".dropzone");
    if (!zone || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("is-over", kind === "dragover" || kind === "dragenter");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    cvInput().files = event.dataTransfer.files;
    cvInput().dispatchEvent(new Event("change", { bubbles: true }));
  });
}
// beside the place for it, a dropped file would take the place of the page
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });

// ---------- where the answers come from ----------
const same = (origin) => {
  const read = origin.dataset.offered;
  const field = form.elements[origin.dataset.origin];
  const value = String(field?.value ?? "");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  if (origin.dataset.origin === "phone") return value.replace(/\D/g, "").slice(-9) === read.replace(/\D/g, "").slice(-9);
  if (origin.dataset.origin === "related_years") return Math.abs(Number(value.replace(",", ".")) - Number(read)) < 0.05;
  return plain(value) === plain(read);
};
form.addEventListener("input", (event) => {
  const origin = form.querySelector(`[data-origin="${CSS.escape(event.target.name || "-")}"]`);
  if (!origin) return;
  const unchanged = same(origin);
  origin.classList.toggle("origin-changed", !unchanged);
  origin.querySelector("[data-same]").hidden = !unchanged;
  origin.querySelector("[data-other]").hidden = unchanged;
});

// the link goes to the address of the form, unless another is typed
const mailTo = () => { form.elements.mail_to.value ||= form.elements.email.value; };
form.addEventListener("change", (event) => { if (event.target.name === "email") mailTo(); });

// ---------- sending ----------
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  const sends = !button || !["lang", "act"].includes(button.name);
  if (sends && tooLarge()) {
    event.preventDefault();
    complaint(words.tooLarge);
    cvInput().focus();
    return;
  }
  if (words.sent) {
    event.preventDefault();
    return;
  }
  words.sent = "yes";
  if (sends) form.querySelector("[data-sending-place]").textContent = words.sending;
});

// back from the next page: the form can be sent again
addEventListener("pageshow", () => {
  delete words.sent;
  form.querySelector("[data-sending-place]").textContent = "";
});

if (words.beingRead) waitForReading();

// autofocus does this already where the browser knows it for more than inputs
addEventListener("load", () => {
  const summary = document.getElementById("error-summary");
  if (summary && document.activeElement === document.body) summary.focus();
});
