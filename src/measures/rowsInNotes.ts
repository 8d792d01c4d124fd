const count = "\\d[\\d,]*";
const toNumber = (text: string) => Number(text.replaceAll(",", ""));

/** How much of the rows was lost, in words that fit any number of them. */
const partOf = (lost: string, rows: string) =>
  2 * toNumber(lost) >= toNumber(rows) ? "Half or more" : "Some";

/** What notes of figures say of numbers of rows, as `markers.ts`, the engine and the checks that doubt say it, and what is public of it. */
const sentences: readonly (readonly [said: RegExp, toPublic: (first: string, second: string) => string])[] = [
  [
    new RegExp(
      `(${count}) of the (${count}) rows that came for these days (?:were set aside, or lack|was set aside, or lacks) `,
      "g",
    ),
    (lost, rows) => `${partOf(lost, rows)} of the rows that came for these days were set aside, or lack `,
  ],
  [
    /The one row that came for these days can’t be used: it was set aside, or lacks a value/g,
    () => "None of the rows that came for these days can be used: they were set aside, or lack a value",
  ],
  [
    /The one row that came for these days was set aside, or lacks a value/g,
    () => "Half or more of the rows that came for these days were set aside, or lack a value",
  ],
  [new RegExp(`None of the (${count}) rows that came`, "g"), () => "None of the rows that came"],
  [
    new RegExp(`and (${count}) of the (${count}) rows that came can’t be used`, "g"),
    () => "and some of the rows that came can’t be used",
  ],
  [
    new RegExp(`has (${count}) rows? where about (${count}) would be usual`, "g"),
    (rows, usual) => `has far ${toNumber(rows) < toNumber(usual) ? "fewer" : "more"} rows than usual`,
  ],
  [
    new RegExp(`has (${count}) rows?, and none is of the period its name says`, "g"),
    () => "has no row of the period its name says",
  ],
  [new RegExp(`lacks (${count}) rows? that`, "g"), () => "lacks rows that"],
  [new RegExp(`has (${count}) rows? that`, "g"), () => "has rows that"],
  [new RegExp(`(${count}) of these by days: they were`, "g"), () => "Some of these by days: they were"],
];

/**
 * A note of a figure as the public may have it: without how many rows came, were lost or are counted by days. A few of them are
 * people, and of many one could take those of the months from those of a quarter.
 */
export const withoutRows = (note: string): string =>
  sentences.reduce(
    (text, [said, toPublic]) =>
      text.replace(said, (_, first: string, second: string) => toPublic(first, second)),
    note,
  );

/** Whether a note says how many rows there are of anything, in whichever sentence. */
export const saysRows = (note: string): boolean =>
  /(?<![\w.,/-])(?:\d[\d,]*|one) (?:of the \d[\d,]* )?(?:rows?\b|of these by days)/i.test(note);
