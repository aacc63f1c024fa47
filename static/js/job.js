// The job page: its address to the clipboard, and a sheet of paper.
document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const said = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      said.textContent = copy.dataset.done;
    } catch {
      // no clipboard here: the address, to be copied by hand
      said.textContent = copy.dataset.copy;
    }
  }
  if (event.target.closest("[data-print]")) window.print();
});
