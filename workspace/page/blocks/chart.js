/**
 * A chart as inline SVG: line, bar, area or pie. Series differ in dash and mark as well as colour,
 * and the figures can be opened as a table, which is also what a screen reader gets.
 */

import { fill, h, svg } from "../dom.js";
import { drawBars, drawLines, frame } from "./chart_axes.js";
import { drawPie } from "./chart_pie.js";
import { scroller } from "./table.js";
import { drawUnknown } from "./unknown.js";

const KINDS = ["line", "bar", "area", "pie"];
const WIDTH = { least: 260, usual: 600, most: 740, step: 20 };
const HEIGHT = 260;

export function drawChart(block) {
  const { title, chart } = block;
  if (!KINDS.includes(chart?.type)) return drawUnknown(block);
  return h(
    "figure",
    {},
    h("figcaption", { class: "chart-title" }, title),
    fitted(title, chart),
    legend(chart),
    figures(title, chart),
  );
}

/** The picture, drawn for the room that it has, so that its words keep their size. */
function fitted(title, chart) {
  const box = h("div", { class: "chart-box" });
  let drawn = 0;
  draw(WIDTH.usual);
  new ResizeObserver(
    ([{ contentRect }]) => contentRect.width > 0 && draw(contentRect.width),
  ).observe(box);
  return box;

  function draw(room) {
    const width = Math.min(
      WIDTH.most,
      Math.max(WIDTH.least, Math.round(room / WIDTH.step) * WIDTH.step),
    );
    if (width === drawn) return;
    drawn = width;
    const size = { class: "chart", viewBox: `0 0 ${width} ${HEIGHT}` };
    fill(
      box,
      svg(
        "svg",
        { ...size, role: "img", "aria-label": `${title}. ${summary(chart)}` },
        sketch(chart, width),
      ),
    );
  }
}

function sketch(chart, width) {
  if (chart.type === "pie") return drawPie(chart.segments, width, HEIGHT);
  const { series, axis_config: axis, type } = chart;
  const plot = frame(series, axis, width, HEIGHT, { fromZero: type !== "line" });
  return [
    plot.axes,
    type === "bar" ? drawBars(series, plot) : drawLines(series, plot, type === "area"),
  ];
}

/** The chart in words: what it shows, and where each series begins and ends. */
function summary(chart) {
  if (chart.type === "pie") {
    return `Pie chart: ${chart.segments.map(({ label, value }) => `${label} ${value}`).join(", ")}.`;
  }
  const parts = chart.series.map(({ name, data }) => {
    const values = data.filter(({ value }) => value !== null && value !== undefined);
    if (values.length === 0) return `${name}: nothing`;
    return `${name}: ${values[0].value} at ${values[0].label} to ${values.at(-1).value} at ${values.at(-1).label}`;
  });
  const kind = { line: "Line", bar: "Bar", area: "Area" }[chart.type];
  return `${kind} chart. ${parts.join("; ")}.`;
}

function legend(chart) {
  const names =
    chart.type === "pie"
      ? chart.segments.map(({ label, value }) => `${label} · ${value}`)
      : chart.series.map(({ name }) => name);
  return h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    names.map((name, index) => h("li", {}, swatch(chart.type, index), name)),
  );
}

function swatch(type, index) {
  const mark =
    type === "line"
      ? svg("line", { x1: 0, y1: 6, x2: 22, y2: 6, class: `series-${index} series-line` })
      : svg("rect", {
          x: 5,
          y: 0,
          width: 12,
          height: 12,
          rx: 3,
          class: `series-${index} series-fill`,
        });
  return svg("svg", { class: "legend-mark", viewBox: "0 0 22 12", "aria-hidden": "true" }, mark);
}

function figures(title, chart) {
  const [head, rows] =
    chart.type === "pie"
      ? [["", "Value"], chart.segments.map(({ label, value }) => [label, value])]
      : [
          [chart.axis_config.x_label ?? "", ...chart.series.map(({ name }) => name)],
          chart.axis_config.categories.map((label) => [
            label,
            ...chart.series.map(
              ({ data }) => data.find((point) => point.label === label)?.value ?? "",
            ),
          ]),
        ];
  return h(
    "details",
    { class: "figures" },
    h("summary", {}, "Figures", h("span", { class: "visually-hidden" }, ` of ${title}`)),
    scroller(
      `Figures of ${title}`,
      h(
        "table",
        { class: "table" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            head.map((name) => h(name ? "th" : "td", { scope: name ? "col" : null }, name)),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map(([label, ...values]) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, label),
              values.map((value) => h("td", { class: "numeric" }, String(value))),
            ),
          ),
        ),
      ),
    ),
  );
}
