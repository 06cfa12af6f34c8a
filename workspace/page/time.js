/** Times as the acting person reads them: in their own zone, against the workspace's clock. */

const LOCALE = "en-GB";
const formats = new Map();

function format(zone, options) {
  const key = `${zone} ${JSON.stringify(options)}`;
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options }));
  return formats.get(key);
}

/** The moment that a message's ts ("seconds.micros") names. */
export function tsDate(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** "09:12" */
export function clockTime(date, zone) {
  return format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

/** "2026-11-24", the calendar day in that zone. */
export function dayKey(date, zone) {
  const { year, month, day } = parts(date, zone);
  return `${year}-${month}-${day}`;
}

/** "Today", "Yesterday", "Tuesday 24 November", with the year where it is another. */
export function dayName(date, now, zone) {
  return relativeDay(date, now, zone) ?? longDay(date, now, zone);
}

function relativeDay(date, now, zone) {
  const days = Math.round(
    (Date.parse(dayKey(date, zone)) - Date.parse(dayKey(now, zone))) / 86_400_000,
  );
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[days];
}

function longDay(date, now, zone) {
  const sameYear = parts(date, zone).year === parts(now, zone).year;
  return format(zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!sameYear && { year: "numeric" }),
  }).format(date);
}

/** "Tue 24 Nov, 09:12" */
export function shortMoment(date, zone) {
  return `${format(zone, { weekday: "short", day: "numeric", month: "short" }).format(date)}, ${clockTime(date, zone)}`;
}

/** "Tuesday, 24 November 2026 at 09:12:31", for a tooltip. */
export function fullMoment(date, zone) {
  return format(zone, { dateStyle: "full", timeStyle: "medium" }).format(date);
}

/** What `<input type="datetime-local">` wants for a moment: "2026-11-24T09:12". */
export function wallTime(date, zone) {
  const { year, month, day, hour, minute } = parts(date, zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/**
 * Unix seconds of a wall time in a zone. Twice, because the first guess may lie on the other side
 * of a change of the clocks.
 */
export function wallToEpoch(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  let guess = asUtc;
  for (let turn = 0; turn < 2; turn += 1) {
    guess += asUtc - Date.parse(`${wallTime(new Date(guess), zone)}Z`);
  }
  return Math.floor(guess / 1000);
}

function parts(date, zone) {
  const options = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  };
  return Object.fromEntries(
    format(zone, options)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
}

/** The tokens of `<!date^…>` and of a rich text date. */
const TOKENS = {
  date_num: (date, zone) => dayKey(date, zone),
  date: (date, zone) =>
    format(zone, { day: "numeric", month: "long", year: "numeric" }).format(date),
  date_short: (date, zone) =>
    format(zone, { day: "numeric", month: "short", year: "numeric" }).format(date),
  date_long: (date, zone) =>
    format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date),
  time: (date, zone) => clockTime(date, zone),
  time_secs: (date, zone) =>
    format(zone, {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    }).format(date),
  day_divider_pretty: (date, zone, now) => dayName(date, now, zone),
  ago: (date, zone, now) => ago(date, now),
};

/** A Slack date format filled in, such as "{date_short_pretty} at {time}". */
export function slackDate(epochSeconds, pattern, zone, now) {
  const date = new Date(Number(epochSeconds) * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => {
    if (TOKENS[token]) return TOKENS[token](date, zone, now);
    const plain = TOKENS[token.replace(/_pretty$/, "")];
    if (!plain) return whole;
    return relativeDay(date, now, zone)?.toLowerCase() ?? plain(date, zone, now);
  });
}

/** "in 3 hours", "2 days ago" */
function ago(date, now) {
  const seconds = (date - now) / 1000;
  const steps = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}
