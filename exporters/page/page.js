"use strict";
// Draws the figures in the page's own colours, and again when these change: by the reader's choice, or for paper.
const figures = JSON.parse(document.getElementById("figures").textContent);
const charts = [...document.querySelectorAll("[data-chart]")];
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function colors(onPaper) {
  const isDark = dark.matches && !onPaper;
  const text = isDark ? "#e8eaee" : "#20242b";
  return {
    "font.color": text,
    "hoverlabel.bgcolor": isDark ? "#2b313c" : "#ffffff",
    "hoverlabel.bordercolor": isDark ? "#4a5262" : "#c9ced6",
    "hoverlabel.font.color": text,
  };
}

async function draw(chart) {
  const figure = figures[chart.dataset.chart];
  const layout = { ...figure.layout, font: { family: getComputedStyle(document.body).fontFamily, size: 13 } };
  await Plotly.newPlot(chart, figure.data, layout, { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d"] });
  await Plotly.relayout(chart, colors(false));
}

function recolor(onPaper) {
  for (const chart of charts) Plotly.relayout(chart, colors(onPaper));
}

Promise.all(charts.map(draw)).then(() => document.documentElement.setAttribute("data-drawn", charts.length));
for (const more of document.querySelectorAll("details.more")) {  // what was drawn while it was folded has no width
  more.addEventListener("toggle", () => more.querySelectorAll("[data-chart]").forEach((chart) => Plotly.Plots.resize(chart)));
}
dark.addEventListener("change", () => recolor(false));
window.addEventListener("beforeprint", () => recolor(true));
window.addEventListener("afterprint", () => recolor(false));
