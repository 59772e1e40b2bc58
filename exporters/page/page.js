"use strict";
// Draws the figures in the page's own colours, and again when these change: by the reader's choice, or for paper.
const onPaper = document.getElementById("figures").textContent;
const lighter = Object.entries(JSON.parse(document.documentElement.dataset.onDark));
const figures = {
  light: JSON.parse(onPaper),
  dark: JSON.parse(lighter.reduce((text, [light, dark]) => text.replaceAll(light, dark), onPaper)),
};
const charts = [...document.querySelectorAll("[data-chart]")];
const dark = window.matchMedia("(prefers-color-scheme: dark)");

const OFF_THE_AXIS = { ticks: "outside", ticklen: 5, tickcolor: "rgba(0,0,0,0)" }; // names don't touch their bars
const CONFIG = {
  responsive: true,
  displaylogo: false,
  displayModeBar: matchMedia("(hover: hover)").matches ? "hover" : false, // without a pointer it would lie on the chart for good
  modeBarButtonsToRemove: ["select2d", "lasso2d"],
};

function colors(isDark) {
  const text = isDark ? "#e8eaee" : "#20242b";
  return {
    "font.color": text,
    "hoverlabel.bgcolor": isDark ? "#2b313c" : "#ffffff",
    "hoverlabel.bordercolor": isDark ? "#4a5262" : "#c9ced6",
    "hoverlabel.font.color": text,
  };
}

async function draw(chart, isDark) {
  const figure = figures[isDark ? "dark" : "light"][chart.dataset.chart];
  const layout = { ...figure.layout, font: { family: getComputedStyle(document.body).fontFamily, size: 13 } };
  for (const name of Object.keys(layout).filter((key) => /^[xy]axis/.test(key))) layout[name] = { ...layout[name], ...OFF_THE_AXIS };
  await Plotly.react(chart, figure.data, layout, CONFIG);
  await Plotly.relayout(chart, colors(isDark));
  for (const svg of chart.querySelectorAll("svg.main-svg")) svg.setAttribute("aria-hidden", "true");  // the label says it
}

function drawAll(isDark) {
  return Promise.all(charts.map((chart) => draw(chart, isDark)));
}

drawAll(dark.matches).then(() => document.documentElement.setAttribute("data-drawn", charts.length));
for (const more of document.querySelectorAll("details.more")) {  // what was drawn while it was folded has no width
  more.addEventListener("toggle", () => more.querySelectorAll("[data-chart]").forEach((chart) => Plotly.Plots.resize(chart)));
}
function unfold() { // a link to what is folded opens it
  const place = document.getElementById(location.hash.slice(1));
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  place?.scrollIntoView();
}
window.addEventListener("hashchange", unfold);
unfold();
dark.addEventListener("change", () => drawAll(dark.matches));
window.addEventListener("beforeprint", () => drawAll(false));
window.addEventListener("afterprint", () => drawAll(dark.matches));
