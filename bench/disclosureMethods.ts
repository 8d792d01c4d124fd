import { createHash } from "node:crypto";
import { attackLinked } from "../src/disclosure/feasible.ts";
import { openProgram, withSolver } from "../src/disclosure/linearProgram.ts";
import { type Linked, linkReleases } from "../src/disclosure/linkReleases.ts";
import { toProblems } from "../src/disclosure/problem.ts";
import { roundingInterval } from "../src/disclosure/rounding.ts";
import type { Figure } from "../src/measures/figure.ts";
import { type Boundaries, withLimits } from "../src/measures/judge.ts";
import { countId, type FigureTable, figureId } from "../src/release/countTables.ts";
import type { Plan } from "../src/release/plan.ts";
import { toCountTables, toPublicFigures } from "../src/release/publicFigures.ts";
import { isToDate } from "../src/release/yearsToDate.ts";

const base = 5;

/** From 0 to 1, the same for the same cell: what a key would make of it. */
const drawnFor = (id: string): number =>
  createHash("sha256").update(`bench ${id}`).digest().readUInt32BE(0) / 2 ** 32;

/**
 * A count rounded to a multiple of `base`, up or down by chance so that on average nothing is lost: the same count of the
 * same cell always comes to the same. `drawn` is from 0 to 1, by a key and what the cell is. What is a multiple stays.
 */
function roundRandomly(count: number, base: number, drawn: number): number {
  const over = count % base;
  return count - over + (drawn < over / base ? base : 0);
}

