// Draws the tables of a dashboard as charts. The table is the data and stays readable, so nothing here is needed to use the page:
//
//   <figure data-chart="bars | columns | shares | heat | lines"><table>… <td data-value="57">57</td> …</table></figure>
//
// bars: one per row. columns: one per row, upright. shares: a row is 100 %, a column a part of it. heat: a cell per row and column.
// lines: one per row over the columns. A cell without data-value is drawn as a gap, never as zero, and keeps its words.
// data-mark on a row: the one to look at. data-open on a figure: its table stays unfolded.

const dark = matchMedia("(prefers-color-scheme: dark)");
const figures = [...document.querySelectorAll("[data-chart]")];
const drawn = new Map();
const builders = { bars, columns, shares, heat, lines };

if (window.echarts) begin();

function begin() {
  for (const figure of figures) prepare(figure);
  drawAll();
  dark.addEventListener("change", drawAll);
  new ResizeObserver(() => drawn.forEach((chart) => chart.resize())).observe(document.body);
  addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize()));
  document.documentElement.dataset.charts = "ready";
}

// The chart comes before its table, which is folded away but never gone.
function prepare(figure) {
  const table = figure.querySelector("table");
  const canvas = document.createElement("div");
  canvas.className = `chart-canvas chart-${figure.dataset.chart}`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", table.caption?.textContent.trim() ?? "");
  const fold = figure.querySelector("details");
  fold.before(canvas);
  if (!("open" in figure.dataset)) fold.open = false;
  const rows = table.tBodies[0].rows.length;
  const bars = table.querySelectorAll("thead [data-head]").length;
  const tall = figure.dataset.chart === "bars" && bars > 1 ? 46 : 34;
  if (["bars", "shares", "heat"].includes(figure.dataset.chart)) canvas.style.height = `${rows * tall + 84}px`;
}

function drawAll() {
  const look = looks();
  for (const figure of figures) {
    drawn.get(figure)?.dispose();
    const chart = echarts.init(figure.querySelector(".chart-canvas"), null, { renderer: "svg" });
    chart.setOption({ ...base(look), ...builders[figure.dataset.chart](read(figure.querySelector("table")), look) });
    drawn.set(figure, chart);
  }
}

// --- reading ---------------------------------------------------------------------------------------------------------

// {heads, rows: [{name, marked, cells: [{value, text}]}]}: the first column names the row.
function read(table) {
  const heads = [...table.tHead.rows].at(-1).querySelectorAll("[data-head]");
  return {
    heads: [...heads].map((head) => head.textContent.trim()),
    rows: [...table.tBodies[0].rows].map((row) => ({
      name: row.cells[0].textContent.trim(),
      marked: "mark" in row.dataset,
      cells: [...row.querySelectorAll("[data-cell]")].map(cell),
    })),
  };
}

function cell(one) {
  const value = one.dataset.value;
  return { value: value === undefined ? null : Number(value), text: one.textContent.trim() };
}

// --- looks -----------------------------------------------------------------------------------------------------------

function looks() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ink: of("--ink"),
    soft: of("--ink-soft"),
    line: of("--line"),
    ground: of("--surface-sunk"),
    surface: of("--surface"),
    main: of("--level-4"),
    accent: of("--accent"),
    steps: [1, 2, 3, 4, 5].map((n) => of(`--level-${n}`)),
    onSteps: [1, 2, 3, 4, 5].map((n) => of(`--on-level-${n}`)),
    font: getComputedStyle(document.body).fontFamily,
    narrow: innerWidth < 600,
  };
}

function base(look) {
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.ink },
    tooltip: {
      renderMode: "richText", // as HTML it would need inline styles
      backgroundColor: look.surface,
      borderColor: look.line,
      textStyle: { color: look.ink, fontSize: 13 },
      confine: true,
    },
  };
}

function names(look, rows, more = {}, short = (name) => name) {
  return {
    type: "category",
    data: rows.map((row) => short(row.name)),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.ink, fontSize: 13, ...more },
  };
}

function numbers(look, more = {}) {
  return {
    type: "value",
    axisLabel: { color: look.soft, fontSize: 12 },
    splitLine: { lineStyle: { color: look.line, opacity: 0.6 } },
    ...more,
  };
}

function sideNames(look, rows) {
  const room = look.narrow ? { width: 116, fontSize: 12, lineHeight: 15 } : { width: 210 };
  const clear = (name) => shorten(name, look.narrow ? 18 : 34);
  return { ...names(look, rows, { ...room, overflow: "break" }, clear), inverse: true };
}

// At most two lines; the table has the whole name. Chinese characters are twice as wide.
function shorten(name, most) {
  let width = 0;
  for (let at = 0; at < name.length; at += 1) {
    width += name.charCodeAt(at) > 255 ? 1 : 0.55;
    if (width > most) return `${name.slice(0, at)}…`;
  }
  return name;
}

function grid(look, more = {}) {
  return { left: 8, right: 16, top: 12, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "axisLabel", ...more };
}

// --- kinds -----------------------------------------------------------------------------------------------------------

