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
  const titleLine = 20, panelTitle = 28, legendLine = 22, panelHeight = 210, belowPanel = 62;
  const plain = text => text.replace(/<br>/g, " ");
  const wrapped = (text, letters) => plain(text).split(" ").reduce((lines, word) => {
    const last = lines[lines.length - 1];
    return last && last.length + 1 + word.length <= letters ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
  const numbered = (layout, name) => Object.keys(layout).filter(key => new RegExp(`^${name}\\d*$`).test(key));
  const inLegend = (traces, legend) => traces.filter(trace => trace.showlegend !== false && trace.visible !== false && trace.name && (trace.legend ?? "legend") === legend);

  // Entries that do not fit beside each other are set in columns as wide as the widest.
  const legendLines = (traces, width) => {
    const lengths = traces.map(trace => 48 + 7 * trace.name.length);
    return lengths.length < 2 ? 0 : Math.ceil(lengths.length / Math.max(1, Math.floor(width / Math.max(...lengths))));
  };

  // An axis with its title and long names broken, and names turned far enough to stand apart.
  const narrowedAxis = (axis, width, traces, suffix) => {
    const names = axis.type === "category" ? [...new Set(traces.filter(trace => (trace.xaxis ?? "x") === "x" + suffix).flatMap(trace => trace.x ?? []))] : [];
    return {
      ...axis,
      ...(axis.title?.text ? { title: { ...axis.title, text: wrapped(axis.title.text, Math.floor(width / 8)).join("<br>") } } : {}),
      ...(axis.type === "category" ? { autotickangles: [0, 45, 90] } : {}),
      ...(names.some(name => String(name).length > 18) ? { tickmode: "array", tickvals: names, ticktext: names.map(name => wrapped(String(name), 18).join("<br>")) } : {}),
    };
  };
  const broken = axis => (axis?.title?.text ?? "").split("<br>").length - 1;

  // A ranking: long names break, so that there is room for the bars.
  const ranked = (layout, traces, suffix) => {
    const bars = layout["yaxis" + suffix]?.type === "category" ? traces.filter(trace => trace.orientation === "h" && (trace.yaxis ?? "y") === "y" + suffix) : [];
    const names = [...new Set(bars.flatMap(trace => trace.y ?? []))];
    return names.length === 0 ? null : { tickmode: "array", tickvals: names, ticktext: names.map(name => wrapped(String(name), 18).join("<br>")), tickfont: { size: 10 } };
  };

  // Panels below each other, each with its title, its own legend if it has one, and its axis: layout, traces and room above the first.
  const stacked = (layout, traces, width) => {
    const own = layout.showlegend !== false && (numbered(layout, "legend").length > 1 || !(layout.legend?.y > 1));
    const result = { ...layout }, data = traces.map(trace => ({ ...trace }));
    const panels = numbered(layout, "xaxis").map(name => {
      const suffix = name.slice("xaxis".length), axis = narrowedAxis(layout[name], width, traces, suffix);
      const lines = own && layout["legend" + suffix] ? legendLines(inLegend(traces, "legend" + suffix), width) : 0;
      const names = ranked(layout, traces, suffix), height = Math.max(panelHeight, 32 * (names?.tickvals.length ?? 0));
      return { suffix, axis, names, lines, height, above: panelTitle + legendLine * lines, below: belowPanel + titleLine * broken(axis) };
    });
    const last = panels.length - 1;
    const total = panels.reduce((sum, panel, i) => sum + panel.height + (i > 0 ? panel.above : 0) + (i < last ? panel.below : 0), 0);
    let from = 0;
    panels.forEach(({ suffix, axis, names, lines, height, above, below }, i) => {
      from += i > 0 ? above : 0;
      const top = 1 - from / total, bottom = Math.max(0, 1 - (from + height) / total);
      from += height + below;
      result["xaxis" + suffix] = { ...axis, domain: [0, 1] };
      result["yaxis" + suffix] = { ...layout["yaxis" + suffix], ...names, domain: [bottom, top] };
      if (lines > 0) {
        result["legend" + suffix] = { ...layout["legend" + suffix], x: 0, y: top, orientation: "h" };
      }
      result.annotations = result.annotations?.map(text => text.name === "panel" && text.yref === `y${suffix} domain` ? { ...text, yshift: 6 + legendLine * lines } : text);
      data.filter(trace => trace.colorbar && (trace.xaxis ?? "x") === "x" + suffix).forEach(trace => {
        trace.colorbar = { ...trace.colorbar, x: 1.01, y: (top + bottom) / 2, len: top - bottom };
      });
    });
    const shared = own || layout.showlegend === false ? 0 : legendLines(inLegend(traces, "legend"), width);
    if (!own) {
      result.legend = { ...layout.legend, y: 1 + (panelTitle + 4) / total, tracegroupgap: 0 };
    }
    return { layout: result, data, above: panels[0].above + legendLine * shared, height: total };
  };

  const narrowed = (layout, traces, width) => {
    const letters = Math.floor((width - 40) / 8), title = wrapped(layout.title?.text ?? layout.title ?? "", letters);
    const isStack = numbered(layout, "xaxis").length > 1, names = isStack ? null : ranked(layout, traces, "");
    const across = width - (names ? 170 : 70);
    const stack = isStack ? stacked(layout, traces, across) : { layout: { ...layout }, data: traces, above: 0 };
    const result = stack.layout;
    if (names) {
      result.yaxis = { ...layout.yaxis, ...names };
    }
    if (!isStack && result.xaxis) {
      result.xaxis = narrowedAxis(result.xaxis, across, traces, "");
    }
    // Plotly raises a title of several lines by half of them.
    const brokenTitle = lines => ({ ...(isObject(layout.title) ? layout.title : {}), text: lines.join("<br>"), x: 0, xref: "container", pad: { t: 10 * lines.length, l: 8 }, font: { size: 15 } });
    const source = text => wrapped(text.text, Math.floor((width - 24) / 6));
    const lower = layout.sliders ? titleLine * broken(result.xaxis) : 0;
    const more = lower + (layout.annotations ?? []).filter(text => text.name === "source").reduce((sum, text) => sum + 14 * Math.max(0, source(text).length - text.text.split("<br>").length), 0);
    const legend = isStack || layout.showlegend === false ? 0 : legendLines(inLegend(traces, "legend"), across);
    const margin = { ...layout.margin, l: 52, r: 16, t: 20 + titleLine * title.length + (isStack ? stack.above : 10 + legendLine * legend), b: (layout.margin?.b ?? 60) + more };
    return {
      data: stack.data,
      layout: {
        ...result,
        title: brokenTitle(title),
        sliders: layout.sliders?.map(slider => ({ ...slider, pad: { ...slider.pad, t: (slider.pad?.t ?? 0) + lower }, steps: slider.steps?.map(step => ({ ...step, args: step.args?.map(arg =>
          arg?.title?.text ? { ...arg, title: brokenTitle(wrapped(arg.title.text, letters)) } : arg) })) })),
        ...(isStack || !layout.legend ? {} : { legend: { ...layout.legend, y: 1.01 } }),
        margin,
        height: isStack ? stack.height + margin.t + margin.b : (layout.height ?? 420) + more,
        annotations: result.annotations?.map(text => text.name === "source" ? { ...text, text: source(text).join("<br>") } : text),
      },
    };
  };

  // How deep labels and titles of axes reach is known once they are drawn: the source goes below them, and on a phone to the left edge.
  const settled = (chart, isNarrow) => {
    const { annotations = [], sliders = [], height } = chart.layout, at = annotations.findIndex(text => text.name === "source");
    const note = chart.querySelector(`.annotation[data-index="${at}"] .annotation-text-g`)?.getBoundingClientRect();
    if (!note || sliders.length > 0) {
      return chart;
    }
    const page = chart.querySelector(".main-svg").getBoundingClientRect();
    const lowest = Math.max(...[...chart.querySelectorAll(".xtick text, text[class^='x'][class$='title']")].map(text => text.getBoundingClientRect().bottom), page.top);
    const down = Math.max(0, Math.ceil(lowest + 4 - note.top)), over = Math.max(0, Math.ceil(note.bottom + down + 6 - page.bottom));
    const left = isNarrow || note.right > page.right ? Math.round(note.left - page.left - 8) : 0;
    if (down === 0 && over === 0 && left === 0) {
      return chart;
    }
    chart.style.height = `${(height ?? page.height) + over}px`;
    return Plotly.relayout(chart, {
      [`annotations[${at}].yshift`]: (annotations[at].yshift ?? 0) - down,
      [`annotations[${at}].xshift`]: (annotations[at].xshift ?? 0) - left,
      "margin.b": chart._fullLayout._size.b + over,
      height: (height ?? page.height) + over,
    });
  };

  // Titles of axes are broken to the width of their panel.
  const fitted = (layout, width) => numbered(layout, "xaxis").reduce((result, name) => {
    const axis = layout[name], [from, to] = axis.domain ?? [0, 1];
    return axis.title?.text ? { ...result, [name]: { ...axis, title: { ...axis.title, text: wrapped(axis.title.text, Math.floor((to - from) * (width - 92) / 8)).join("<br>") } } } : result;
  }, layout);

  const draw = chart => {
    const figure = JSON.parse(document.getElementById(chart.dataset.figure).textContent);
    const isNarrow = chart.clientWidth < narrowWidth;
    const config = { displaylogo: false, ...(figure.config ?? {}), responsive: true, ...(isNarrow ? { displayModeBar: false } : {}) };
    const layout = themed(figure.layout ?? {});
    const shown = isNarrow ? narrowed(layout, figure.data ?? [], chart.clientWidth) : { layout: fitted(layout, chart.clientWidth), data: figure.data ?? [] };
    chart.style.height = shown.layout.height ? `${shown.layout.height}px` : chart.style.height;
    return Plotly.react(chart, shown.data, shown.layout, config).then(() => settled(chart, isNarrow));
  };

  const drawAll = () => document.querySelectorAll(".chart").forEach(chart => draw(chart));

  // A shadow where there is more to the right.
  const mark = part => part.classList.toggle("more", part.scrollLeft + part.clientWidth < part.scrollWidth - 1);

  // What scrolls sideways is reached by the keyboard, under the name of its table.
  const makeReachable = () => document.querySelectorAll(".scroll, .output.html, .output.html div, pre, .math").forEach(part => {
    if (part.classList.contains("more") || (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === "auto")) {
      mark(part);
      part.onscroll = () => mark(part);
    }
    if (part.scrollWidth > part.clientWidth + 1 && !part.hasAttribute("tabindex") && getComputedStyle(part).overflowX === "auto") {
      part.tabIndex = 0;
      const name = part.querySelector("caption")?.textContent;
      if (name) {
        part.setAttribute("role", "region");
        part.setAttribute("aria-label", name);
      }
    }
  });
  makeReachable();
  window.addEventListener("resize", makeReachable);
  document.addEventListener("toggle", makeReachable, true);

  // On a phone the rows of claims are blocks, each line of which says what it is.
  document.querySelectorAll("[data-claims] table").forEach(table => {
    const headings = [...table.querySelectorAll("thead th")].map(heading => heading.textContent);
    table.querySelectorAll("tbody tr").forEach(row => [...row.cells].slice(1).forEach((cell, i) => { cell.dataset.label = headings[i + 1]; }));
  });

  if (typeof Plotly === "undefined") {
    return;
  }

  drawAll();
  dark.addEventListener("change", drawAll);
})();
