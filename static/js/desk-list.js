// The ranked list: counts beside the filters follow the list.

const sieve = document.getElementById("sieve");

/** The list carries the counts of all choices; they stand in the form, which is not replaced while somebody types. */
function renewCounts() {
  const list = document.getElementById("ranked");
  if (!list || !sieve) return;
  const counts = JSON.parse(list.dataset.counts);
  for (const place of sieve.querySelectorAll("[data-n]")) place.textContent = counts[place.dataset.n] ?? 0;
}

document.addEventListener("htmx:afterSettle", renewCounts);
