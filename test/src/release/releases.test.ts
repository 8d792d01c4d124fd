import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeDemonstration } from "../../../data/demonstration/demonstration.ts";
import { endOfMonth, monthsBetween } from "../../../loaders/dates.ts";
import { readOffice } from "../../../loaders/office.ts";
import { everything } from "../../../src/disclosure/knowledge.ts";
import type { EarlierRelease } from "../../../src/disclosure/linkReleases.ts";
import { toEarlier, toRecord } from "../../../src/disclosure/record.ts";
import type { Suppression } from "../../../src/disclosure/suppress.ts";
import type { Table } from "../../../src/disclosure/tables.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { programSettings } from "../../../src/project.ts";
import { type Attacked, attackReleases } from "../../../src/release/attackReleases.ts";
import { type FigureTable, figureId } from "../../../src/release/countTables.ts";
import { findSmallChanges, type Given } from "../../../src/release/keptBack.ts";
import { type Plan, readPlan } from "../../../src/release/plan.ts";
import { type PlanFigures, planFigures } from "../../../src/release/planFigures.ts";
import { type PublicFigures, toPublicFigures } from "../../../src/release/publicFigures.ts";
import { isToDate } from "../../../src/release/yearsToDate.ts";
import { buildWarehouse, type Warehouse } from "../../../src/warehouse/warehouse.ts";
import { officeOf } from "../../endToEnd/office.ts";
import { isLong } from "../../gear.ts";

const home = mkdtempSync(join(tmpdir(), "candour-releases-"));
const own = { extracts: join(home, "extracts"), landing: join(home, "landing") };
/** In the short gear what came since 2019: two years before the first of the releases. */
const { extracts, landing } = isLong ? own : officeOf("since-2019", { from: "2019-04-01" });
const all = monthsBetween("2020-04", "2022-03");
/** Each month's release, or one in twelve, the last among them. */
const months = all.filter((_, place) => isLong || place % 12 === 11);

afterAll(() => rmSync(home, { recursive: true }));

/** The plan's figures of the extracts received by a day. */
async function figuresOf(asAt: string): Promise<{ warehouse: Warehouse; plan: Plan; planned: PlanFigures }> {
  const log = () => undefined;
  const warehouse = await buildWarehouse({ extracts, landing, asAt, log });
  const { connection, definitions, context } = warehouse;
  const plan = readPlan("test/src/release/plan.yaml", definitions, readOffice(programSettings));
  return { warehouse, plan, planned: await planFigures(connection, plan, definitions, context) };
}

/** The figures of the periods that are over, since April 2018. */
const upTo = (planned: readonly FigureTable[], day: string): FigureTable[] =>
  planned.map((table) => ({
    ...table,
    figures: table.figures.filter(
      ({ period_start, period_end }) => period_end <= day && period_start >= "2018-04-01",
    ),
  }));

/**
 * What hiding 'two in each row and column' hides: every unsafe count and, in each sum where it is the only one hidden,
 * the least other.
 */
function twoInEach(tables: readonly Table[], threshold: number): Map<string, number> {
  const counts = new Map(tables.flatMap(({ cells }) => cells.map((cell) => [cell.id, cell.count])));
  const shown = new Set(
    tables.flatMap(({ cells }) => cells.filter((cell) => cell.shown ?? true).map(({ id }) => id)),
  );
  const hidden = new Set([...counts].filter(([, count]) => count > 0 && count < threshold).map(([id]) => id));
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const { parts } of tables.flatMap(({ sums }) => sums)) {
      if (parts.filter((id) => hidden.has(id)).length !== 1) continue;
      const [least] = parts
        .filter((id) => !hidden.has(id) && (counts.get(id) ?? 0) > 0)
        .sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
      if (least === undefined) continue;
      hidden.add(least);
      isSettled = false;
    }
  }
  return new Map([...hidden].filter((id) => shown.has(id)).map((id) => [id, counts.get(id) ?? 0]));
}

/** What comes to what its parts do may change by few, and a year to date is always that. */
const sayingNothing = (asPublished: ReadonlySet<string>) => ({
  threshold: 5,
  isRevised: (figure: Figure) => asPublished.has(figureId(figure)) || isToDate(figure),
});

