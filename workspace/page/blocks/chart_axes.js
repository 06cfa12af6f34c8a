/** Charts with axes: where things stand, and lines, areas and bars in that frame. */

import { svg } from "../dom.js";

const TICKS = 4;
const LETTER = 6.2;

/**
 * Lay out the axes.
 *
 * @returns {{axes: SVGElement, x: (label: string) => number, y: (value: number) => number, step: number}}
 */
export function frame(series, axis, width, height, { fromZero }) {
  const values = series
    .flatMap(({ data }) => data.map(({ value }) => value))
    .filter(Number.isFinite);
  const ticks = scale(values, fromZero);
  const [low, high] = [ticks[0], ticks.at(-1)];
  const widest = Math.max(...ticks.map((tick) => words(tick).length)) * LETTER;
  const box = {
    left: widest + (axis.y_label ? 30 : 14),
    right: width - 14,
    top: 12,
    bottom: height - (axis.x_label ? 46 : 28),
  };
  const step = (box.right - box.left) / Math.max(1, axis.categories.length);
  const order = new Map(axis.categories.map((label, index) => [label, index]));
  const x = (label) => box.left + step * ((order.get(label) ?? 0) + 0.5);
  const y = (value) => box.bottom - ((value - low) / (high - low || 1)) * (box.bottom - box.top);
  const axes = svg(
    "g",
    { class: "axes" },
    ticks.map((tick) => rule(tick, y(tick), box)),
    labels(axis.categories, x, step, box),
    titles(axis, box, height),
  );
  return { axes, x, y, step, base: y(Math.max(0, low)) };
}

function rule(tick, y, box) {
  return [
    svg("line", { x1: box.left, x2: box.right, y1: y, y2: y, class: "rule" }),
    svg("text", { x: box.left - 8, y: y + 4, "text-anchor": "end" }, words(tick)),
  ];
}

/** As many category names as fit, always with the first; the last where there is room. */
function labels(categories, x, step, box) {
  const longest = Math.max(...categories.map((label) => label.length)) * LETTER + 12;
  const every = Math.max(1, Math.ceil(longest / step));
  return categories.map((label, index) =>
    index % every === 0
      ? svg("text", { x: x(label), y: box.bottom + 18, "text-anchor": "middle" }, label)
      : null,
  );
}

function titles({ x_label: across, y_label: up }, box, height) {
  const middle = (box.top + box.bottom) / 2;
  return [
    across &&
      svg(
        "text",
        {
          x: (box.left + box.right) / 2,
          y: height - 8,
          "text-anchor": "middle",
          class: "axis-title",
        },
        across,
      ),
    up &&
      svg(
        "text",
        {
          x: 12,
          y: middle,
          "text-anchor": "middle",
          transform: `rotate(-90 12 ${middle})`,
          class: "axis-title",
        },
        up,
      ),
  ];
}

/** Round values that take in all the data. */
function scale(values, fromZero) {
  let low = Math.min(...values);
  let high = Math.max(...values);
  if (values.length === 0) [low, high] = [0, 1];
  if (fromZero || (low > 0 && low < (high - low) * 1.5)) low = Math.min(0, low);
  if (fromZero) high = Math.max(0, high);
  const rough = (high - low || Math.abs(high) || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 2.5, 5, 10].find((size) => size * power >= rough * 0.999);
  const from = Math.floor(low / step) * step;
  const count = Math.ceil((high - from) / step - 1e-9);
  return Array.from({ length: Math.max(1, count) + 1 }, (_, index) =>
    Number((from + index * step).toPrecision(10)),
  );
}

function words(value) {
  return Math.abs(value) >= 10_000
    ? new Intl.NumberFormat("en", { notation: "compact" }).format(value)
    : String(value);
}

export function drawLines(series, plot, filled) {
  return series.map(({ name, data }, index) => {
    const points = data
      .filter(({ value }) => Number.isFinite(value))
      .map(({ label, value }) => ({ label, value, x: plot.x(label), y: plot.y(value) }));
    if (points.length === 0) return null;
    const path = `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
    const area = `${path}L${points.at(-1).x.toFixed(1)} ${plot.base}L${points[0].x.toFixed(1)} ${plot.base}Z`;
    return svg(
      "g",
      {},
      filled && svg("path", { d: area, class: `series-${index} series-area` }),
      svg("path", { d: path, class: `series-${index} series-line` }),
      points.map(({ label, value, x, y }) =>
        svg(
          "circle",
          { cx: x, cy: y, r: 3.2, class: `series-${index} series-dot` },
          svg("title", {}, `${name}, ${label}: ${value}`),
        ),
      ),
    );
  });
}

export function drawBars(series, plot) {
  const group = plot.step * 0.72;
  const width = group / series.length;
  return series.map(({ name, data }, index) =>
    svg(
      "g",
      {},
      data
        .filter(({ value }) => Number.isFinite(value))
        .map(({ label, value }) => {
          const top = Math.min(plot.y(value), plot.base);
          const x = plot.x(label) - group / 2 + index * width;
          const size = {
            x: x + width * 0.06,
            width: width * 0.88,
            y: top,
            height: Math.max(1, Math.abs(plot.y(value) - plot.base)),
          };
          return svg(
            "rect",
            { ...size, rx: Math.min(3, width / 4), class: `series-${index} series-fill` },
            svg("title", {}, `${name}, ${label}: ${value}`),
          );
        }),
    ),
  );
}
