// Slack's dates in texts, <!date^1392734382^{date_short} at {time}|Feb 18, 2014>, in the reader's time zone.

const DAY_MS = 86_400_000;
const YEAR_NAMED_MS = 183 * DAY_MS;
const ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIXES = { one: "st", two: "nd", few: "rd", other: "th" };
const NEAR = { "-1": "yesterday", 0: "today", 1: "tomorrow" };
const AGES = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const written = (at, options) => at.toLocaleString("en-US", options);

/** The year is left out of what is less than half a year away. */
const year = (at) => (Math.abs(at - Date.now()) < YEAR_NAMED_MS ? "" : `, ${at.getFullYear()}`);

const ordinal = (at) => `${written(at, { month: "long" })} ${at.getDate()}${SUFFIXES[ORDINAL.select(at.getDate())]}`;

const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate());

/** Near days by their names, all others as `plain` writes them. */
const pretty = (plain) => (at) => NEAR[Math.round((midnight(at) - midnight(new Date())) / DAY_MS)] ?? plain(at);

function age(at) {
  const [unit, size] = AGES.find(([, size]) => Date.now() - at >= size) ?? [];
  if (!unit) return "just now";
  const count = Math.floor((Date.now() - at) / size);
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

const date = (at) => ordinal(at) + year(at);
const date_short = (at) => written(at, { month: "short", day: "numeric" }) + year(at);
const date_long = (at) => `${written(at, { weekday: "long" })}, ${date(at)}`;
const two = (number) => String(number).padStart(2, "0");

const TOKENS = {
  __proto__: null,
  date_num: (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
  date,
  date_short,
  date_long,
  date_pretty: pretty(date),
  date_short_pretty: pretty(date_short),
  date_long_pretty: pretty(date_long),
  time: (at) => written(at, { hour: "numeric", minute: "2-digit" }),
  time_secs: (at) => written(at, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: age,
};

/** What a date reads like: `format` with its tokens filled in, or null where it has one that nobody knows. */
export function formatDate(seconds, format) {
  const at = new Date(Number(seconds) * 1000);
  const names = [...format.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (Number.isNaN(at.getTime()) || !names.every((name) => name in TOKENS)) return null;
  return format.replace(/\{(\w+)\}/g, (_, name) => TOKENS[name](at));
}
