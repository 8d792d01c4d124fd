import {
  capitalise,
  formatCount,
  formatDimension,
  formatMonth,
  formatValue,
} from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import {
  type Counted,
  countedBy,
  type Measure,
  type Month,
  type Row,
  sorted,
  type Table,
  total,
  where,
} from "./data.ts";
import { chartOf } from "./drillChart.ts";
import { cellText, groupTitle, rowCount, sentence } from "./drillWords.ts";
import {
  choice,
  crumbs,
  figureOf,
  go,
  heading,
  type Level,
  monthForm,
  neighbours,
  notHeldLevel,
  ways,
} from "./levels.ts";
import { type DrillPlace, step } from "./place.ts";
import { type Head, linesOf, type SortedTable } from "./sortedTable.ts";

function linked(text: string, { addresses }: Month): Content {
  const address = addresses.get(text);
  return address ? html`<a href="${address}">${text}</a>` : text;
}

/** What the rows are called that count towards a figure, and the others: by a clock those in time, and those late. */
const partsOf = ({ parts }: Measure, { clock }: Month) =>
  parts && (clock ? { ...parts, yes: "in time", no: "late" } : parts);

function shares(measure: Measure, place: DrillPlace, month: Month, own: Table): Html {
  const words = partsOf(measure, month);
  if (!words) return html``;
  const all = month.whole?.rows ?? own.rows.length;
  const counted = month.whole?.counted ?? where(own, (row) => Number(row.numerator) > 0).rows.length;
  const ways: [DrillPlace["only"], string][] = [
    ["", `all ${formatCount(all)}`],
    ["counted", `${formatCount(counted)} ${words.yes}`],
    ["others", `${formatCount(all - counted)} ${words.no}`],
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

/** What is added up where rows are counted: of a median and the like, what it is taken of. */
const amountTitle = ({ isSum, unit, many }: Measure) => capitalise(isSum ? many : unit);

/** The ways the rows of a month can be shown: each by itself, or counted by a dimension that tells some apart. */
function views(measure: Measure, place: DrillPlace, month: Month, own: Table): Html {
  const isCounts = month.kind === "counts";
  const free = measure.dimensions.filter((name) => name !== place.by || place.group === null);
  const useful = free.filter(
    (name) => month.whole?.varied.includes(name) ?? new Set(own.rows.map((row) => row[name])).size > 1,
  );
  if (useful.length === 0 || (isCounts && !measure.isSum)) return html``;
  const { only } = place;
  const ways = useful.map((also) => ({
    name: `by ${formatDimension(also)}`,
    place: step(place, { also, only }),
    isCurrent: place.also === also,
  }));
  const each = isCounts ? "in full" : `each ${measure.one}`;
  return choice("Shown", [
    { name: each, place: step(place, { only }), isCurrent: place.also === "" },
    ...ways,
  ]);
}

function byDimension(measure: Measure, place: DrillPlace, month: Month, own: Table): SortedTable {
  const { also, only } = place;
  const isCounts = month.kind === "counts";
  const words = isCounts || only !== "" ? null : partsOf(measure, month);
  const nouns = isCounts ? amountTitle(measure) : capitalise(measure.many);
  const heads: Head[] = [
    { title: capitalise(formatDimension(also)) },
    { title: nouns, isNumber: true },
    ...(words ? [capitalise(words.yes), "Share"].map((title) => ({ title, isNumber: true })) : []),
  ];
  const rows = countedBy(own, also);
  const cellsOf = ({ value: held, rows: many, numerator, denominator }: Counted): Content[] => {
    const value = String(held ?? "");
    const share = denominator > 0 ? formatValue((100 * numerator) / denominator, "percent") : "";
    return [
      go(step(place, { also, value, only }), groupTitle(value)),
      formatCount(isCounts ? numerator : many),
      ...(words ? [formatCount(numerator), share] : []),
    ];
  };
  const caption = html`<span class="unseen">${nouns} by ${formatDimension(also)}</span>`;
  return { of: rows, caption, heads, lines: linesOf(rows, cellsOf), kind: "figures" };
}

/** Each row of a month, or each combination it is counted by. */
function list(measure: Measure, place: DrillPlace, month: Month, shown: Table): SortedTable {
  const isCounts = month.kind === "counts";
  const { by, group, also, value } = place;
  const fixed = [group === null ? "" : by, value === null ? "" : also, "rows"];
  const isHeld = (name: string) => month.rows.rows.some((row) => row[name] !== null);
  const columns = month.columns.filter(
    // Each row has a reference, which isn't among the columns of the whole.
    ({ name, kind }, at) =>
      !fixed.includes(name) &&
      (month.whole && (at > 0 || kind !== "reference") ? month.whole.held.includes(name) : isHeld(name)),
  );
  const heads: Head[] = columns.map(({ name, title, kind }) => ({
    title,
    sort: name,
    isShort: ["date", "reference"].includes(kind),
    isNumber: kind === "number",
  }));
  // Days over a limit say which rows count.
  const part = isCounts || month.clock ? null : measure.parts;
  const amount: Head | null = isCounts
    ? { title: amountTitle(measure), sort: "numerator", isNumber: true }
    : part
      ? { title: part.column, sort: "numerator" }
      : null;
  if (amount) heads.splice(isCounts ? heads.length : 1, 0, amount);
  const column = place.sort.replace(/^-/, "");
  const unsorted = isCounts ? sorted(shown, "numerator", true) : shown;
  const isKnown = shown.names.includes(column);
  const ordered = isKnown ? sorted(shown, column, place.sort.startsWith("-")) : unsorted;
  const cellsOf = (row: Row): Content[] => {
    const cells = columns.map(({ name, kind }): Content => {
      const text = cellText(kind, row[name]);
      return kind === "reference" ? linked(text, month) : text;
    });
    const number = Number(row.numerator);
    if (amount)
      cells.splice(
        isCounts ? cells.length : 1,
        0,
        isCounts ? formatCount(number) : number > 0 ? "Yes" : "No",
      );
    return cells;
  };
  const caption = html`<span class="unseen">${capitalise(measure.many)}, ${formatMonth(place.month)}</span>`;
  const lines = linesOf(ordered.rows, cellsOf);
  // The first rows of a long list and all of them are one table.
  const table = { of: measure, caption, heads, lines, kind: isCounts ? "figures" : "list" } as const;
  return month.whole ? { ...table, total: month.whole.rows } : table;
}

/** Why a month's rows are counted and not listed. */
function countedWords(measure: Measure, counted: number): string {
  return measure.hasReferences
    ? `${rowCount(measure, counted)} are counted in this month, and this page lists ${formatCount(measure.most)} at most: here they are counted by what is known of them.`
    : `${capitalise(measure.many)} have no reference of their own here: they are counted by what is known of them.`;
}

/** The limit that rows go by and how they are ordered. */
const limitWords = ({ clock }: Month): string =>
  clock
    ? ` The limit is ${clock.words}; days over and used are ${clock.kind}. Late first, the worst of them first.`
    : "";

/** How many rows are shown, of how many, and of what. */
function shownWords(measure: Measure, place: DrillPlace, month: Month, shown: Table, own: Table): Html {
  const { also, value, only } = place;
  const of = shown.rows.length < own.rows.length ? ` of ${formatCount(own.rows.length)}` : "";
  const whose = value === null ? "" : `: ${groupTitle(value)}`;
  const back =
    value === null ? "" : html` ${go(step(place, { also, only }), `By ${formatDimension(also)} again`)}`;
  return html`${rowCount(measure, month.whole?.rows ?? shown.rows.length)}${of}${whose}, as the newest extracts have them.${limitWords(month)}${back}`;
}

/** Why rows are counted, and what those narrowed to add up to. */
function countsShown(measure: Measure, place: DrillPlace, shown: Table, counted: number): Html {
  if (place.value === null) return html`${countedWords(measure, counted)}`;
  const all = total(shown, "numerator");
  const back = go(step(place, { also: place.also }), `By ${formatDimension(place.also)} again`);
  return html`${formatCount(all)} ${all === 1 ? measure.one : measure.many}: ${groupTitle(place.value)}. ${back}`;
}

/** The rows behind a figure of a month: `month` is null where there is no file of them. */
export function caseLevel(measure: Measure, place: DrillPlace, month: Month | null): Level {
  const named = measure.months.find((one) => one.month === place.month);
  const figure = figureOf(measure, place, place.month);
  if (!named) return notHeldLevel(measure, place);
  const lead = sentence(measure, figure, named.when || `in ${formatMonth(place.month)}`);
  const top = html`${crumbs(measure, place)}${heading(measure, place, lead)}${ways(measure, place)}${chartOf(measure, place, named.kind !== "older", monthForm(measure, place))}`;
  const alone = (top: Html): Level => ({ top, table: null });
  const first = measure.months.find(({ kind }) => kind !== "older")?.month ?? named.month;
  const months = neighbours(measure, place);
  const says = (text: Content) => alone(html`${top}${months}<p class="says">${text}</p>`);
  if (named.kind === "older")
    return says(
      html`${capitalise(measure.many)} are listed from ${formatMonth(first)}. Of this month the figures are here, as the newest extracts have them${measure.dimensions.length > 0 ? html`: ${go(step(place, { group: null, show: "groups" }), `${formatMonth(place.month)} by group`)}` : ""}.`,
    );
  if (!month && named.counted > 0) return says(countedWords(measure, named.counted));
  if (!month)
    return figure?.value === null
      ? alone(html`${top}${months}`)
      : says(`No ${measure.one} is counted in this month.`);
  const { by, group, also, value, only } = place;
  const isOf = (name: string, wanted: string | null) => (row: Row) =>
    wanted === null || !(name in row) || String(row[name] ?? "") === wanted;
  const own = where(month.rows, isOf(by, group));
  if (own.rows.length === 0) return says(`No ${measure.one} of this group is counted in this month.`);
  const isCounts = month.kind === "counts";
  const narrowed = where(own, isOf(also, value));
  const shown = where(narrowed, (row) => only === "" || Number(row.numerator) > 0 === (only === "counted"));
  const choices = html`${months}${isCounts ? "" : shares(measure, place, month, narrowed)}${views(measure, place, month, own)}`;
  const words = isCounts
    ? countsShown(measure, place, shown, named.counted)
    : shownWords(measure, place, month, shown, own);
  const isByDimension = measure.dimensions.includes(also) && value === null;
  const table = isByDimension
    ? byDimension(measure, place, month, shown)
    : list(measure, place, month, shown);
  return { top: html`${top}${choices}<p class="says">${words}</p>`, table };
}
