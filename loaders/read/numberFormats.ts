/** What a number format makes of a number. Elapsed time (`[h]:mm`) is a length in days, not a moment. */
export type FormatKind = "number" | "date" | "time" | "elapsed";

/**
 * The kind of a number format built into the file format (ECMA-376 part 1, 18.8.30, with the East Asian ones).
 * 46 is `[h]:mm:ss`, elapsed time.
 */
export function getBuiltInKind(id: number): FormatKind {
  if (id === 46) return "elapsed";
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return "time";
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
  return "number";
}

/**
 * The kind of a format code, judged by its first section: y or d, or an m with no h or s beside it, makes a date; h or s
 * makes a time. Letters in quotes, brackets, escapes (`\d`) and spacing (`_d`, `*d`) don't count.
 */
export function toFormatKind(code: string): FormatKind {
  const bare = code.replace(/"[^"]*"?|\\.|[_*]./gs, "");
  const section = (bare.split(";")[0] ?? "").toLowerCase();
  if (/\[(h+|m+|s+)\]/.test(section)) return "elapsed";
  const letters = section.replace(/\[[^\]]*\]?/g, "").replace(/am\/pm|a\/p|general/g, "");
  if (/[yd]/.test(letters)) return "date";
  if (/[hs]/.test(letters)) return "time";
  return letters.includes("m") ? "date" : "number";
}

/** A number as a cell holds it, as JavaScript's shortest text for it; what is no number stays as it is. */
export function toNumberText(written: string): string {
  const number = Number(written);
  return written.trim() === "" || !Number.isFinite(number) ? written : String(number);
}
