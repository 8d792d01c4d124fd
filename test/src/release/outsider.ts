import { readFileSync } from "node:fs";
import { join as pathOf } from "node:path";
import highs, { type Highs } from "highs";

/**
 * An attack from outside, which shares no code with the project's own: all it reads is `data/figures.csv` of each
 * published release. It knows that what is hidden where zeros are shown is one at least, that groups, months and quarters
 * add up wherever nothing shown says otherwise, and identities between measures.
 */

interface Row {
  measure: string;
  period: string;
  period_start: string;
  period_end: string;
  breakdown: string;
  group: string;
  numerator: number | null;
  denominator: number | null;
  unit: string;
  status: string;
}

/** `of` are counts by name, without their period: the first is the sum of the others. */
export type Identity = readonly string[];

/** What is there at the end of a period and what went in it is what was there before and what came: counts by name. */
export interface Flow {
  stock: string;
  came: readonly string[];
  went: readonly string[];
}

/** A hidden count that could be placed: the least and the most it can be. */
export interface Placed {
  count: string;
  lower: number;
  upper: number;
}

function parseCsv(text: string): Record<string, string>[] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    line.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  const [names = [], ...rows] = lines.filter((cells) => cells.length > 1);
  return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
}

const numberIn = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text));

function readRelease(folder: string): Row[] {
  return parseCsv(readFileSync(pathOf(folder, "data", "figures.csv"), "utf8")).map((row) => ({
    ...(row as unknown as Row),
    numerator: numberIn(row.numerator),
    denominator: numberIn(row.denominator),
  }));
}

/** What is known of one count: `null` is hidden, or nowhere published. */
type Counts = Map<string, { value: number | null; least: number; isUnpublished?: boolean }>;
interface Equation {
  whole: string;
  parts: string[];
}

const nameOf = (row: Row, part: string) =>
  `${row.measure} ${part}${row.breakdown === "" ? "" : ` by ${row.breakdown}=${row.group}`}`;
const cellOf = (row: Row, part: string) => `${nameOf(row, part)}|${row.period}`;

function countsOf(rows: readonly Row[], allOrNone: number): { counts: Counts; rests: Equation[] } {
  const counts: Counts = new Map();
  const rests: Equation[] = [];
  for (const row of rows) {
    if (row.status === "x" || row.status === "z") continue;
    const isHidden = row.status === "c";
    const least = row.unit === "FTE" ? 0 : 1;
    // Where none or all of a small group is hidden too, what is hidden of one may be none.
    const mayBeNone = row.unit === "percent" && (row.denominator ?? 0) < allOrNone;
    if (row.numerator !== null || isHidden)
      counts.set(cellOf(row, "numerator"), { value: row.numerator, least: mayBeNone ? 0 : least });
    if (row.unit !== "percent") continue;
    counts.set(cellOf(row, "denominator"), { value: row.denominator, least });
    counts.set(cellOf(row, "rest"), { value: null, least: 0 });
    rests.push({ whole: cellOf(row, "denominator"), parts: [cellOf(row, "numerator"), cellOf(row, "rest")] });
  }
  return { counts, rests };
}

/** Sums of one kind, such as a measure's groups: kept when nothing that is shown contradicts them. */
function trusted(candidates: ReadonlyMap<string, Equation[]>, counts: Counts): Equation[] {
  const shownIn = (cell: string) => counts.get(cell)?.value ?? null;
  return [...candidates.values()].flatMap((equations) => {
    const all = equations.filter(({ whole, parts }) => [whole, ...parts].every((cell) => counts.has(cell)));
    const isTrue = all.every(({ whole, parts }) => {
      const values = [whole, ...parts].map(shownIn);
      if (values.some((value) => value === null)) return true;
      const [total = 0, ...numbers] = values.map(Number);
      return Math.abs(numbers.reduce((sum, one) => sum + one, 0) - total) < 1e-6;
    });
    return isTrue ? all : [];
  });
}

