import { capitalise, formatCount, formatDimension, formatMonth, formatValue } from "../../format.ts";
import { type Content, type Html, html } from "../../html.ts";
import {
  type Cell,
  countedBy,
  type Measure,
  type Month,
  type Row,
  rowsOf,
  sorted,
  type Table,
  total,
  where,
} from "./data.ts";
import { choice, crumbs, figureOf, go, heading } from "./levels.ts";
import { type Place, step } from "./place.ts";
import { type Head, sortableTable } from "./table.ts";
import { cellText, groupTitle, rowCount, sentence } from "./words.ts";

/** Where a reference has a row of its own on the site, by reference. */
export type Addresses = Readonly<Record<string, string>>;

function linked(text: string, addresses: Addresses): Content {
  const address = addresses[text];
  return address ? html`<a href="${address}">${text}</a>` : text;
}

/** The months before and after, where the page has them. */
function neighbours(measure: Measure, place: Place): Html {
  const at = measure.months.findIndex(({ month }) => month === place.month);
  const links = [at - 1, at + 1].flatMap((index) => {
    const month = index < 0 ? undefined : measure.months[index]?.month;
    return month ? [{ name: formatMonth(month), place: step(place, { month }), isCurrent: false }] : [];
  });
  return choice("Month", [
    ...links.slice(0, at > 0 ? 1 : 0),
    { name: formatMonth(place.month), place: step(place, {}), isCurrent: true },
    ...links.slice(at > 0 ? 1 : 0),
  ]);
}

function shares(measure: Measure, place: Place, own: Table): Html {
  const all = own.numRows();
  const counted = rowsOf(where(own, (row) => Number(row.numerator) > 0)).length;
  const ways: [Place["only"], string][] = [
    ["", `all ${formatCount(all)}`],
    ["counted", `the ${formatCount(counted)} that count`],
    ["others", `the ${formatCount(all - counted)} that don’t`],
  ];
  const { also, value } = place;
  return choice(
    capitalise(measure.many),
    ways.map(([only, name]) => ({
      name,
      place: step(place, { also, value, only }),
      isCurrent: place.only === only,
    })),
  );
}

function byDimension(measure: Measure, place: Place, own: Table, isCounts: boolean): Html {
  const { also } = place;
  const isShare = measure.isShare && !isCounts;
  const heads: Head[] = [
    { title: capitalise(formatDimension(also)) },
    { title: capitalise(measure.many), isNumber: true },
    ...(isShare
      ? [
          { title: "That count", isNumber: true },
          { title: "Share", isNumber: true },
        ]
      : []),
  ];
  const lines = countedBy(own, also).map((row): Content[] => {
    const value = String(row[also] ?? "");
    const isCurrent = place.value === value;
    const link = go(step(place, { also, value, only: place.only }), groupTitle(value), isCurrent);
    const [number, of] = [Number(row.numerator), Number(row.denominator)];
    const count = isCounts ? number : Number(row.rows);
    return [
      link,
      formatCount(count),
      ...(isShare ? [formatCount(number), of > 0 ? formatValue((100 * number) / of, "percent") : ""] : []),
    ];
  });
  const caption = html`<span class="unseen">${capitalise(measure.many)} by ${formatDimension(also)}</span>`;
  return sortableTable(caption, heads, lines, place);
}

function alsoChoice(place: Place, own: Table, columns: readonly string[]): Html {
  const free = columns.filter((name) => name !== place.by || place.group === null);
  const useful = free.filter((name) => new Set(rowsOf(own).map((row) => row[name])).size > 1);
  if (useful.length === 0) return html``;
  const { only } = place;
  const ways = useful.map((also) => ({
    name: formatDimension(also),
    place: step(place, { also, only }),
    isCurrent: place.also === also,
  }));
  return choice("Count by", [
    { name: "not at all", place: step(place, { only }), isCurrent: place.also === "" },
    ...ways,
  ]);
}

