// Draws the page's charts, and draws them again when the reader's colour scheme changes.
"use strict";
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const colours = {
    light: ["#0b6b5c", "#c2571a", "#2456a6", "#8b2f6b", "#7a6a00", "#4a5568", "#b3261e", "#3f8f4f"],
    dark: ["#5cc8b2", "#f0a36b", "#8fb8f6", "#e59ac8", "#d9c65a", "#a9b4c4", "#ff8a80", "#8ed69c"],
  };

  const isObject = value => value !== null && typeof value === "object" && !Array.isArray(value);

  // What a figure says itself wins over what the theme says.
  const merged = (base, over) => {
    const result = { ...base };
    for (const [key, value] of Object.entries(over ?? {})) {
      result[key] = isObject(value) && isObject(result[key]) ? merged(result[key], value) : value;
    }
    return result;
  };

  const themed = layout => {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    const axis = { gridcolor: colour("--chart-grid"), linecolor: colour("--chart-axis"), zerolinecolor: colour("--chart-axis"), tickcolor: colour("--chart-axis"), automargin: true };
    const theme = {
      colorway: dark.matches ? colours.dark : colours.light,
      font: { color: colour("--text"), family: getComputedStyle(document.body).fontFamily, size: 13 },
      xaxis: axis, yaxis: axis,
      legend: { bgcolor: "rgba(0,0,0,0)" },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: colour("--chart-axis"), activecolor: colour("--accent") },
      hoverlabel: { bgcolor: colour("--surface"), bordercolor: colour("--line"), font: { color: colour("--text") } },
    };
    const own = layout.template?.layout ?? {};
    const { width, ...rest } = layout;
    return {
      ...rest,
      autosize: true,
      template: { ...(layout.template ?? {}), layout: merged(own, theme) },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
    };
  };

  const draw = chart => {
    const figure = JSON.parse(document.getElementById(chart.dataset.figure).textContent);
    const config = { displaylogo: false, ...(figure.config ?? {}), responsive: true };
    return Plotly.react(chart, figure.data ?? [], themed(figure.layout ?? {}), config);
  };

  const drawAll = () => document.querySelectorAll(".chart").forEach(chart => draw(chart));

  if (typeof Plotly === "undefined") {
    return;
  }

  drawAll();
  dark.addEventListener("change", drawAll);
})();
