import { DataError } from "../../loaders/dataError.ts";
import { formatMonth } from "../report/format.ts";
import type { ReplacedEdition } from "../report/report.ts";
import { type Answer, readLedger } from "./answers.ts";
import type { Kept } from "./ledger.ts";
import type { PublicContent } from "./publicWarehouse.ts";
import { addressFor } from "./putInPlace.ts";
import type { Released, ReleaseRecord } from "./releaseRecord.ts";

/** What stands of a month's release before it is made: the one it would take the place of, and all others. */
export interface Releases {
  current: Released | null;
  /** What the new release is attacked together with, oldest first. */
  earlier: Released[];
  /** All answers of the ledger: of those made with one of `earlier` is reckoned with what they say. */
  answers: Answer[];
  /** Why the month is out again, and since when: of one made anew as it was, as it says itself. */
  reissue: { on: string; reason: string } | null;
  /** Where published/ keeps the edition it takes the place of. */
  replaces: string | null;
}

/** What is asked for of a month: `now` is when it is signed, ISO 8601 with a time. */
interface Asked extends Kept {
  month: string;
  /** Why a month is released again. */
  reissue?: string;
  now: string;
}

/**
 * Throws a DataError for a month before one that is out: what later releases gave away isn't reckoned with in it. The
 * same month may be tried again: without a reason nothing may have changed, so it is made as it was, without itself.
 */
export function findReleases(options: Asked): Releases {
  const { month, ledger, reissue, now } = options;
  const { releases: all, answers } = readLedger(ledger);
  const last = all.at(-1);
  if (last && last.record.month > month)
    throw new DataError(
      `${formatMonth(month)} can't be released: ${formatMonth(last.record.month)} is out.`,
      [],
      "Releases go in the order of their months: what has changed in an earlier month is revised in the next.",
    );
  const current = last?.record.month === month ? last : null;
  if (!current && reissue !== undefined)
    throw new DataError(
      `${formatMonth(month)} isn't out, so it can't be released again.`,
      [],
      "Leave --reissue out.",
    );
  if (current && reissue === undefined) {
    const { reissue: reason, signed_at, replaces } = current.record;
    const before = reason === null ? null : { on: dayOf(signed_at), reason };
    return { current, earlier: all.slice(0, -1), answers, reissue: before, replaces };
  }
  if (!current || reissue === undefined)
    return { current, earlier: all, answers, reissue: null, replaces: null };
  const editions = all.filter(({ record }) => record.month === month).length;
  const replaces = addressFor(options, current, editions);
  return { current, earlier: all, answers, reissue: { on: dayOf(now), reason: reissue }, replaces };
}

const dayOf = (moment: string) => moment.slice(0, "yyyy-mm-dd".length);

/** The editions of the month that a reissue takes the place of, oldest first; `replaces` is where the last is kept. */
export function replacedEditions({ earlier, replaces }: Releases, month: string): ReplacedEdition[] {
  const records = earlier.map(({ record }) => record).filter((record) => record.month === month);
  return records.map(({ published_on, signed_at, reissue, revisions }, place) => {
    const after = records[place + 1];
    return {
      number: place + 1,
      on: reissue === null ? published_on : dayOf(signed_at),
      reason: reissue ?? "",
      address: after ? after.replaces : replaces,
      revisions,
    };
  });
}

/** The months that were released before this one, latest first. */
export function earlierMonths(records: readonly ReleaseRecord[], month: string): PublicContent["earlier"] {
  const months = new Map(records.filter((one) => one.month < month).map((one) => [one.month, one]));
  return [...months.values()].reverse().map((one) => ({
    month: one.month,
    publishedOn: one.published_on,
    reissuedOn: one.reissue === null ? null : dayOf(one.signed_at),
  }));
}
