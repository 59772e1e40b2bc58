// Notes when things happen on the page, in milliseconds since it was asked for.
window.seen = { shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("click", (event) => {
  if (event.isTrusted) window.seen.clicked = performance.now(); // and not when the page's own script asks for a chart
}, true);

function look() {
  const title = document.querySelector(".ds-head h1");
  if (title && !window.seen.interactive && location.pathname === "/story") {
    window.seen.interactive = -1;
    setTimeout(() => { window.seen.interactive = performance.now(); }); // when the page would answer to a key
  }
  if (document.querySelector(".js-plotly-plot .main-svg :is(.trace, .hm)")) window.seen.chart = performance.now();
  else requestAnimationFrame(look);
}
requestAnimationFrame(look);
