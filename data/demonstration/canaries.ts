import { firstNames, lastNames, streets } from "./pools.ts";

/**
 * Patterns of the invented personal information in the demonstration extracts: a match in anything published or logged
 * is a leak. None matches what the office itself publishes: its lines 0345 015 4033, 0808 157 0192 and 03069 990123 are
 * left out, and so are references and staff numbers.
 */
export function canaryPatterns(): { kind: string; pattern: RegExp }[] {
  const anyOf = (words: readonly string[]): string => `(?:${words.join("|")})`;
  const edge = { before: "(?<![\\p{L}\\d])", after: "(?![\\p{L}\\d])" };
  const bounded = (source: string): RegExp => new RegExp(edge.before + source + edge.after, "iu");
  return [
    { kind: "name", pattern: bounded(`${anyOf(firstNames)}[\\s+_.-]+${anyOf(lastNames)}`) },
    { kind: "NHS number", pattern: bounded("999[ -]?\\d{3}[ -]?\\d{4}") },
    { kind: "National Insurance number", pattern: bounded("QQ ?\\d\\d ?\\d\\d ?\\d\\d ?[A-D]") },
    { kind: "postcode", pattern: bounded("ZX[1-9]\\d? ?[1-9][A-Z]{2}") },
    { kind: "email", pattern: /[\p{L}\d._%+-]@example\.(?:com|org|net)/iu },
    {
      kind: "telephone number",
      pattern: bounded(
        "(?:01632 ?960 ?\\d{3}|020 ?7946 ?0\\d{3}|0808 ?157 ?0(?!192)\\d{3}|03069 ?990 ?(?!123)\\d{3}|(?:\\+44 ?|0)7700 ?900 ?\\d{3})",
      ),
    },
    {
      kind: "date of birth",
      pattern: bounded(
        "(?:born(?: on)?|DOB|date[ _]of[ _]birth)\\W{1,3}(?:\\d{2}/\\d{2}/|)\\d{4}(?:-\\d{2}-\\d{2})?",
      ),
    },
    { kind: "address", pattern: bounded(`\\d{1,3} ${anyOf(streets)}`) },
  ];
}
