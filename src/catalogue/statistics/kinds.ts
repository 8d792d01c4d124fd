import { z } from "zod";
import { below } from "./below.ts";
import type { Statistic, StatisticKind } from "./define.ts";
import { distinct } from "./distinct.ts";
import { highest } from "./highest.ts";
import { kaplanMeier } from "./kaplanMeier.ts";
import { kappa } from "./kappa.ts";
import { lowest } from "./lowest.ts";
import { mean } from "./mean.ts";
import { median } from "./median.ts";
import { oldest } from "./oldest.ts";
import { sum } from "./sum.ts";

/** Every statistic there is. */
const kinds = [sum, distinct, mean, median, lowest, highest, below, oldest, kappa, kaplanMeier] as const;

type SettingsOf<Kinds extends readonly StatisticKind[]> = {
  [place in keyof Kinds]: Kinds[place]["setting"];
};

const settingsOf = <const Kinds extends readonly StatisticKind[]>(all: Kinds) =>
  all.map(({ setting }) => setting) as SettingsOf<Kinds>;

/** How a header says what the rows of a period become. */
export const StatisticSetting = z.discriminatedUnion("kind", settingsOf(kinds));

type StatisticSetting = z.infer<typeof StatisticSetting>;

const made = new WeakMap<StatisticSetting, Statistic>();

/** What a measure's header says its rows become. */
export function statisticOf({ statistic: setting }: { statistic: StatisticSetting }): Statistic {
  const known = made.get(setting);
  if (known) return known;
  for (const kind of kinds) {
    const statistic = kind.make(setting);
    if (!statistic) continue;
    made.set(setting, statistic);
    return statistic;
  }
  throw new Error(`unknown statistic: ${setting.kind}`);
}