const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)}%`;

/** Shares of rounded counts, and counts that are rounded, with what their series say then. */
function roundTables(tables: readonly FigureTable[], boundaries: Boundaries): FigureTable[] {
  return tables.map(({ measure, by, figures }) => {
    const rounded = figures.map((figure): Figure => {
      const of = (part: "numerator" | "denominator") => {
        const count = figure[part];
        if (count === null || !Number.isInteger(count)) return count;
        return roundRandomly(count, base, drawnFor(countId(measure, figure, part)));
      };
      const [numerator, denominator] = [of("numerator"), of("denominator")];
      if (figure.value === null || numerator === null) return figure;
      if (figure.value === figure.numerator) return { ...figure, numerator, value: numerator };
      if (figure.unit !== "percent" || denominator === null) return figure;
      const value = denominator === 0 ? null : Math.min(100, (100 * numerator) / denominator);
      return { ...figure, numerator, denominator, value };
    });
    return { measure, by, figures: withLimits(measure, rounded, boundaries) };
  });
}

/** What is said of a month: whether it is unusual, how a target is met, and whether it was. */
const verdictOf = ({ variation, assurance, target_status }: Figure) =>
  [variation, assurance, target_status].join();

/** How many small counts of the last years somebody would place who knows what each was rounded to. */
async function attackRounded(linked: Linked, days: (id: string) => boolean) {
  const cells = new Map([...linked.cells].filter(([id]) => days(id)));
  const within = (terms: readonly { cell: string }[]) => terms.every(({ cell }) => cells.has(cell));
  const part: Linked = {
    cells: new Map([...cells].map(([id, cell]) => [id, { ...cell, isShown: false, atLeast: 0 }])),
    equations: linked.equations.filter(({ terms }) => within(terms)),
    bounds: linked.bounds.filter(({ terms }) => within(terms)),
  };
  const ends = (id: string, count: number) =>
    roundingInterval(roundRandomly(count, base, drawnFor(id)), base);
  return withSolver((highs) => {
    const found = { small: 0, exact: 0, some: 0 };
    for (const problem of toProblems(part, false)) {
      const bounds = problem.ids.map((id, column) =>
        Number.isInteger(problem.counts[column]) && !id.includes(" rest ")
          ? ends(id, problem.counts[column] ?? 0)
          : { lower: 0, upper: Number.POSITIVE_INFINITY },
      );
      const program = openProgram(
        highs,
        {
          lower: Float64Array.from(bounds, ({ lower }) => lower),
          upper: Float64Array.from(bounds, ({ upper }) => upper),
          cost: new Float64Array(bounds.length),
        },
        problem.rows,
      );
      for (const column of problem.unsafe) {
        const [least, most] = [1, -1].map((sign) => {
          program.setCost(column, sign);
          const { value } = program.minimise();
          program.setCost(column, 0);
          return sign * value;
        });
        const [lower, upper] = [Math.ceil((least ?? 0) - 1e-6), Math.floor((most ?? 0) + 1e-6)];
        found.small++;
        if (lower === upper) found.exact++;
        if (lower >= 1 && upper < base) found.some++;
      }
      program.close();
    }
    return found;
  });
}

/** Prints what hiding and rounding each cost and give away, of the same figures. */
export async function compareMethods(
  tables: readonly FigureTable[],
  behind: readonly FigureTable[],
  plan: Plan,
  boundaries: Boundaries,
): Promise<void> {
  const asked = tables.map((one) => ({ ...one, figures: one.figures.filter((figure) => !isToDate(figure)) }));
  const inside = asked.flatMap(({ figures }) => figures).filter(({ value }) => value !== null);
  const hidden = await toPublicFigures(asked, plan, [], behind);
  const shown = hidden.figures.filter(({ value }) => value !== null);
  const judged = inside.filter((figure) => figure.variation !== "");
  const stillJudged = hidden.figures.filter((figure) => figure.variation !== "");
  const { tables: counted } = toCountTables(asked, plan, behind);
  const isUnsafe = ({ count }: { count: number }) => count > 0 && count < plan.threshold;
  const linked = linkReleases({ tables: counted, earlier: [], isUnsafe, isZeroShown: true, growing: false });
  const intervals = await attackLinked(linked, new Set(hidden.suppression.hidden.keys()));
  const exact = [...intervals].filter(([id, { lower, upper }]) => {
    const cell = linked.cells.get(id);
    return cell?.isUnsafe && upper - lower < 1;
  });
  console.log("Hiding small counts, and what would give them away:");
  console.log(
    `  figures shown      ${shown.length} of ${inside.length} (${percent(shown.length, inside.length)}), each as it is`,
  );
  console.log(`  months judged      ${stillJudged.length} of ${judged.length}, each as inside`);
  console.log(
    `  small counts       ${hidden.suppression.unsafe.size}, ${exact.length} of them exact to an attacker`,
  );

  const rounded = roundTables(asked, boundaries);
  const before = new Map(inside.map((figure) => [figureId(figure), figure]));
  let [far, further, shares, others, ofJudged] = [0, 0, 0, 0, 0];
  for (const figure of rounded.flatMap(({ figures }) => figures)) {
    const was = before.get(figureId(figure));
    if (!was) continue;
    if (figure.unit === "percent") {
      shares++;
      const off = figure.value === null ? 100 : Math.abs(figure.value - (was.value ?? 0));
      if (off > 1) far++;
      if (off > 5) further++;
    }
    if (was.variation === "" && was.target_status === "") continue;
    ofJudged++;
    if (verdictOf(figure) !== verdictOf(was)) others++;
  }
  const misses = counted.flatMap(({ sums }) =>
    sums.flatMap(({ total, parts }) => {
      const of = (id: string) => roundRandomly(linked.cells.get(id)?.count ?? 0, base, drawnFor(id));
      return parts.length > 1 && !total.includes(" rest ") && parts.every((id) => !id.includes(" rest "))
        ? [parts.reduce((sum, id) => sum + of(id), 0) - of(total)]
        : [];
    }),
  );
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
  const from = `${Number(lastYear(asked)) - 1}`;
  const found = await attackRounded(linked, (id) => (id.split("|").at(-1) ?? "").replace("on ", "") >= from);
  console.log("Rounding every count to 5, up or down by a key:");
  console.log(
    `  figures shown      ${inside.length} of ${inside.length}; of ${shares} shares ${far} are off by more than 1 point, ${further} by more than 5`,
  );
  console.log(
    `  verdicts           ${others} of ${ofJudged} are others than inside (${percent(others, ofJudged)})`,
  );
  console.log(
    `  sums               off by ${mean.toFixed(2)} on average, by ${Math.max(...misses.map(Math.abs))} at most`,
  );
  console.log(
    `  small counts       of ${found.small} in the last two years ${found.exact} are exact to an attacker, ${found.some} known to be from 1 to 4`,
  );
}

const lastYear = (tables: readonly FigureTable[]) =>
  tables
    .flatMap(({ figures }) => figures.map(({ period_end }) => period_end.slice(0, 4)))
    .sort()
    .at(-1);