function candidatesOf(rows: readonly Row[]): Map<string, Equation[]> {
  const found = new Map<string, Equation[]>();
  const add = (kind: string, equation: Equation) => found.set(kind, [...(found.get(kind) ?? []), equation]);
  const groups = new Map<string, Row[]>();
  const periods = new Map<string, Row[]>();
  for (const row of rows) {
    const group = `${row.measure}|${row.breakdown}|${row.period}`;
    groups.set(group, [...(groups.get(group) ?? []), row]);
    const series = `${row.measure}|${row.breakdown}|${row.group}`;
    periods.set(series, [...(periods.get(series) ?? []), row]);
  }
  for (const part of ["numerator", "denominator"]) {
    for (const members of groups.values()) {
      const [first] = members;
      if (!first || first.breakdown === "" || members.some(({ status }) => status === "x")) continue;
      const totals = first.breakdown.split(",").length > 1 ? first.breakdown.split(",") : [""];
      for (const kept of totals) {
        const at = first.breakdown.split(",").indexOf(kept);
        const wholes = new Map<string, Row[]>();
        for (const row of members) {
          const group = kept === "" ? "" : (row.group.split(" · ")[at] ?? "");
          wholes.set(group, [...(wholes.get(group) ?? []), row]);
        }
        for (const [group, of] of wholes)
          add(`${first.measure} ${part} ${first.breakdown} ${kept}`, {
            whole: cellOf({ ...first, breakdown: kept, group }, part),
            parts: of.map((row) => cellOf(row, part)),
          });
      }
    }
    for (const series of periods.values())
      for (const whole of series.filter(({ period }) => period.includes("/"))) {
        const inside = series.filter(
          (one) =>
            one !== whole && one.period_start >= whole.period_start && one.period_end <= whole.period_end,
        );
        const months = inside.filter(({ period }) => /^\d{4}-\d{2}$/.test(period));
        const quarters = inside.filter(({ period }) => period.includes("Q"));
        for (const [parts, size] of [
          [months, whole.period.includes("Q") ? 3 : 12],
          [quarters, 4],
        ] as const)
          if (parts.length === size)
            add(`${whole.measure} ${part} ${whole.breakdown} over time ${size}`, {
              whole: cellOf(whole, part),
              parts: parts.map((row) => cellOf(row, part)),
            });
      }
  }
  return found;
}

function identitiesIn(counts: Counts, identities: readonly Identity[]): Map<string, Equation[]> {
  const periods = new Set([...counts.keys()].map((cell) => cell.split("|").at(-1) ?? ""));
  return new Map(
    identities.map(([whole = "", ...parts]) => [
      `identity ${whole}`,
      [...periods].map((period) => ({
        whole: `${whole}|${period}`,
        parts: parts.map((part) => `${part}|${period}`),
      })),
    ]),
  );
}

/** The flows of each period whose two ends are in the release, as sums of one whole that nobody tells. */
function flowsIn(rows: readonly Row[], counts: Counts, flows: readonly Flow[]): Map<string, Equation[]> {
  const spans = new Map(
    rows.map(({ period, period_start, period_end }) => [period, { period_start, period_end }]),
  );
  const endsOf = (name: string) =>
    new Map(
      [...spans].flatMap(([period, { period_end }]) => {
        const cell = `${name}|${period}`;
        return counts.has(cell) ? [[period_end, cell] as const] : [];
      }),
    );
  const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  const found = new Map<string, Equation[]>();
  for (const { stock, came, went } of flows) {
    const ends = endsOf(stock);
    const equations = [...spans].flatMap(([period, { period_start, period_end }]): Equation[][] => {
      const [before, after] = [ends.get(dayBefore(period_start)), ends.get(period_end)];
      if (before === undefined || after === undefined) return [];
      const whole = `${stock} rest of the flow|${period}`;
      const inPeriod = (names: readonly string[]) => names.map((name) => `${name}|${period}`);
      const sides = [
        { whole, parts: [before, ...inPeriod(came)] },
        { whole, parts: [after, ...inPeriod(went)] },
      ];
      for (const cell of [...inPeriod(came), ...inPeriod(went)])
        if (!counts.has(cell)) counts.set(cell, { value: null, least: 0, isUnpublished: true });
      return [sides];
    });
    const shown = (cells: readonly string[]) => cells.map((cell) => counts.get(cell)?.value ?? Number.NaN);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    // One flow that the shown figures contradict, and none of its kind is to be trusted.
    const isTrue = equations.every(([one, other]) => {
      const [was, is] = [sum(shown(one?.parts ?? [])), sum(shown(other?.parts ?? []))];
      return Number.isNaN(was) || Number.isNaN(is) || was === is;
    });
    if (!isTrue) continue;
    for (const { whole } of equations.flat()) counts.set(whole, { value: null, least: 0 });
    found.set(`flow ${stock}`, equations.flat());
  }
  return found;
}

