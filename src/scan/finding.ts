/** Something that may not leave. It says where it is and of what kind; never what it says. */
export interface Finding {
  /** The file's path within the folder, a part that itself can't be shown replaced. */
  file: string;
  /** The entry, line or cell within it; empty for the whole file. */
  where: string;
  /** The kind: 'a postcode', 'a name', 'a suppressed value: …'. */
  what: string;
}

/** What a finding says, and what stands about it: for the officer alone. */
export interface FindingSaid {
  text: string;
  around: string;
}

/** A finding with what it says; null where it is of a file or of bytes that can't be read. */
export interface Found extends Finding {
  said: FindingSaid | null;
}

/** Stands between two cells, or two pieces of text, that were joined to be read together. */
export const seam = "␟";

/** The findings, each once, in the order of file, place and kind. */
export function sortFindings<F extends Finding>(findings: readonly F[]): F[] {
  const keyed = new Map(findings.map((one) => [[one.file, one.where, one.what].join("\n"), one]));
  const byNumber = new Intl.Collator("en", { numeric: true });
  return [...keyed.values()].sort(
    (a, b) =>
      byNumber.compare(a.file, b.file) ||
      byNumber.compare(a.where, b.where) ||
      byNumber.compare(a.what, b.what),
  );
}
