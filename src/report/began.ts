import { placeOf } from "./places.ts";
import type { Series } from "./series.ts";
import { signalIn, signalInGroup } from "./signals.ts";
import { groupStatement } from "./statements.ts";

/** The first month of something that a measure says now; `group` is empty of what it says of them all. */
export interface Beginning {
  group: string;
  month: string;
}

const earliest = (group: string, months: readonly (string | undefined)[]): Beginning[] => {
  const [month] = months.filter((one) => one !== undefined).sort();
  return month === undefined ? [] : [{ group, month }];
};

/**
 * Since when is what a measure says now, by whom it says it of: of them all, since its signal or the run that stands beside it began;
 * of the group that its words name, since that one's own signal did, and of one in which a change lasts, since that. Empty where it
 * says nothing unusual.
 */
export function beginningsIn(series: Series): Beginning[] {
  const signal = signalIn(series);
  const place = placeOf(series);
  const [named] = groupStatement(series);
  const groups = series.breakdowns[0]?.groups ?? [];
  const group = groups.find((one) => one.group === named?.group);
  const own = group ? signalInGroup(series, group) : null;
  const ofGroups = [
    ...(place?.lasts ? [{ group: place.group, months: [place.since] }] : []),
    ...(own && group ? [{ group: group.group, months: [own.since, own.shift?.since] }] : []),
  ];
  const names = [...new Set(ofGroups.map((one) => one.group))];
  return [
    ...earliest("", [signal?.since, signal?.shift?.since]),
    ...names.flatMap((name) =>
      earliest(
        name,
        ofGroups.filter((one) => one.group === name).flatMap(({ months }) => months),
      ),
    ),
  ];
}

/** The first month of all that a measure says now; null where it says nothing unusual. */
export function beganIn(series: Series): string | null {
  return (
    beginningsIn(series)
      .map(({ month }) => month)
      .sort()[0] ?? null
  );
}
