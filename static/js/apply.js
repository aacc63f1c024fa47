// The form works without this. With it a file that is too big is noticed before it is sent,
// and the form is sent only once.
const form = document.getElementById("apply");
const input = document.getElementById("cv");
const most = Number(form.dataset.mostMb) * 1024 * 1024;

const complaint = (words) => {
  let place = document.getElementById("cv-error");
  if (!words) {
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
  place.textContent = words;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", "cv-help cv-error");
};

const tooLarge = () => input.files.length > 0 && input.files[0].size > most;

input.addEventListener("change", () => complaint(tooLarge() ? form.dataset.tooLarge : ""));

form.addEventListener("submit", (event) => {
  const switching = event.submitter?.name === "lang";
  if (!switching && tooLarge()) {
    event.preventDefault();
    complaint(form.dataset.tooLarge);
    input.focus();
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (!switching) form.querySelector("[data-sending-place]").textContent = form.dataset.sending;
});

// back from the next page: the form can be sent again
addEventListener("pageshow", () => {
  delete form.dataset.sent;
  form.querySelector("[data-sending-place]").textContent = "";
});

// autofocus does this already where the browser knows it for more than inputs
addEventListener("load", () => {
  const summary = document.getElementById("error-summary");
  if (summary && document.activeElement === document.body) summary.focus();
});