// One column, or a few beside each other: the first is what the page is about.
function bars({ heads, rows }, look) {
  const several = heads.length > 1;
  return {
    grid: grid(look, { right: 64, top: several ? 40 : 12 }),
    legend: { show: several, top: 0, left: 0, textStyle: { color: look.ink }, selectedMode: false },
    xAxis: numbers(look, { min: 0, splitNumber: look.narrow ? 3 : 5 }),
    yAxis: sideNames(look, rows),
    series: heads.map((name, column) => ({
      name,
      type: "bar",
      barMaxWidth: 20,
      itemStyle: { color: column ? look.steps[1] : look.main },
      data: rows.map((row) => barOf(row, look, column ? look.steps[1] : look.main, column)),
      label: { show: true, position: "right", color: look.ink, formatter: ({ data }) => data.text },
    })),
  };
}

function columns({ rows }, look) {
  return {
    grid: grid(look, { top: 28 }),
    xAxis: uprightNames(look, rows),
    yAxis: numbers(look, { min: 0 }),
    series: [
      {
        type: "bar",
        barMaxWidth: 64,
        data: rows.map((row, at) => barOf(row, look, rows.length === 5 ? look.steps[at] : look.main)),
        label: { show: true, position: "top", color: look.ink, formatter: ({ data }) => data.text },
      },
    ],
  };
}

// On a phone a level goes by its code, and many columns by turned names.
function uprightNames(look, rows) {
  const many = look.narrow && rows.length > 6;
  const clear = (name) => (look.narrow && /^L\d /.test(name) ? name.slice(0, 2) : name);
  return names(look, rows, { interval: 0, rotate: many ? 50 : 0, width: 90, overflow: "break" }, clear);
}

// What is hidden has no length but says why.
function barOf(row, look, colour = look.main, column = 0) {
  const { value, text } = row.cells[column];
  return { value: value ?? 0, text, itemStyle: { color: row.marked ? look.accent : colour, borderRadius: 3 } };
}

function shares({ heads, rows }, look) {
  return {
    grid: grid(look, { top: 44 }),
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: look.ink }, selectedMode: false },
    xAxis: numbers(look, { min: 0, max: 100, axisLabel: { color: look.soft, formatter: "{value}%" } }),
    yAxis: sideNames(look, rows),
    series: heads.map((name, column) => ({
      name,
      type: "bar",
      stack: "all",
      barMaxWidth: 22,
      itemStyle: { color: look.steps[column % 5], borderColor: look.surface, borderWidth: 1 },
      label: { show: true, color: look.onSteps[column % 5], formatter: ({ data }) => (data.value >= 7 ? data.text : "") },
      data: rows.map((row) => ({ value: row.cells[column]?.value ?? 0, text: row.cells[column]?.text ?? "" })),
    })),
  };
}

function heat({ heads, rows }, look) {
  const cells = rows.flatMap((row, y) => row.cells.map((one, x) => ({ value: [x, y, one.value ?? "-"], text: one.text })));
  const known = rows.flatMap((row) => row.cells.map((one) => one.value)).filter((value) => value !== null);
  return {
    grid: grid(look, { top: look.narrow ? 84 : 56 }),
    xAxis: {
      ...names(look, heads.map((name) => ({ name })), { interval: 0, rotate: look.narrow ? 60 : heads.length > 7 ? 30 : 0 }),
      position: "top",
    },
    yAxis: sideNames(look, rows),
    visualMap: {
      show: false,
      min: Math.min(...known, 100),
      max: Math.max(...known, 0),
      seriesIndex: 0,
      inRange: { color: look.steps.slice(0, 3) },
    },
    series: [
      {
        type: "heatmap",
        data: cells,
        itemStyle: { borderColor: look.surface, borderWidth: 2 },
        label: { show: true, color: look.onSteps[0], fontSize: look.narrow ? 10 : 12, formatter: ({ data }) => data.text },
      },
      heatWords(cells, look),
    ],
  };
}

// The words of hidden cells stand where their colour would.
function heatWords(cells, look) {
  const hidden = cells.filter((one) => one.value[2] === "-");
  const label = { show: true, color: look.soft, fontSize: 10, width: 64, overflow: "break", formatter: ({ data }) => data.text };
  const data = hidden.map(({ value, text }) => ({ value: value.slice(0, 2), text: look.narrow ? "–" : text }));
  return { type: "scatter", symbolSize: 1, itemStyle: { color: "transparent" }, label: { ...label, position: "inside" }, data, silent: true };
}

function lines({ heads, rows }, look) {
  return {
    grid: grid(look, { top: 44, right: 24 }),
    legend: { top: 0, left: 0, textStyle: { color: look.ink }, selectedMode: false },
    tooltip: { ...base(look).tooltip, trigger: "axis" },
    xAxis: names(look, heads.map((name) => ({ name }))),
    yAxis: numbers(look, { min: 0, max: 100 }),
    series: rows.map((row, at) => ({
      name: row.name,
      type: "line",
      symbolSize: 9,
      lineStyle: { width: row.marked ? 3 : 2, type: row.marked ? "solid" : ["solid", "dashed", "dotted"][at % 3] },
      itemStyle: { color: row.marked ? look.accent : look.steps[2 + (at % 3)] },
      label: { show: true, color: look.ink, formatter: ({ data }) => data.text },
      labelLayout: { hideOverlap: true },
      data: row.cells.map((one) => ({ value: one.value, text: one.text })),
    })),
  };
}
