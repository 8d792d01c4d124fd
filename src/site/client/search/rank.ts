/** Something that is found by words: `names` are what it is called, its title and its aliases, and `text` what else it says. */
export interface Findable {
  names: readonly string[];
  text: string;
}

/** Text as it is compared: small letters without accents, cut at whatever is no letter or number. */
export const toWords = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** How well one word is found among others, least best: as a whole word, as the beginning of one, as a part; undefined where it isn't. */
function placeOf(word: string, among: readonly string[]): number | undefined {
  if (among.includes(word)) return 0;
  if (among.some((one) => one.startsWith(word))) return 2;
  return among.some((one) => one.includes(word)) ? 4 : undefined;
}

/**
 * How well something is found by all of the words asked for, least best: where it is called just that, then by whole words, beginnings of
 * words and parts of words, each in what it is called before what else is said of it. Undefined where a word isn't found at all.
 */
function rankOf(asked: readonly string[], { names, text }: Findable): number | undefined {
  const called = names.map(toWords);
  if (called.some((words) => words.join(" ") === asked.join(" "))) return -1;
  const inNames = called.flat();
  const inText = toWords(text);
  let worst = 0;
  for (const word of asked) {
    const own = placeOf(word, inNames);
    const other = placeOf(word, inText);
    const place = Math.min(own ?? 9, (other ?? 8) + 1);
    if (place > 5) return undefined;
    worst = Math.max(worst, place);
  }
  return worst;
}

/** What of several things is found by the words of `asked`, the best found first and otherwise in their order; all where there is no word. */
export function findAll<T extends Findable>(asked: string, all: readonly T[]): T[] {
  const words = toWords(asked);
  return all
    .map((one) => ({ one, rank: rankOf(words, one) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ one }) => one);
}
