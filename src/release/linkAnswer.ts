import { basename } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { CountPart } from "../catalogue/statistics/define.ts";
import { findIdentities, toTables } from "../disclosure/identities.ts";
import type { Counts } from "../disclosure/readCounts.ts";
import type { ReleaseRecord as DisclosureRecord } from "../disclosure/record.ts";
import { type Cell, type Group, type Table, total } from "../disclosure/tables.ts";
import { type AskedPeriod, askPeriod, parsePeriod, periodForms } from "../measures/period.ts";
import { plural } from "../report/format.ts";
import { periodColumns, refuseOtherNames, Spelling, type Values } from "./answerColumns.ts";
import type { Ledger } from "./answers.ts";
import { additiveParts, type Dated, groupCount, type NamedCount, readCountId } from "./countTables.ts";
import { isSure } from "./publicFigures.ts";

/** What the counts of an answer's table are, as the edition names it. */
export interface AnswerOf {
  measure: MeasureDefinition;
  part: CountPart;
  /** The period of all of the table, or of its total where a column has periods. */
  period: string | null;
  /** The groups that all of the table is of. */
  where: readonly { dimension: string; value: string }[];
  /** Columns that are other breakdowns than those that have gone out with the same labels or counts. */
  apart: readonly string[];
  /** The plan's labels by dimension: how editions to come spell them. */
  planned: Readonly<Record<string, readonly string[]>>;
}

/** How an answer's counts are named among all that have gone out. */
export interface AnswerLink {
  countOf: (values: Values) => NamedCount;
  /** How many of its counts are in the ledger's releases. */
  found: number;
  /** What each count leaves of another part of the same measure that has gone out. */
  rests: Table[];
}

const asText = (list: readonly string[]) => list.join(" and ");

/** The first five rows by number. */
function sayRows(rows: readonly number[]): string {
  const more = rows.length > 5 ? ` and ${rows.length - 5} more` : "";
  return `${rows.length === 1 ? "row" : "rows"} ${rows.slice(0, 5).join(", ")}${more}`;
}

/** Every count of some records by its name, as the last of them has it, and what names say. */
function countsIn(records: readonly DisclosureRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { published, hidden, derived } of records) {
    for (const [id, count] of Object.entries(published)) counts.set(id, count);
    for (const [id, { count }] of [...Object.entries(hidden), ...Object.entries(derived)])
      counts.set(id, count);
  }
  return counts;
}

/** Days of a measure's part that have gone out, each with the breakdowns it is there by: dimensions by name, `team,outcome`. */
function breakdownsOf(
  { measure, part }: AnswerOf,
  counts: ReadonlyMap<string, number>,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const id of counts.keys()) {
    const { of, counted } = readCountId(id, measure.id) ?? {};
    if (!of || counted?.measure !== measure.id || counted.part !== part) continue;
    const own = found.get(of.period) ?? new Set<string>();
    found.set(of.period, own.add(Object.keys(counted.group).sort().join()));
  }
  return found;
}

/** Throws a DataError where a table can't be of what it is said to be of, whatever its counts. */
function checkAsked({ measure, part, where, apart }: AnswerOf, { by }: Counts, file: string): void {
  const faults = where.flatMap(({ dimension }) => [
    ...(measure.dimensions.includes(dimension)
      ? []
      : [`--where: ${measure.id} has no dimension ${dimension}`]),
    ...(by.includes(dimension) ? [`--where: ${dimension} is a column of the table too`] : []),
  ]);
  if (apart.some((name) => !by.includes(name))) faults.push("--apart: names no column of the table");
  if (part === "denominator" && measure.divisor)
    faults.push(
      `--part: what ${measure.id} is divided by is ${measure.divisor.id}: --of ${measure.divisor.id}`,
    );
  else if (!additiveParts(measure).includes(part))
    faults.push(`--part: the ${part} of ${measure.id} isn't a count that adds up over groups`);
  if (faults.length > 0)
    throw new DataError(
      `${basename(file)} can't be linked to the ledger.`,
      faults,
      "A measure's header says what dimensions it has, and what it counts.",
    );
}

