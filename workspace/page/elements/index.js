/** One drawer a kind of element; what has none is shown as labelled JSON. */

import { drawUnknown } from "../blocks/unknown.js";
import { picture } from "../blocks/layout.js";
import { drawButton, drawFeedbackButtons, drawIconButton } from "./button.js";
import { drawCheckboxes, drawRadioButtons } from "./choice.js";
import { drawDatePicker, drawDateTimePicker, drawTimePicker } from "./dates.js";
import { Field } from "./field.js";
import { drawFileInput } from "./file_input.js";
import { drawOverflow } from "./overflow.js";
import { drawSelect } from "./select.js";
import { drawNumberInput, drawRichTextInput, drawTextInput } from "./text_input.js";

const DRAWERS = {
  button: drawButton,
  workflow_button: drawButton,
  checkboxes: drawCheckboxes,
  channels_select: drawSelect,
  conversations_select: drawSelect,
  datepicker: drawDatePicker,
  datetimepicker: drawDateTimePicker,
  email_text_input: drawTextInput,
  external_select: drawSelect,
  feedback_buttons: drawFeedbackButtons,
  file_input: drawFileInput,
  icon_button: drawIconButton,
  image: ({ element }) => picture(element, "accessory-image"),
  multi_channels_select: drawSelect,
  multi_conversations_select: drawSelect,
  multi_external_select: drawSelect,
  multi_static_select: drawSelect,
  multi_users_select: drawSelect,
  number_input: drawNumberInput,
  overflow: drawOverflow,
  plain_text_input: drawTextInput,
  radio_buttons: drawRadioButtons,
  rich_text_input: drawRichTextInput,
  static_select: drawSelect,
  timepicker: drawTimePicker,
  url_text_input: drawTextInput,
  users_select: drawSelect,
};

/** @returns {HTMLElement} the element's control */
export function drawElement(element, block, surface, place) {
  if (!Object.hasOwn(DRAWERS, element.type)) return drawUnknown(element);
  return DRAWERS[element.type](new Field(element, block, surface, place));
}
