import { isIndex } from "../../../catalogue/units.ts";
import {
  type MonthLimits,
  type MonthSaid,
  readMonthLimits,
  readSigns,
  readValues,
  type Sign,
} from "../../../charts/readMonths.ts";
import { formatDimension, formatGroup, formatValue, lowerFirst, nounFor } from "../../../report/format.ts";
import { askingCharts, readBesidePage, saidOf } from "./besidePage.ts";
import { monthsIn } from "./monthsIn.ts";
import { rangeWords, signWords } from "./monthWords.ts";

/** A line under the chart about a month, and the word that stands at that month in the chart. */
interface Line {
  month: string;
  word: string;
  text: string;
}

/** A group that can be drawn beside the whole: what it is called, and the months that its own small chart says, null until these are read. */
interface OtherGroup {
  key: string;
  name: string;
  from: string;
  said: MonthSaid[] | null;
}

/** A big chart with all that the page holds of its months, in their order. */
export interface PageChart {
  figure: HTMLElement;
  title: string;
  unit: string;
  /** What was wanted of each month; null where nothing was. */
  targets: (number | null)[];
  months: string[];
  rows: HTMLTableRowElement[];
  values: (number | null)[];
  lines: Line[];
  groups: { dimension: string; groups: OtherGroup[] }[];
}

/** One of the ways its limits are worked out: where it is drawn, and what the months say by it. */
export interface Drawing {
  place: HTMLElement;
  /** What holds the drawing, wide and narrow. */
  box: HTMLElement;
  limits: (MonthLimits | null)[];
  signs: Sign[];
  /** Whether its limits are those that the table has. */
  isOfTable: boolean;
}