/** The periods of a table, by what its column of periods says; all of it is of one where it has none. */
class Periods {
  readonly column: string | null;
  readonly whole: AskedPeriod | null;
  private readonly parsed = new Map<string, AskedPeriod>();

  constructor({ measure, period }: AnswerOf, { by, rows }: Counts, file: string) {
    const fault = (bullets: string[], nextStep: string) =>
      new DataError(`${basename(file)} can't be linked to the ledger.`, bullets, nextStep);
    const named = by.filter((name) => periodColumns.includes(name) && !measure.dimensions.includes(name));
    if (named.length > 1)
      throw fault([`columns ${asText(named)}: both are periods`], "Keep the finer of the two.");
    this.column = named[0] ?? null;
    this.whole = period === null ? null : parsePeriod(period);
    if (this.column === null) {
      if (this.whole === null)
        throw fault(
          ["no period"],
          `Say which it counts with --period, or in a column called ${periodColumns.join(" or ")}.`,
        );
      return;
    }
    if (measure.time !== "flow")
      throw fault(
        [
          `column ${this.column}: ${measure.id} is counted at the end of a period, and doesn't add up over periods`,
        ],
        "Make an answer of each period, named with --period.",
      );
    const place = by.indexOf(this.column);
    const unclear: number[] = [];
    for (const { values, row } of rows) {
      const text = values[place] ?? "";
      const period = askPeriod(text);
      if (period === null) unclear.push(row);
      else this.parsed.set(text, period);
    }
    const kinds = new Set([...this.parsed.values()].map(({ kind }) => kind));
    const labels = new Set([...this.parsed.values()].map(({ label }) => label));
    const faults = [
      ...(unclear.length > 0 ? [`column ${this.column}: no period, in ${sayRows(unclear)}`] : []),
      ...(kinds.size > 1 ? [`column ${this.column}: has periods of several kinds`] : []),
      ...(labels.size < this.parsed.size ? [`column ${this.column}: has one period in two forms`] : []),
    ];
    if (faults.length > 0) throw fault(faults, `A period is as in the edition: ${periodForms()}.`);
  }

  /** The period of a group; of one of several periods that aren't said to be one, all of them by name. */
  of(values: Values): AskedPeriod {
    const own = this.column === null ? undefined : values[this.column];
    // An earlier answer's table may have a period that this one hasn't.
    if (own !== undefined)
      return this.parsed.get(own) ?? askPeriod(own) ?? { kind: "as-at", label: own, to: own };
    if (this.whole) return this.whole;
    const all = [...this.parsed.values()].sort((a, b) => (a.to < b.to ? -1 : 1));
    if (all.length === 1 && all[0]) return all[0];
    return { kind: "as-at", label: asText(all.map(({ label }) => label)), to: all.at(-1)?.to ?? "" };
  }

  /** Whether a group is of several periods that aren't said to be one: the ledger has no such count. */
  isOfSeveral(values: Values): boolean {
    return this.column !== null && this.whole === null && values[this.column] === undefined;
  }
}

/** Of a stock, the last day of a period on which it was counted. */
function takenOn({ from, to }: AskedPeriod, days: Iterable<string>): string {
  const within = [...days].filter((day) => (from === undefined ? day === to : day >= from && day <= to));
  return within.sort().at(-1) ?? to;
}

/** A group without the columns it is the total of. */
export const valuesOf = (by: readonly string[], { values }: Pick<Group, "values">): Values =>
  Object.fromEntries(
    by.flatMap((name, place) => (values[place] === total ? [] : [[name, values[place] ?? ""]])),
  );

/**
 * Names each count of an answer's table as releases name theirs, so that one count is one cell: of a measure's part, in a
 * period, of groups. Columns called as a dimension of the measure have the edition's groups; any other breaks them down
 * further. Throws a DataError that names measure, period, columns and rows where a count isn't what the ledger's last release
 * that has it says, where a period or label isn't the edition's, and where nothing of the table is in the ledger: a count that
 * isn't linked could give away what is hidden.
 */
