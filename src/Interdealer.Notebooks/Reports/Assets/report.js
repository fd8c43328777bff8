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
    // Colours of series mean something in a chart that brings its own.
    theme.colorway = own.colorway ?? theme.colorway;
    const { width, ...rest } = layout;
    return {
      ...rest,
      autosize: true,
      template: { ...(layout.template ?? {}), layout: merged(own, theme) },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
    };
  };

  // On a phone: titles broken to the width there is, room for a legend of several lines, panels below each other, no buttons over the title.
  const narrowWidth = 600;
  const plain = text => text.replace(/<br>/g, " ");
  const wrapped = (text, letters) => plain(text).split(" ").reduce((lines, word) => {
    const last = lines[lines.length - 1];
    return last && last.length + 1 + word.length <= letters ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
  const numbered = (layout, name) => Object.keys(layout).filter(key => new RegExp(`^${name}\\d*$`).test(key));

  const stacked = layout => {
    const count = numbered(layout, "xaxis").length, gap = 0.36 / count, result = { ...layout };
    if (count < 2) {
      return result;
    }
    for (let i = 0; i < count; i++) {
      const suffix = i ? i + 1 : "", top = 1 - i / count, bottom = top - (1 / count - (i < count - 1 ? gap : 0));
      result["xaxis" + suffix] = { ...layout["xaxis" + suffix], domain: [0, 1] };
      result["yaxis" + suffix] = { ...layout["yaxis" + suffix], domain: [Math.max(0, bottom), top] };
      if (layout["legend" + suffix] && layout.legend2) {
        result["legend" + suffix] = { ...layout["legend" + suffix], x: 0, y: top };
      }
    }
    return { ...result, height: 340 * count + 60 };
  };

  const narrowed = (layout, traces, width) => {
    const title = wrapped(layout.title?.text ?? layout.title ?? "", Math.floor((width - 40) / 8));
    const names = traces.filter(trace => trace.showlegend !== false && trace.visible !== false && trace.name).map(trace => trace.name.length);
    const perLine = Math.max(1, Math.floor((width - 92) / (48 + 7 * Math.max(1, ...names))));
    const legend = layout.showlegend === false || names.length < 2 ? 0 : Math.ceil(names.length / perLine);
    const panels = numbered(layout, "xaxis").length > 1 ? 26 : 0;
    const result = stacked(layout);
    // A ranking: long names break, so that there is room for the bars.
    const isRanking = layout.yaxis?.type === "category" && traces.some(trace => trace.orientation === "h");
    if (isRanking) {
      const names = [...new Set(traces.flatMap(trace => trace.y ?? []))];
      result.yaxis = { ...layout.yaxis, tickmode: "array", tickvals: names, ticktext: names.map(name => wrapped(String(name), 18).join("<br>")), tickfont: { size: 10 } };
    }
    const axisTitle = text => wrapped(text, Math.floor((width - (isRanking ? 170 : 70)) / 8)).join("<br>");
    if (result.xaxis?.title?.text) {
      result.xaxis = { ...result.xaxis, title: { ...result.xaxis.title, text: axisTitle(result.xaxis.title.text) } };
    }
    // Plotly raises a title of several lines by half of them.
    const brokenTitle = lines => ({ ...(isObject(layout.title) ? layout.title : {}), text: lines.join("<br>"), x: 0, xref: "container", pad: { t: 10 * lines.length, l: 8 }, font: { size: 15 } });
    const source = text => wrapped(text.text, Math.floor((width - 68) / 6));
    const more = (layout.annotations ?? []).filter(text => text.name === "source").reduce((sum, text) => sum + 14 * Math.max(0, source(text).length - text.text.split("<br>").length), 0);
    const top = 16 + 30 * title.length + (layout.legend2 ? 22 : 22 * legend) + panels;
    return {
      ...result,
      title: brokenTitle(title),
      sliders: layout.sliders?.map(slider => ({ ...slider, steps: slider.steps?.map(step => ({ ...step, args: step.args?.map(arg =>
        arg?.title?.text ? { ...arg, title: brokenTitle(wrapped(arg.title.text, Math.floor((width - 40) / 8))) } : arg) })) })),
      legend: layout.legend2 ? result.legend : { ...layout.legend, y: panels ? 1 + 30 / result.height : 1.01 },
      margin: { ...layout.margin, l: 52, r: 16, t: top, b: (layout.margin?.b ?? 60) + more },
      height: (result.height ?? 420) + more,
      annotations: layout.annotations?.map(text => text.name === "source" ? { ...text, text: source(text).join("<br>"), ...(isRanking ? { xshift: -60 } : {}) } : text),
    };
  };

  const draw = chart => {
    const figure = JSON.parse(document.getElementById(chart.dataset.figure).textContent);
    const isNarrow = chart.clientWidth < narrowWidth;
    const config = { displaylogo: false, ...(figure.config ?? {}), responsive: true, ...(isNarrow ? { displayModeBar: false } : {}) };
    const layout = themed(figure.layout ?? {});
    const shown = isNarrow ? narrowed(layout, figure.data ?? [], chart.clientWidth) : layout;
    chart.style.height = shown.height ? `${shown.height}px` : chart.style.height;
    return Plotly.react(chart, figure.data ?? [], shown, config);
  };

  const drawAll = () => document.querySelectorAll(".chart").forEach(chart => draw(chart));

  if (typeof Plotly === "undefined") {
    return;
  }

  drawAll();
  dark.addEventListener("change", drawAll);
})();