/** The text of a cell as it is seen, its shorthand in words. */
function textOf(cell: Element | undefined): string {
  if (!cell) return "";
  const copy = cell.cloneNode(true) as Element;
  for (const unseen of copy.querySelectorAll(".unseen")) unseen.remove();
  for (const mark of copy.querySelectorAll("abbr")) mark.textContent = `(${mark.title})`;
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

const numberIn = (text: string): number | null => {
  const found = /^-?[\d,]+(?:\.\d+)?/.exec(text)?.[0];
  return found === undefined ? null : Number(found.replaceAll(",", ""));
};

/** What the group of a small chart is chosen by. */
const keyOf = (svg: SVGElement): string =>
  `${svg.closest<HTMLElement>("[data-by]")?.dataset.by}:${svg.dataset.group}`;

/** Has the groups of a chart say their months, by the file beside the page; of one that it doesn't have none is said. */
export async function readGroups({ groups }: PageChart): Promise<void> {
  const charts = askingCharts();
  const said = saidOf(charts, await readBesidePage(charts[0]?.dataset.asks ?? ""));
  const known = new Map(charts.map((svg, at) => [keyOf(svg), said[at]?.values]));
  for (const one of groups.flatMap(({ groups: own }) => own)) {
    const values = known.get(one.key);
    one.said ??= values === undefined ? [] : readValues(values);
  }
}

function groupsOn(page: ParentNode): PageChart["groups"] {
  const byDimension = new Map<string, OtherGroup[]>();
  for (const svg of page.querySelectorAll<SVGElement>("[data-by] svg[data-asks]")) {
    const { by = "" } = svg.closest<HTMLElement>("[data-by]")?.dataset ?? {};
    const { group = "", months = "" } = svg.dataset;
    const own = byDimension.get(by) ?? [];
    own.push({ key: keyOf(svg), name: formatGroup(group), from: months.slice(0, 7), said: null });
    byDimension.set(by, own);
  }
  return [...byDimension].map(([by, groups]) => ({ dimension: `By ${formatDimension(by)}`, groups }));
}

/** What was wanted of each of `count` months, as `sayTargets` says it. */
export function readTargets(said: string | undefined, count: number): (number | null)[] {
  const runs = (said ?? "").split(";").map((run) => run.split(/[- ]/).map(Number));
  const aimAt = (at: number) => runs.find(([from = 0, to = -1]) => from <= at && at <= to)?.[2];
  return Array.from({ length: count }, (_, at) => aimAt(at) ?? null);
}

/** Reads a big chart and the table that has the same months; null where the page has none to match it. */
export function readChart(figure: HTMLElement): PageChart | null {
  const months = monthsIn(figure.querySelector("svg")?.dataset.months);
  const tables = [...document.querySelectorAll<HTMLTableElement>("table.by-month")];
  const rows = [...(tables.at(-1)?.tBodies[0]?.rows ?? [])].slice(0, months.length).reverse();
  if (months.length === 0 || rows.length !== months.length) return null;
  const { unit = "" } = figure.dataset;
  return {
    figure,
    title: document.querySelector("h1")?.textContent ?? "",
    unit,
    targets: readTargets(figure.dataset.targets, months.length),
    months,
    rows,
    values: rows.map((row) => numberIn(textOf(row.cells[1]))),
    lines: [...figure.querySelectorAll<HTMLElement>("li[data-month]")].map(({ dataset, textContent }) => ({
      month: dataset.month ?? "",
      word: dataset.word ?? "",
      text: textContent ?? "",
    })),
    groups: groupsOn(document),
  };
}

/** The drawings of a chart: one, or by each of two kinds of limits. */
export function readDrawings(figure: HTMLElement): Drawing[] {
  return [...figure.querySelectorAll<HTMLElement>(".drawing")].map((place) => ({
    place,
    box: place.querySelector<HTMLElement>(".chart-box") ?? place,
    limits: readMonthLimits(place.dataset.limits ?? ""),
    signs: readSigns(place.dataset.signs ?? ""),
    isOfTable: !place.classList.contains("by-xmr"),
  }));
}

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What the limits of a month are, in words: of the table's own kind as the table has them. */
function limitWords(
  { unit }: PageChart,
  drawing: Drawing,
  index: number,
  cell: (label: string) => string,
): string {
  const limits = drawing.limits[index];
  if (!limits) return "";
  const said = drawing.isOfTable ? cell("To expect") : rangeWords(limits, unit);
  return said === "" ? "" : `To expect by chance: ${said}`;
}

/**
 * What a month says, in sentences: its value with what it is of, what is to be expected, its signal, note and what was noted of it. Of one
 * without a value why it has none.
 */
export function wordsOf(chart: PageChart, drawing: Drawing, index: number): string[] {
  const { unit, rows, values, months, lines } = chart;
  const target = chart.targets[index] ?? null;
  const row = rows[index];
  if (!row) return [];
  const cells = new Map([...row.cells].map((cell) => [cell.dataset.label ?? "", cell]));
  const cell = (label: string) => textOf(cells.get(label));
  const about = lines.filter(({ month }) => month === months[index]).map(({ text }) => text);
  const name = textOf(row.cells[0]);
  const value = values[index] ?? null;
  const note = cell("Note");
  if (value === null) return [`${name}, ${lowerFirst(note || "no figure")}`, ...about].map(ended);
  const [number, of, to] = ["Number", "Out of", "To"].map(cell);
  const whole = of || to;
  const fraction =
    whole && number ? ` (${number} ${to ? "to" : "of"} ${whole})` : whole ? ` of ${whole}` : "";
  const noun = unit === "percent" || isIndex(unit) || whole ? "" : ` ${nounFor(value, unit)}`;
  const interval = cell("95% interval");
  const sign = drawing.isOfTable ? cell("Signal") : (signWords[drawing.signs[index] ?? "common"] ?? "");
  const limits = limitWords(chart, drawing, index, cell);
  return [
    `${name}: ${textOf(row.cells[1])}${noun}${fraction}`,
    ...(interval ? [`95% interval: ${interval}`] : []),
    ...(limits ? [limits, sign || "Nothing unusual"] : sign ? [sign] : []),
    ...(target === null ? [] : [`Target: ${formatValue(target, unit).replace(/\.0+(?=%?$)/, "")}`]),
    ...(note ? [note] : []),
    ...about,
  ].map(ended);
}