export function linkAnswer(
  table: Counts,
  groups: readonly Group[],
  asked: AnswerOf,
  ledger: Ledger,
  file: string,
): AnswerLink {
  const { releases, answers } = ledger;
  const { measure, part } = asked;
  const spelling = new Spelling(measure, ledger, asked.planned);
  const where = asked.where.map(({ dimension, value }) => {
    const column = spelling.column(dimension);
    return { dimension: column, value: spelling.label(column, value) };
  });
  const counts = spelling.table(table, file);
  const of = { ...asked, where, apart: asked.apart.map((name) => spelling.column(name)) };
  checkAsked(of, counts, file);
  const { by, rows } = counts;
  const periods = new Periods(of, counts, file);
  const released = countsIn(releases.map(({ disclosure }) => disclosure));
  const breakdowns = breakdownsOf(of, released);
  const fixed = Object.fromEntries(where.map(({ dimension, value }) => [dimension, value]));
  const ownGroup = (values: Values): Values => ({
    ...Object.fromEntries(Object.entries(values).filter(([name]) => name !== periods.column)),
    ...fixed,
  });
  const datedOf = (values: Values): Dated => {
    const period = periods.of(values);
    const taken_on = measure.time === "flow" ? null : takenOn(period, breakdowns.keys());
    const { kind: period_kind, label, to: period_end } = period;
    return { period: label, period_kind, period_end, taken_on, divided_on: null };
  };
  const countOf = (values: Values, of: CountPart = part) =>
    groupCount(measure, ownGroup(values), datedOf(values), of);
  const idOf = (values: Values, of: CountPart = part) => countOf(values, of).id;
  const daysOf = (values: Values) => countOf(values).of.period;

  const inRows = (values: Values) =>
    rows
      .filter((row) =>
        by.every((name, place) => values[name] === undefined || values[name] === row.values[place]),
      )
      .map(({ row }) => row);
  const say = (values: Values) => {
    const names = Object.keys(values);
    const period = periods.of(values).label;
    const columns = names.length === 0 ? "all rows" : `by ${asText(names)}, ${sayRows(inRows(values))}`;
    return `${measure.id}${part === "numerator" ? "" : `, its ${part}`}, ${period}: ${columns}`;
  };
  const told = groups.map((group) => ({
    values: spelling.group(valuesOf(table.by, group)),
    count: group.count,
  }));
  // Totals first: what is wrong with them says most.
  const inOrder = told.toSorted((a, b) => Object.keys(a.values).length - Object.keys(b.values).length);

  const isOfEdition = ({ values }: { values: Values }) =>
    !periods.isOfSeveral(values) && breakdowns.has(daysOf(values));
  if (!inOrder.some(({ values }) => released.has(idOf(values)))) throw notFound(of, breakdowns, file);
  const outside = inOrder.filter((one) => !periods.isOfSeveral(one.values) && !isOfEdition(one));
  const unlisted = inOrder.filter(
    ({ values, count }) =>
      count > 0 &&
      !released.has(idOf(values)) &&
      breakdowns.get(daysOf(values))?.has(Object.keys(ownGroup(values)).sort().join()) === true &&
      !periods.isOfSeveral(values),
  );
  const differing = inOrder.filter(({ values, count }) => (released.get(idOf(values)) ?? count) !== count);
  const faults = [
    ...outside.map(({ values }) => `${say(values)}: the ledger has no such period of it`),
    ...unlisted.map(({ values }) => `${say(values)}: a group that the edition doesn't have`),
    ...differing.map(({ values }) => `${say(values)}: another count than the edition's`),
  ];
  if (faults.length > 0)
    throw new DataError(
      `${basename(file)} isn't what the ledger says of it.`,
      faults,
      "Count what the edition did, by its labels and periods, or say with --of, --part, --period and --where what the table is of. What has come since goes into a release first.",
    );
  const columns = [...by, ...Object.keys(fixed)];
  const dated = told.map(({ values, count }) => ({
    values: ownGroup(values),
    part,
    count,
    days: daysOf(values),
  }));
  refuseOtherNames({ columns, told: dated }, of, ledger, file);
  const all = new Map([...countsIn(answers.map(({ disclosure }) => disclosure)), ...released]);
  return {
    countOf: (values) => countOf(spelling.group(values)),
    found: inOrder.filter(({ values }) => released.has(idOf(values))).length,
    rests: restsOf(of, told, idOf, all),
  };
}

