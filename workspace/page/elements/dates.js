/** Dates and times, by the browser's own pickers; a moment is meant in the acting person's zone. */

import { h } from "../dom.js";
import { wallTime, wallToEpoch } from "../time.js";

export function drawDatePicker(field) {
  return picker(
    field,
    "date",
    "selected_date",
    field.element.initial_date,
    (text) => text,
    (value) => value,
  );
}

export function drawTimePicker(field) {
  return picker(
    field,
    "time",
    "selected_time",
    field.element.initial_time,
    (text) => text.slice(0, 5),
    (value) => value,
  );
}

export function drawDateTimePicker(field) {
  const { zone } = field.store;
  return picker(
    field,
    "datetime-local",
    "selected_date_time",
    field.element.initial_date_time,
    (text) => wallToEpoch(text, zone),
    (value) => wallTime(new Date(value * 1000), zone),
  );
}

function picker(field, type, name, initial, read, write) {
  const start = (field.kept ? field.kept[name] : initial) ?? null;
  field.keep({ [name]: start });
  const input = h("input", {
    class: "input input-short",
    type,
    value: start === null ? "" : write(start),
    title: type === "datetime-local" ? `Your time: ${field.store.zone}` : null,
    ...field.naming(),
  });
  input.addEventListener("change", async () => {
    const value = input.value ? read(input.value) : null;
    const before = field.kept?.[name] ?? null;
    if (!(await field.change({ [name]: value }, input)))
      input.value = before === null ? "" : write(before);
  });
  return input;
}
