/** A pie: slices from noon, clockwise, in the order given. */

import { svg } from "../dom.js";

const ROOM_FOR_WORDS = 0.06;

export function drawPie(segments, width, height) {
  const total = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  const radius = height / 2 - 12;
  const centre = { x: width / 2, y: height / 2 };
  let from = 0;
  return segments.map(({ label, value }, index) => {
    const share = value / total;
    const slice = svg(
      "g",
      {},
      svg(
        "path",
        {
          d: wedge(centre, radius, from, from + share),
          class: `series-${index} series-fill slice`,
        },
        svg("title", {}, `${label}: ${value}`),
      ),
      share >= ROOM_FOR_WORDS ? percent(centre, radius, from + share / 2, share) : null,
    );
    from += share;
    return slice;
  });
}

function wedge({ x, y }, radius, from, to) {
  if (to - from >= 0.9999)
    return `M${x} ${y - radius}A${radius} ${radius} 0 1 1 ${x - 0.01} ${y - radius}Z`;
  const start = at({ x, y }, radius, from);
  const end = at({ x, y }, radius, to);
  return `M${x} ${y}L${start.x} ${start.y}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${end.x} ${end.y}Z`;
}

function percent(centre, radius, middle, share) {
  const { x, y } = at(centre, radius * 0.64, middle);
  return svg(
    "text",
    { x, y: Number(y) + 4, "text-anchor": "middle", class: "slice-words" },
    `${Math.round(share * 100)}%`,
  );
}

function at({ x, y }, radius, turn) {
  const angle = turn * 2 * Math.PI;
  return {
    x: (x + radius * Math.sin(angle)).toFixed(2),
    y: (y - radius * Math.cos(angle)).toFixed(2),
  };
}
