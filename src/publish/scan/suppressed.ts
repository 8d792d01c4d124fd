import type { Figure } from "../../measures/figure.ts";
import { decodeEscapes } from "./decode.ts";
import { type Finding, seam } from "./finding.ts";
import { readMarkup } from "./markup.ts";
import type { ReadTable } from "./tables.ts";

/** A figure that the release hides: what it is, where it would stand, and its numbers, which stay here. */
export interface SuppressedFigure {
  /** What it is, without its value: 'calls, 2021-04'. */
  what: string;
  /** Its row in a tidy table: heading and what stands under it, '' for nothing. */
  row: Readonly<Record<string, string>>;
  /** How files, pages, sheets and charts about its measure are named. */
  about: readonly string[];
  /** What a reader tells it by, its period and groups, each in the forms it may take. */
  keys: readonly (readonly string[])[];
  /** The month, `yyyy-mm`, of a figure that charts draw; '' of any other. */
  month: string;
  group: string;
  /** The numbers hidden: numerator, denominator and value. */
  values: readonly number[];
}

/** Headings under which a tidy table has a figure's own numbers. Under any of them a hidden row is empty. */
const valueColumns = new Set(
  "numerator denominator value lower upper count rate number".split(" ").concat("process limits"),
);

/** Headings of numbers that are not the figure's: what the office aims at. */
const ownColumns = new Set(["target", "threshold"]);

const monthNames =
  "January February March April May June July August September October November December".split(" ");

function monthForms(month: string): string[] {
  const [year = "", number = ""] = month.split("-");
  const name = monthNames[Number(number) - 1] ?? "";
  const short = name.slice(0, 3);
  return [month, `${name} ${year}`, `${short} ${year}`, `${short} ${year.slice(2)}`, `${month}-01`];
}

function periodForms({ period, period_start: start, period_end: end }: Figure): string[] {
  if (/^\d{4}-\d{2}$/.test(period)) return monthForms(period);
  const [year = "", month = "", day = ""] = end.split("-");
  const lastDay = `${Number(day)} ${monthNames[Number(month) - 1] ?? ""} ${year}`;
  if (start === end) return [period, end, lastDay];
  return [period, period.replace("/", "-"), period.replace("/", " to "), `Year ending ${lastDay}`];
}

/**
 * A figure of the warehouse, before it was hidden, as what the scan looks for. `labels` are the names of its
 * measure that pages, sheets and charts show.
 */
export function toSuppressed(figure: Figure, labels: readonly string[]): SuppressedFigure {
  const { measure, period, breakdown, group, numerator, denominator, value } = figure;
  const groups = group === "" ? [] : group.split(" · ");
  return {
    what: [measure, period, ...groups].join(", "),
    row: { measure, period, breakdown, group },
    about: [measure, ...labels],
    keys: [periodForms(figure), ...groups.map((one) => [one])],
    month: /^\d{4}-\d{2}$/.test(period) ? period : "",
    group,
    values: [...new Set([numerator, denominator, value].filter((one) => one !== null))],
  };
}

const squash = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();

const partsOf = (cell: string) =>
  cell
    .split(seam)
    .map(squash)
    .filter((part) => part !== "");

/** The numbers that a text says, with how many decimals each is written. */
export function numbersIn(text: string): { number: number; decimals: number }[] {
  const found = text.matchAll(
    /(?<![\p{L}\d.,/-])-?\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?(?![\d/])|(?<![\p{L}\d.,/-])-?\d+(?:\.\d+)?(?![\d/]|-\d)/gu,
  );
  return [...found].map(([digits]) => ({
    number: Number(digits.replace(/[, \u00a0]/g, "")),
    decimals: digits.split(".")[1]?.length ?? 0,
  }));
}

/** Whether a text says one of the hidden numbers, as precisely as it is written. */
export function saysHidden(text: string, values: readonly number[]): boolean {
  return numbersIn(text).some(({ number, decimals }) =>
    values.some((value) => Math.abs(value - number) <= 0.5 * 10 ** -decimals - 1e-9 || value === number),
  );
}

const isAbout = (texts: readonly string[], { about }: SuppressedFigure) => {
  const said = texts.map((text) => ` ${squash(text).replace(/[^\p{L}\p{N}-]+/gu, " ")} `);
  return about.some((name) => {
    const wanted = ` ${squash(name)
      .replace(/[^\p{L}\p{N}-]+/gu, " ")
      .trim()} `;
    return said.some((text) => text.includes(wanted));
  });
};

