// Inside the frame: tells the page around it how tall the list is, whenever that changes.
const tell = () => {
  parent.postMessage({ type: "recruit-jobs-height", height: document.documentElement.offsetHeight }, "*");
};
new ResizeObserver(tell).observe(document.documentElement);