function list(measure: Measure, place: Place, month: Month, shown: Table, addresses: Addresses): Html {
  const isCounts = month.kind === "counts";
  const columns = month.columns.filter(
    ({ name }) =>
      name !== "rows" &&
      (name !== place.by || place.group === null) &&
      (name !== place.also || place.value === null),
  );
  const isSplit = measure.isShare && !isCounts && place.only === "";
  const amount: Head = {
    title: isCounts ? capitalise(measure.many) : "Counts",
    sort: "numerator",
    isNumber: isCounts,
  };
  const heads: Head[] = columns.map(({ name, title, kind }) => ({
    title,
    sort: name,
    isNumber: kind === "number",
  }));
  const withAmount = isCounts || isSplit;
  if (withAmount) heads.splice(1, 0, amount);
  const isDown = place.sort.startsWith("-");
  const column = place.sort.replace(/^-/, "");
  const first = isCounts && place.sort === "" ? sorted(shown, "numerator", true) : shown;
  const ordered = shown.columnNames().includes(column) ? sorted(shown, column, isDown) : first;
  const lines = rowsOf(ordered).map((row: Row): Content[] => {
    const cells = columns.map(({ name, kind }): Content => {
      const text = cellText(kind, row[name] as Cell | undefined);
      return kind === "reference" ? linked(text, addresses) : text;
    });
    const said = isCounts ? formatCount(Number(row.numerator)) : Number(row.numerator) > 0 ? "Yes" : "No";
    if (withAmount) cells.splice(1, 0, said);
    return cells;
  });
  const caption = html`<span class="unseen">${capitalise(measure.many)}, ${formatMonth(place.month)}</span>`;
  return sortableTable(caption, heads, lines, place);
}

/** Why a month's rows are counted and not listed. */
function countedWords(measure: Measure, counted: number): string {
  return measure.hasReferences
    ? `${rowCount(measure, counted)} are counted here: more than the ${formatCount(measure.most)} this page lists at once, so they are counted by their breakdowns.`
    : `The office’s records of ${measure.many} have no reference of their own, so they are counted, not listed.`;
}

/** The rows behind a figure of a month: `month` is null where there is no file of them. */
export function caseLevel(measure: Measure, place: Place, month: Month | null, addresses: Addresses): Html {
  const named = measure.months.find((one) => one.month === place.month);
  const figure = figureOf(measure, place, place.month);
  const lead = sentence(measure, figure, named?.when || `in ${formatMonth(place.month)}`);
  const top = html`${crumbs(measure, place)}${heading(measure, place, lead)}${neighbours(measure, place)}`;
  if (!named) {
    const from = formatMonth(measure.months[0]?.month ?? place.month);
    return html`${top}<p class="says">This page opens the last 13 months, from ${from}. Earlier figures are on <a href="./measures/${measure.id}.html">the measure’s own page</a>.</p>`;
  }
  if (!month) {
    const most = named.counted > 0 ? countedWords(measure, named.counted) : "";
    return html`${top}<p class="says">${most || (figure?.value === null ? "" : `No ${measure.one} is counted in this month.`)}</p>`;
  }
  const { by, group, also, value, only } = place;
  const isOf = (name: string, wanted: string | null) => (row: Row) =>
    wanted === null || !month.rows.columnNames().includes(name) || row[name] === wanted;
  const own = where(month.rows, isOf(by, group));
  const narrowed = where(own, isOf(also, value));
  const shown = where(narrowed, (row) => only === "" || Number(row.numerator) > 0 === (only === "counted"));
  const isCounts = month.kind === "counts";
  if (own.numRows() === 0)
    return html`${top}<p class="says">No ${measure.one} of this group is counted in this month.</p>`;
  const said = isCounts
    ? countedWords(measure, named.counted)
    : `${rowCount(measure, shown.numRows())}${shown.numRows() < own.numRows() ? ` of ${formatCount(own.numRows())}` : ""}, as the newest extracts have them.`;
  const narrower =
    value === null ? "" : html` ${go(step(place, { also, only }), `Not only ${groupTitle(value)}`)}`;
  const split = measure.isShare && !isCounts ? shares(measure, place, narrowed) : "";
  const ways = isCounts && !measure.isSum ? "" : alsoChoice(place, own, measure.dimensions);
  const table = also && value === null && ways ? byDimension(measure, place, shown, isCounts) : "";
  const sum =
    isCounts && measure.isSum && shown.numRows() > 1
      ? html` <span class="quiet">${formatCount(total(shown, "numerator"))} in all.</span>`
      : "";
  return html`${top}${split}${ways}${table}<p class="says">${said}${sum}${narrower}</p>${list(measure, place, month, shown, addresses)}`;
}
