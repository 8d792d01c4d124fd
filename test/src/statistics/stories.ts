import type { CountKind, GroupCounts, MonthCount } from "../../../src/statistics/placeChange.ts";
import { random } from "../../gear.ts";

const dimensions = {
  team: ["North", "South", "East", "West"],
  category: ["service", "decision", "delay", "staff", "other"],
  channel: ["letter", "web", "telephone"],
  stage: ["intake", "assessment", "investigation", "review"],
};

export interface Story {
  kind: CountKind;
  /** The group in which the change lies, how many months ago it began and by what it is multiplied; of a share its odds. Null of a calm office. */
  change: { dimension: keyof typeof dimensions; group: string; ago: number; by: number } | null;
}

/** Neighbouring seeds draw alike: this parts them. */
const mixed = (seed: number) => Math.imul(seed, 2_654_435_761) >>> 0;

/** Cases month by month, each with a group of each dimension; those of the story's group go otherwise from its month on. */
export function officeOf(
  seed: number,
  { kind, change }: Story,
): { total: MonthCount[]; groups: GroupCounts[] } {
  const draw = random(mixed(seed));
  const months = 30 + Math.floor(draw() * 19);
  const cases = 80 + Math.floor(draw() * 220);
  const odds = 1 + 5 * draw();
  const weights = Object.fromEntries(
    Object.entries(dimensions).map(([name, all]) => [name, all.map(() => 0.5 + draw())]),
  );
  const pick = (name: string, all: readonly string[]) => {
    const own = weights[name] ?? [];
    let at = draw() * own.reduce((sum, weight) => sum + weight, 0);
    const place = own.findIndex((weight) => {
      at -= weight;
      return at < 0;
    });
    return all[Math.max(0, place)] ?? "";
  };
  const empty = () => Array.from({ length: months }, () => ({ numerator: 0, denominator: 0 }));
  const total = empty();
  const groups = new Map<string, MonthCount[]>(
    Object.entries(dimensions).flatMap(([name, all]) =>
      all.map((group) => [`${name} ${group}`, empty()] as const),
    ),
  );
  const add = (counted: MonthCount | undefined, isIn: boolean, of: number) => {
    if (!counted) return;
    counted.numerator += isIn ? 1 : 0;
    counted.denominator += of;
  };
  for (let month = 0; month < months; month++) {
    // Months are busier or quieter, better or worse, than chance in the cases alone makes them.
    const many = Math.round(cases * (0.85 + 0.3 * draw()));
    const monthOdds = odds * (0.85 + 0.3 * draw());
    if (kind === "count") for (const one of [total, ...groups.values()]) add(one[month], false, 1);
    for (let place = 0; place < many; place++) {
      const own = Object.entries(dimensions).map(([name, all]) => `${name} ${pick(name, all)}`);
      const isChanged =
        change !== null &&
        month >= months - change.ago &&
        own.includes(`${change.dimension} ${change.group}`);
      const by = isChanged ? change.by : 1;
      const share = (monthOdds * by) / (1 + monthOdds * by);
      // Of a count that falls, some never come; of one that rises, some come twice.
      const times = kind === "share" ? 1 : Math.floor(by) + (draw() < by - Math.floor(by) ? 1 : 0);
      for (let time = 0; time < times; time++) {
        const isIn = kind === "count" || draw() < share;
        const of = kind === "share" ? 1 : 0;
        add(total[month], isIn, of);
        for (const name of own) add(groups.get(name)?.[month], isIn, of);
      }
    }
  }
  return { total, groups: [...groups].map(([name, own]) => ({ name, months: own })) };
}

/** A story of its own for each seed: where, since when, how much, for the better or worse. */
export function storyOf(seed: number): Story {
  const draw = random(mixed(seed + 5000));
  const kind = seed % 3 === 0 ? "count" : "share";
  const names = Object.keys(dimensions) as (keyof typeof dimensions)[];
  const dimension = names[Math.floor(draw() * names.length)] ?? "team";
  const all = dimensions[dimension];
  const group = all[Math.floor(draw() * all.length)] ?? "";
  const ago = 4 + Math.floor(draw() * 19);
  const size = 0.15 + 0.3 * draw();
  // A source that stops gives nothing any more.
  const fall = kind === "count" && seed % 2 === 0 ? 0 : size;
  const by = draw() < 0.7 ? fall : kind === "count" ? 1.5 + draw() : 1 / size;
  return { kind, change: { dimension, group, ago, by } };
}