const settings = { threshold: 5, protect_zeros: false, of: {} };

function recordOf(release: string, tables: readonly Table[], suppression: Suppression): EarlierRelease {
  return toEarlier(toRecord({ release, signedBy: "Statistics", settings, files: {}, tables, suppression }));
}

/** What an attack places, and what it tells the only one of a count, but for what a release warns that it leaves to them. */
const toldIn = ({ exposed, told }: Attacked, { leftToSingletons }: Suppression): string[] => [
  ...exposed,
  ...told
    .filter(({ cell }) => !leftToSingletons.has(cell))
    .map(({ cell, singleton }) => `${cell}, by the one of ${singleton}`),
];

it(`${months.length} releases in a row and a reissue, attacked together, give no small count away`, async () => {
  if (isLong) await writeDemonstration({ out: extracts, scale: 0.1, log: () => undefined });
  // A year of releases from what had come by its end, its last issued again from all, and a year from all: late rows revise it.
  const early = await figuresOf("2021-04-10");
  const late = await figuresOf("2022-04-30");
  const releases: EarlierRelease[] = [];
  const readers = new Map<string, Given>();
  let last: Pick<PublicFigures, "tables" | "suppression"> | undefined;
  let attacked: Attacked | undefined;
  const kept: number[] = [];
  const firstYear = months.filter((month) => month <= early.warehouse.context.asAt.slice(0, 7));
  const made = [
    ...firstYear.map((month) => ({ month, name: month, from: early })),
    ...firstYear.slice(-1).map((month) => ({ month, name: `${month}, reissue 1`, from: late })),
    ...months.slice(firstYear.length).map((month) => ({ month, name: month, from: late })),
  ];
  for (const { month, name, from } of made) {
    const { plan, planned } = from;
    const given = upTo(planned.tables, endOfMonth(month));
    const behind = upTo(planned.behind, endOfMonth(month));
    const { tables, suppression, figures, asPublished } = await toPublicFigures(
      ...([
        given,
        plan,
        releases,
        behind,
        everything,
        { given: readers, boundaries: from.warehouse.context },
      ] as const),
    );
    expect(findSmallChanges(figures, { given: readers, ...sayingNothing(asPublished) })).toEqual([]);
    for (const { value, numerator, denominator, ...figure } of figures)
      if (value !== null) readers.set(figureId(figure), { value, numerator, denominator });
    const own = recordOf(name, tables, suppression);
    // What is out tells by itself, with what this release says of how counts add up, no release can mend.
    const unshown = { ...own, cells: own.cells.map((cell) => ({ ...cell, shown: false })) };
    const already = await attackReleases([...releases, unshown], 5);
    const gone = new Set(toldIn(already, suppression));
    releases.push(own);
    attacked = await attackReleases(releases, 5);
    expect({ name, told: toldIn(attacked, suppression).filter((one) => !gone.has(one)) }).toEqual({
      name,
      told: [],
    });
    kept.push(asPublished.size);
    last = { tables, suppression };
  }
  if (!attacked) throw new Error("missing releases");
  expect(releases).toHaveLength(months.length + 1);
  expect(Math.max(...kept)).toBeGreaterThan(0);
  expect(attacked.unsafe).toBeGreaterThan(100);
  expect(attacked.exposed).toEqual([]);
  if (!last) throw new Error("missing releases");
  const { tables, suppression } = last;
  const simple = twoInEach(tables, 5);
  const hidden = new Map([...simple.keys()].map((id) => [id, { lower: 0, upper: Number.POSITIVE_INFINITY }]));
  const broken = await attackReleases([recordOf("simple", tables, { ...suppression, hidden })], 5);
  const sum = [...simple.values()].reduce((all, count) => all + count, 0);
  console.info(
    `${releases.length} releases: ${attacked.cells} counts, ${attacked.unsafe} unsafe, none given away. The last hides ${suppression.hiddenTotal} in all; two in each row and column would hide ${sum} and give ${broken.exposed.length} away. As published before: ${kept.join(", ")}.`,
  );
});
