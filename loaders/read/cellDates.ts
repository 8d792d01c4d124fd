/** The day serial numbers count from. */
export type Epoch = 1900 | 1904;

const dayMilliseconds = 86_400_000;

/**
 * A serial number with a date or time format as text: `YYYY-MM-DD` when whole, `YYYY-MM-DDTHH:MM:SS`, or `HH:MM:SS` for a
 * time of no day; to the nearest second. Serial 60 of the 1900 epoch is the day that wasn't, `1900-02-29`. A number that is
 * no date (negative, or after the year 9999) stays a number.
 */
export function toDateText(serial: number, kind: "date" | "time", epoch: Epoch): string {
  if (serial < 0) return String(serial);
  const seconds = Math.round(serial * 86_400);
  if (serial < 1 && (epoch === 1900 || kind === "time")) return toTimeText(Math.min(seconds, 86_399));
  const day = Math.floor(seconds / 86_400);
  const date = toDayText(day, epoch);
  if (date === undefined) return String(serial);
  const time = seconds % 86_400;
  return time === 0 ? date : `${date}T${toTimeText(time)}`;
}

/** A length of time in days as `H:MM:SS`, to the nearest second; over a day has hours over 23. A negative one stays a number. */
export const toElapsedText = (days: number): string =>
  days < 0 ? String(days) : toTimeText(Math.round(days * 86_400));

/**
 * An ISO 8601 date, date and time or time as written in a cell, in the same forms. Fractions of a second are rounded, and
 * `Z` is left out: a cell has no zone. What is none of these stays as it is.
 */
export function toIsoText(value: string): string {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?Z?)?$/.exec(value);
  if (match === null) {
    const time = /^T?(\d\d:\d\d)(?::(\d\d)(?:[.,]\d+)?)?Z?$/.exec(value);
    return time === null ? value : `${time[1]}:${time[2] ?? "00"}`;
  }
  const [, date = "", minutes, seconds = "00", fraction = "0"] = match;
  if (minutes === undefined) return date;
  const whole = `${date}T${minutes}:${seconds}`;
  const rounded = Number(`0.${fraction}`) >= 0.5 ? toNextSecond(whole) : whole;
  return rounded.endsWith("T00:00:00") ? rounded.slice(0, 10) : rounded;
}

/** An ISO 8601 duration (`PT10H30M00S`, as ODS writes a time) as `HH:MM:SS`; over a day has hours over 23. */
export function toDurationText(value: string): string {
  const match = /^P(?:(\d{1,6})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,](\d+))?S)?$/.exec(value);
  if (match === null) return value;
  const [days, hours, minutes, seconds] = match.slice(1, 5).map((part) => Number(part ?? 0));
  const fraction = Math.round(Number(`0.${match[5] ?? 0}`));
  return toTimeText(
    (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0) + fraction,
  );
}

function toDayText(day: number, epoch: Epoch): string | undefined {
  if (epoch === 1900 && day === 60) return "1900-02-29";
  const first = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const moment = first + day * dayMilliseconds;
  return moment < Date.UTC(10_000, 0, 1) ? new Date(moment).toISOString().slice(0, 10) : undefined;
}

function toNextSecond(text: string): string {
  const moment = Date.parse(`${text}Z`);
  const isReal = !Number.isNaN(moment) && new Date(moment).toISOString().slice(0, 19) === text;
  return isReal ? new Date(moment + 1000).toISOString().slice(0, 19) : text;
}

function toTimeText(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