let solver: Promise<Highs> | undefined;

/**
 * Every hidden count that all the releases together place: under `threshold` for certain, or to the digit. A count that
 * is shown in one release and hidden in another is taken not to have changed, unless that can't be. Each of `ones` is
 * known in turn, as to whoever is the only one of it. A share of none or all of a group of fewer than `allOrNone` is hidden.
 */
export async function placeHidden(
  folders: readonly string[],
  identities: readonly Identity[],
  threshold: number,
  flows: readonly Flow[] = [],
  ones: readonly string[] = [],
  allOrNone = 0,
): Promise<{ hidden: number; placed: Placed[] }> {
  const releases = folders.map((folder): Release => {
    const rows = readRelease(folder);
    const own = countsOf(rows, allOrNone);
    const sums = trusted(candidatesOf(rows), own.counts);
    const known = trusted(identitiesIn(own.counts, identities), own.counts);
    forgetZeros(own.counts, known, allOrNone);
    const all = [...own.rests, ...sums, ...known, ...[...flowsIn(rows, own.counts, flows).values()].flat()];
    return { counts: own.counts, equations: all };
  });
  const revised = findRevised(releases);
  for (;;) {
    const { counts, equations } = join(releases, revised);
    const placed: Placed[] = [];
    const before = revised.size;
    for (const part of splitUp(counts, equations)) {
      const found = await solve(part, counts, threshold);
      // Nothing fits, so some count here was revised while it was hidden.
      if (found === null) for (const cell of part.cells) revised.add(cell.split("@")[0] ?? cell);
      else placed.push(...found);
    }
    if (revised.size > before) continue;
    for (const one of ones) placed.push(...(await placeByOne(one, counts, equations, threshold)));
    const hidden = [...counts].filter(
      ([cell, { value, isUnpublished }]) => value === null && !isUnpublished && !cell.includes(" rest"),
    );
    return { hidden: hidden.length, placed };
  }
}

/** What whoever is the only one of a count can place with it, but for what follows from that alone. */
async function placeByOne(
  one: string,
  counts: Counts,
  equations: readonly Equation[],
  threshold: number,
): Promise<Placed[]> {
  if (counts.get(one)?.value !== null) return [];
  const byOne = async (all: Counts): Promise<Placed[]> => {
    const known: Counts = new Map([...all, [one, { value: 1, least: 1 }]]);
    const beside = splitUp(all, equations).find(({ cells }) => cells.includes(one))?.cells ?? [];
    const own = splitUp(known, equations).filter(({ cells }) => cells.some((cell) => beside.includes(cell)));
    const found: Placed[] = [];
    for (const part of own) found.push(...((await solve(part, known, threshold)) ?? []));
    return found;
  };
  const found = (await byOne(counts)).filter(({ upper }) => upper < threshold - 1e-6);
  if (found.length === 0) return [];
  const unknown: Counts = new Map(
    [...counts].map(([cell, count]) => [cell, { ...count, value: count.value === 0 ? 0 : null }]),
  );
  const anyhow = new Set((await byOne(unknown)).map(({ count }) => count));
  return found
    .filter(({ count }) => !anyhow.has(count))
    .map((placed) => ({ ...placed, count: `${placed.count}, by the one of ${one}` }));
}

/** Where none or all of a small group is hidden, what an identity ties to a count that may be none may be hidden and none too. */
function forgetZeros(counts: Counts, known: readonly Equation[], allOrNone: number): void {
  const mayBeNone = (cell: string) => counts.get(cell)?.value === null && counts.get(cell)?.least === 0;
  for (const { whole, parts } of allOrNone > 0 ? known : [])
    if ([whole, ...parts].some(mayBeNone))
      for (const cell of [whole, ...parts]) {
        const count = counts.get(cell);
        if (count && !cell.includes(" denominator")) counts.set(cell, { ...count, least: 0 });
      }
}

interface Release {
  counts: Counts;
  equations: Equation[];
}

/** The counts that are shown in two releases and differ. */
function findRevised(releases: readonly Release[]): Set<string> {
  const shown = new Map<string, number>();
  const revised = new Set<string>();
  for (const { counts } of releases)
    for (const [cell, { value }] of counts) {
      const known = shown.get(cell);
      if (value !== null && known !== undefined && known !== value) revised.add(cell);
      if (value !== null) shown.set(cell, value);
    }
  return revised;
}

