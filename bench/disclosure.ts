import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOffice } from "../loaders/office.ts";
import { defaultExtracts, defaultPlan } from "../src/commands/defaults.ts";
import { attack } from "../src/disclosure/attack.ts";
import { toEquation } from "../src/disclosure/equations.ts";
import { everything, type Knowledge } from "../src/disclosure/knowledge.ts";
import { suppress } from "../src/disclosure/suppress.ts";
import { addTotals, type Group, total } from "../src/disclosure/tables.ts";
import { programSettings } from "../src/project.ts";
import { readPlan } from "../src/release/plan.ts";
import { planFigures } from "../src/release/planFigures.ts";
import { toPublicFigures } from "../src/release/publicFigures.ts";
import { buildWarehouse } from "../src/warehouse/warehouse.ts";
import { compareMethods } from "./disclosureMethods.ts";

const threshold = 5;

/** Counts that are much smaller in some groups than in others; the same every time. */
function invent(sizes: readonly number[], mean: number): { values: string[]; count: number }[] {
  let state = 7;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const combinations = sizes.reduce<string[][]>(
    (all, size) => all.flatMap((one) => Array.from({ length: size }, (_, index) => [...one, `${index}`])),
    [[]],
  );
  return combinations.map((values) => ({
    values,
    count: Math.floor(-Math.log(random()) * mean * (0.2 + 2 * random())),
  }));
}

/** The rule of thumb: every row and column of inner counts that has a hidden one has two; gives those hidden. */
function hideTwo(groups: readonly Group[], dimensions: number): Map<string, Group> {
  const inner = groups.filter(({ values }) => !values.includes(total));
  const small = ({ count }: Group) => count > 0 && count < threshold;
  const hidden = new Map(groups.filter(small).map((group) => [group.id, group]));
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const lines = new Map<string, Group[]>();
      for (const group of inner) {
        const line = group.values.with(dimension, total).join("|");
        lines.set(line, [...(lines.get(line) ?? []), group]);
      }
      for (const line of lines.values()) {
        if (line.filter(({ id }) => hidden.has(id)).length !== 1) continue;
        const [least] = line
          .filter(({ id, count }) => count > 0 && !hidden.has(id))
          .sort((a, b) => a.count - b.count);
        if (least) hidden.set(least.id, least);
      }
    }
  }
  return hidden;
}

const seconds = (start: number) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

console.log("Suppression of invented tables, with all totals:");
for (const [sizes, mean] of [
  [[31, 31], 150],
  [[10, 10, 8], 60],
  [[99, 99], 400],
] as const) {
  const dimensions = sizes.map((_, index) => `d${index}`);
  const { groups, sums } = addTotals(dimensions, invent(sizes, mean));
  let start = performance.now();
  const { hidden, hiddenTotal, unsafe } = await suppress({ tables: [{ name: "", cells: groups, sums }] });
  const suppressed = seconds(start);
  const two = hideTwo(groups, sizes.length);
  start = performance.now();
  const found = await attack({
    cells: groups.map(({ id, count }) => ({ id, published: two.has(id) ? null : count })),
    equations: sums.map(toEquation),
  });
  const attacked = seconds(start);
  const exposed = [...unsafe].filter((id) => {
    const { lower = 0, upper = 0 } = found.get(id) ?? {};
    return upper - lower < threshold;
  });
  const twoTotal = [...two.values()].reduce((sum, { count }) => sum + count, 0);
  const format = (number: number) => number.toLocaleString("en-GB");
  console.log(
    `  ${sizes.join(" × ")}: ${format(groups.length)} cells, ${format(unsafe.size)} of them small\n` +
      `    suppressed         ${format(hidden.size).padStart(5)} hidden, together ${format(hiddenTotal).padStart(7)}   ${suppressed}\n` +
      `    two in each line   ${format(two.size).padStart(5)} hidden, together ${format(twoTotal).padStart(7)}   ${format(exposed.length)} small counts still given away (attacked in ${attacked})`,
  );
}

/** What it costs to reckon with each piece of what an attacker knows: counts hidden, figures shown, seconds of processor. */
async function costOfKnowledge(...[planned, behind, plan]: Parameters<typeof compareMethods>): Promise<void> {
  console.log("What an attacker is taken to know, and what hiding from them costs:");
  const nothing: Knowledge = { zeros: false, singletons: false, identities: false };
  for (const [name, knowledge] of [
    ["sums alone", nothing],
    ["and that a hidden count isn't zero", { ...nothing, zeros: true }],
    ["and what counts come to", { ...nothing, zeros: true, identities: true }],
    ["and, being the only one of a count, that it is one", everything],
  ] as const) {
    const start = process.cpuUsage();
    const { suppression, figures } = await toPublicFigures(planned, plan, [], behind, knowledge);
    const { user, system } = process.cpuUsage(start);
    const shown = figures.filter(({ value }) => value !== null).length;
    const took = `${((user + system) / 1e6).toFixed(0)} s of processor`;
    console.log(
      `  ${name.padEnd(52)} ${suppression.hidden.size.toLocaleString("en-GB").padStart(6)} counts hidden, ${shown.toLocaleString("en-GB")} figures shown, ${took}`,
    );
  }
}

if (existsSync(defaultExtracts)) {
  const landing = mkdtempSync(join(tmpdir(), "candour-bench-"));
  const warehouse = await buildWarehouse({ extracts: defaultExtracts, landing, log: () => undefined });
  const { connection, definitions, context } = warehouse;
  const plan = readPlan(defaultPlan, definitions, readOffice(programSettings));
  const { tables, behind } = await planFigures(connection, plan, definitions, context);
  await costOfKnowledge(tables, behind, plan, context);
  await compareMethods(tables, behind, plan, context);
  connection.closeSync();
  rmSync(landing, { recursive: true });
} else console.log("Hiding beside rounding: no extracts to compare them on; make the demonstration's first.");