function notFound(
  { measure, part, period }: AnswerOf,
  there: ReadonlyMap<string, unknown>,
  file: string,
): DataError {
  const days = [...there.keys()].sort();
  const bullet =
    days.length === 0
      ? `${measure.id}: no release has its ${part}`
      : `${measure.id}: the ledger has it of ${plural(days.length, "period")}, ${days[0]} to ${days.at(-1)}${period === null ? "" : `, and not as the table counts ${period}`}`;
  return new DataError(
    `Nothing of ${basename(file)} is in the ledger.`,
    [bullet],
    "Name a measure with --of, and with --period a period, that are published. A table of what never was is protected without --with.",
  );
}

/** A count that has gone out, in an answer's table that it isn't a count of: what it is beside is said where it went out. */
const toOther = (id: string, count: number): Cell => ({ id, count, shown: false, safe: true });

/**
 * What is left of one part by another, which is a count too: where the other part of an answer's count has gone out and
 * what the two leave hasn't. Never shown by itself.
 */
function restsOf(
  { measure, part }: AnswerOf,
  told: readonly { values: Values; count: number }[],
  idOf: (values: Values, part?: CountPart) => string,
  out: ReadonlyMap<string, number>,
): Table[] {
  if (part === "rest" || !additiveParts(measure).includes("rest")) return [];
  const other = part === "numerator" ? "denominator" : "numerator";
  return told.flatMap(({ values, count }): Table[] => {
    const [id, otherId, restId] = [idOf(values), idOf(values, other), idOf(values, "rest")];
    const otherCount = out.get(otherId);
    if (otherCount === undefined || out.has(restId)) return [];
    const [whole, lesser] = otherCount >= count ? [otherId, id] : [id, otherId];
    return [
      {
        name: `what is left of ${measure.id}`,
        cells: [
          toOther(otherId, otherCount),
          { id: restId, count: Math.abs(otherCount - count), shown: false },
        ],
        sums: [{ total: whole, parts: [lesser, restId] }],
      },
    ];
  });
}

/**
 * What counts of an answer that haven't gone out come to among all that have, searched for as among a release's: that
 * the cases of one outcome are another measure's. It takes months, quarters or years enough not to be chance. `table` has
 * the answer's counts by their names among releases.
 */
export function findAnswerIdentities(table: Table, { releases, answers }: Ledger): Table[] {
  const records = [...releases, ...answers].map(({ disclosure }) => disclosure);
  const out = countsIn(records);
  const own = new Set(table.cells.map(({ id }) => id));
  const others = {
    name: "what has gone out",
    cells: [...out].flatMap(([id, count]): Cell[] => {
      if (own.has(id)) return [];
      const { of } = readCountId(id) ?? {};
      return [{ id, count, ...(of ? { of } : {}) }];
    }),
    sums: records.slice(releases.length - 1).flatMap(({ sums }) => sums),
  };
  const found = findIdentities([table, others]).filter(isSure);
  const isNew = ({ cell }: { cell: string }) => own.has(cell) && !out.has(cell);
  const ofAnswer = found.filter(({ bounds }) => bounds.some(({ terms }) => terms.some(isNew)));
  return toTables(ofAnswer).map((table) => {
    const ids = new Set((table.bounds ?? []).flatMap(({ terms }) => terms.map(({ cell }) => cell)));
    // With the counts as they are now: a later release may revise them, and then it is of others.
    const cells = [...ids].filter((id) => !own.has(id)).map((id) => toOther(id, out.get(id) ?? 0));
    return { ...table, cells };
  });
}