/** All releases as one system, in which what was revised is another count in each. */
function join(releases: readonly Release[], revised: ReadonlySet<string>): Release {
  const counts: Counts = new Map();
  const equations = new Map<string, Equation>();
  for (const [index, release] of releases.entries()) {
    const nameIn = (cell: string) => (revised.has(cell) ? `${cell}@${index}` : cell);
    for (const [cell, { value, least, isUnpublished = false }] of release.counts)
      counts.set(nameIn(cell), {
        value: value ?? counts.get(nameIn(cell))?.value ?? null,
        least,
        isUnpublished: isUnpublished === true && counts.get(nameIn(cell))?.isUnpublished !== false,
      });
    for (const { whole, parts } of release.equations) {
      const renamed = { whole: nameIn(whole), parts: parts.map(nameIn) };
      equations.set(JSON.stringify(renamed), renamed);
    }
  }
  return { counts, equations: [...equations.values()] };
}

/** The unknown counts that equations join, with those equations. */
function splitUp(
  counts: Counts,
  equations: readonly Equation[],
): { cells: string[]; equations: Equation[] }[] {
  const parent = new Map<string, string>();
  const find = (cell: string): string => {
    const above = parent.get(cell) ?? cell;
    if (above === cell) return cell;
    const root = find(above);
    parent.set(cell, root);
    return root;
  };
  const unknownIn = ({ whole, parts }: Equation) =>
    [whole, ...parts].filter((cell) => counts.get(cell)?.value === null);
  for (const equation of equations) {
    const [first, ...others] = unknownIn(equation);
    for (const other of others) if (first) parent.set(find(other), find(first));
  }
  const groups = new Map<string, { cells: string[]; equations: Equation[] }>();
  for (const equation of equations) {
    const [first] = unknownIn(equation);
    if (!first) continue;
    const group = groups.get(find(first)) ?? { cells: [], equations: [] };
    groups.set(find(first), group);
    group.equations.push(equation);
    group.cells.push(...unknownIn(equation));
  }
  return [...groups.values()].map((group) => ({ ...group, cells: [...new Set(group.cells)] }));
}

/** Those of a part's counts that can be placed; null when nothing fits. */
async function solve(
  { cells, equations }: { cells: string[]; equations: Equation[] },
  counts: Counts,
  threshold: number,
): Promise<Placed[] | null> {
  solver ??= (highs as unknown as () => Promise<Highs>)();
  const names = new Map(cells.map((cell, index) => [cell, `x${index}`]));
  const rows = equations.map(({ whole, parts }, index) => {
    let known = 0;
    const terms: string[] = [];
    for (const [cell, sign] of [[whole, -1] as const, ...parts.map((part) => [part, 1] as const)]) {
      const name = names.get(cell);
      if (name) terms.push(`${sign > 0 ? "+" : "-"} 1 ${name}`);
      else known += sign * (counts.get(cell)?.value ?? 0);
    }
    return ` r${index}: ${terms.join(" ")} = ${-known}`;
  });
  const bounds = cells.map((cell, index) => ` x${index} >= ${counts.get(cell)?.least ?? 0}`);
  const placed: Placed[] = [];
  for (const cell of cells.filter((one) => !one.includes(" rest"))) {
    const ends: number[] = [];
    for (const sense of ["Minimize", "Maximize"]) {
      const text = `${sense}\n o: ${names.get(cell)}\nSubject To\n${rows.join("\n")}\nBounds\n${bounds.join("\n")}\nEnd\n`;
      const { Status, ObjectiveValue } = (await solver).solve(text, { output_flag: false });
      if (Status === "Optimal") ends.push(ObjectiveValue);
      else if (Status === "Unbounded" || Status === "Primal infeasible or unbounded")
        ends.push(Number.POSITIVE_INFINITY);
      else if (Status === "Infeasible") return null;
      else throw new Error(`${Status}: ${cell}`);
    }
    const [lower = 0, upper = 0] = ends;
    const isSmall = upper < threshold - 1e-6;
    // What nobody has published may be known, but not as a few.
    const isPlaced = counts.get(cell)?.isUnpublished
      ? isSmall && lower > 0.5
      : isSmall || upper - lower < 1e-6;
    if (isPlaced) placed.push({ count: cell, lower, upper });
  }
  return placed;
}
