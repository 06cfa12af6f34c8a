/** One drawer a kind of block; what has none is shown as labelled JSON. */

import { drawActions, drawContextActions } from "./actions.js";
import { drawChart } from "./chart.js";
import { drawDataTable } from "./data_table.js";
import { drawInput } from "./input.js";
import {
  drawAlert,
  drawContext,
  drawDivider,
  drawHeader,
  drawImage,
  drawSection,
} from "./layout.js";
import { drawMarkdown } from "./markdown.js";
import { drawRichText } from "./rich_text.js";
import { drawTable } from "./table.js";
import { drawUnknown } from "./unknown.js";

const DRAWERS = {
  actions: drawActions,
  alert: drawAlert,
  context: drawContext,
  context_actions: drawContextActions,
  data_table: drawDataTable,
  data_visualization: drawChart,
  divider: drawDivider,
  header: drawHeader,
  image: drawImage,
  input: drawInput,
  markdown: drawMarkdown,
  rich_text: drawRichText,
  section: drawSection,
  table: drawTable,
};

/** @returns {HTMLElement} the block's node, named by its kind and id */
export function drawBlock(block, surface) {
  const drawer = Object.hasOwn(DRAWERS, block.type) ? DRAWERS[block.type] : drawUnknown;
  const node = drawer(block, surface);
  node.classList.add("block", `block-${block.type}`);
  node.dataset.block = block.block_id ?? "";
  return node;
}
