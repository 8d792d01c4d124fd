import { endOfMonth } from "../../loaders/dates.ts";
import type { Extract, Source } from "../../loaders/sources.ts";
import { toFreshness } from "../warehouse/freshness.ts";

/**
 * The day by which a month's extracts had come: the first day after the month on which each file due for it had been
 * received and, where one never came in time, the end of the month after, where `restate` draws the line too. What was
 * received later is not in the month's pack, so it is made of the same extracts whenever it is made. Undefined when
 * nothing that covers the month's last day had come by then. `month` is `yyyy-mm`.
 */
export function findReceivedBy(
  month: string,
  extracts: readonly Extract[],
  sources: readonly Source[],
): string | undefined {
  const end = endOfMonth(month);
  const cutoff = endOfMonth(month, 1);
  const inTime = extracts.filter(({ received_on }) => received_on <= cutoff);
  const bySource = sources.map((source) => ({
    source,
    files: inTime.filter((one) => one.source.id === source.id),
  }));
  const first = bySource.flatMap(({ files }) => {
    const days = files.filter((one) => covers(one, end)).map(({ received_on }) => received_on);
    return days.sort().slice(0, 1);
  });
  const isLacking = bySource.some(({ source, files }) => {
    const { gaps } = toFreshness(source, { loaded: files, refused: [] }, sources, cutoff);
    return gaps.some((gap) => gap.from <= end && gap.to >= end);
  });
  if (first.length === 0) return undefined;
  return isLacking ? cutoff : first.sort().at(-1);
}

const covers = ({ covers_from, covers_to }: Extract, day: string) => covers_from <= day && day <= covers_to;
