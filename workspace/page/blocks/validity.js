/** What Slack itself refuses in a form before the app hears of it. */

const EMPTY = "Please complete this required field.";
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The fault of one input block as a sentence, or null. */
export function faultOf(block, value, field) {
  const { element } = block;
  if (isUnfinished(field?.control)) return "Not complete yet.";
  if (isEmpty(value)) return block.optional ? null : EMPTY;
  const text = value.value;
  if (typeof text === "string") return textFault(element, text);
  return null;
}

/** A half-typed date, or a file still on its way. */
function isUnfinished(control) {
  return Boolean(control?.matches(":invalid, .pending") || control?.querySelector(":invalid"));
}

function isEmpty(value) {
  if (!value) return true;
  const { type, ...held } = value;
  return Object.values(held).every(
    (one) =>
      one === null || one === undefined || one === "" || (Array.isArray(one) && one.length === 0),
  );
}

function textFault(element, text) {
  if (element.type === "number_input") return numberFault(element, text);
  if (element.min_length && text.length < element.min_length)
    return `Please enter at least ${element.min_length} characters.`;
  if (element.max_length && text.length > element.max_length)
    return `Please use at most ${element.max_length} characters.`;
  if (element.type === "email_text_input" && !EMAIL.test(text))
    return "Please enter an email address.";
  if (element.type === "url_text_input" && !isUrl(text))
    return "Please enter a complete web address, such as https://example.com.";
  return null;
}

function numberFault(element, text) {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !/^[+-]?\d+$/.test(text.trim()))
    return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`;
  return null;
}

function isUrl(text) {
  return URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}
