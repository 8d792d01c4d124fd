import { addDays } from "../../loaders/dates.ts";

/** The days a contract's extracts cover, without a gap. */
export interface Coverage {
  contract: string;
  from: string;
  to: string;
}

/** Joins spans of days that touch or overlap, per contract; in order of contract and day. */
export function joinCoverage(spans: readonly Coverage[]): Coverage[] {
  const ordered = [...spans].sort((a, b) =>
    `${a.contract} ${a.from} ${a.to}` < `${b.contract} ${b.from} ${b.to}` ? -1 : 1,
  );
  const joined: Coverage[] = [];
  for (const span of ordered) {
    const last = joined.at(-1);
    if (last && last.contract === span.contract && span.from <= addDays(last.to, 1)) {
      if (span.to > last.to) last.to = span.to;
    } else joined.push({ ...span });
  }
  return joined;
}

/** Whether every day from `from` to `to` is covered for the contract. */
export function isCovered(
  coverage: readonly Coverage[],
  contract: string,
  from: string,
  to: string,
): boolean {
  return coverage.some((span) => span.contract === contract && span.from <= from && span.to >= to);
}

/** The newest day that any extract of a contract covers; null where none was loaded. */
export function lastCovered(coverage: readonly Coverage[], contract: string): string | null {
  const ends = coverage.filter((span) => span.contract === contract).map(({ to }) => to);
  return ends.sort().at(-1) ?? null;
}