/** Tidy rows, found by their headings: nothing may stand under a heading of values, whatever it is. */
function inTidy(table: ReadTable, hidden: readonly SuppressedFigure[]): Finding[] {
  const header = table.header.map(squash);
  const wanted = ["measure", "period", "breakdown", "group"];
  const at = wanted.map((name) => header.indexOf(name));
  const byRow = new Map(
    hidden.map((one) => [wanted.map((name) => squash(one.row[name] ?? "")).join("\n"), one]),
  );
  return table.rows.flatMap((row, index) => {
    const one = byRow.get(at.map((column) => squash(row[column] ?? "")).join("\n"));
    if (!one) return [];
    const found = row.some((cell, column) => {
      const heading = header[column] ?? "";
      if (wanted.includes(heading) || heading.startsWith("period") || ownColumns.has(heading)) return false;
      return valueColumns.has(heading) ? numbersIn(cell).length > 0 : saysHidden(cell, one.values);
    });
    return found ? [toFinding(one, table, index)] : [];
  });
}

const toFinding = (one: SuppressedFigure, table: ReadTable, row: number): Finding => ({
  file: "",
  where: [table.where, `row ${row + 1}`].filter((part) => part !== "").join(", "),
  what: `a suppressed value: ${one.what}`,
});

/** Tables for reading: keys may stand in the row or over the column, the measure also in what is said around it. */
function inShown(table: ReadTable, hidden: readonly SuppressedFigure[]): Finding[] {
  const header = table.header.map(partsOf);
  const headings = table.header.map(squash);
  const rows = table.rows.map((row) => row.map(partsOf));
  return hidden.flatMap((one) => {
    const keys = one.keys.map((forms) => new Set(forms.map(squash)));
    const has = (cell: readonly string[] | undefined, key: ReadonlySet<string>) =>
      cell?.some((part) => key.has(part)) ?? false;
    const around = isAbout(table.about, one);
    return rows.flatMap((row, index) => {
      if (!around && !isAbout(row.flat(), one)) return [];
      const missing = keys.filter((key) => !row.some((cell) => has(cell, key)));
      const found = row.some((cell, column) => {
        if (keys.some((key) => has(cell, key)) || ownColumns.has(headings[column] ?? "")) return false;
        const isOver = missing.every((key) => has(header[column], key));
        return isOver && cell.some((part) => saysHidden(part, one.values));
      });
      return found ? [toFinding(one, table, index)] : [];
    });
  });
}

/** Suppressed values in the tables of a file. */
export function findInTables(tables: readonly ReadTable[], hidden: readonly SuppressedFigure[]): Finding[] {
  return tables.flatMap((table) => {
    const headings = new Set(table.header.map(squash));
    const isTidy = ["measure", "period", "breakdown", "group"].every((name) => headings.has(name));
    return isTidy ? inTidy(table, hidden) : inShown(table, hidden);
  });
}

const telling = /^(?:title|alt|content|aria-.+|data-.+)$/;

/**
 * Suppressed values in a page's sentences, titles and labels: one that names every key of a hidden figure, on a
 * page or in a sentence about its measure, and says one of its numbers besides.
 */
export function findInSentences(page: string, name: string, hidden: readonly SuppressedFigure[]): Finding[] {
  const said: string[] = [];
  const headings = [name];
  let isHeading = false;
  let run = "";
  const close = () => {
    said.push(run);
    run = "";
  };
  for (const piece of readMarkup(page)) {
    if (piece.kind === "text") {
      run += decodeEscapes(piece.text);
      if (isHeading) headings.push(decodeEscapes(piece.text));
      continue;
    }
    const isInline = /^(?:a|abbr|b|em|i|span|strong|tspan|time)$/.test(piece.name);
    if (!isInline) close();
    isHeading = piece.kind === "open" && /^(?:title|h1)$/.test(piece.name);
    if (piece.kind === "open")
      for (const [key, value] of piece.attributes) if (telling.test(key)) said.push(decodeEscapes(value));
  }
  close();
  const sentences = [...new Set(said.flatMap((text) => text.split(/(?<=[.;!?])\s+|\n/).map(squash)))];
  return hidden.flatMap((one) => {
    const around = isAbout(headings, one);
    const forms = one.keys.map((key) => key.map(squash));
    const found = sentences.some((sentence) => {
      if (!forms.every((key) => key.some((form) => sentence.includes(form)))) return false;
      if (!around && !isAbout([sentence], one)) return false;
      const rest = forms.flat().reduce((text, form) => text.replaceAll(form, " "), sentence);
      return saysHidden(rest, one.values);
    });
    return found ? [{ file: "", where: "a sentence or label", what: `a suppressed value: ${one.what}` }] : [];
  });
}
