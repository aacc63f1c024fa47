// On the company's own page: gives each frame with openings the height of its list.
// <iframe data-recruit-jobs …> and this script, anywhere on the page; several frames are fine.
(() => {
  const highest = 20000;
  addEventListener("message", (event) => {
    const said = event.data;
    if (!said || said.type !== "recruit-jobs-height" || !(said.height > 0)) return;
    for (const frame of document.querySelectorAll("iframe[data-recruit-jobs]")) {
      if (frame.contentWindow === event.source) {
        frame.style.height = `${Math.min(Math.ceil(said.height), highest)}px`;
        frame.style.border = "0";
      }
    }
  });
})();
