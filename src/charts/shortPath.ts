const pieces = /([MLHVZahmlv])([^A-Za-z]*)/g;
const known = /^(?:[MLHVZahmlv][-\d., ]*)+$/;

const tenths = (text: string) => Math.round(Number(text) * 10);

/** Numbers in tenths as a path has them: no zero before the point, no space before a minus. */
const spelt = (numbers: readonly number[]): string =>
  numbers
    .map((number) => String(number / 10).replace(/^(-?)0\./, "$1."))
    .reduce((text, number) => text + (text === "" || number.startsWith("-") ? "" : " ") + number, "");

/**
 * A path in tenths of a pixel, the same in fewer characters: each piece is measured from the one before, and each sign
 * from the sign before, for steps repeat and places don't. Every point stays. A line begins at a place of the drawing
 * and its first piece goes to one: whoever reads a drawing tells by that a line from a sign drawn about a point. A path
 * with curves is left as it is.
 */
export function shortPath(d: string): string {
  if (!known.test(d)) return d;
  let [x, y] = [0, 0];
  let start: [number, number] = [0, 0];
  // Whether the next piece of a line must be measured from the drawing.
  let isFirst = false;
  let short = "";
  const move = (to: readonly [number, number]) => {
    const by: [number, number] = [to[0] - x, to[1] - y];
    [x, y] = to;
    return by;
  };
  const all = [...d.matchAll(pieces)];
  for (const [index, [, letter = "", rest = ""]] of all.entries()) {
    const numbers = (rest.match(/-?[\d.]+/g) ?? []).map(tenths);
    const [first = 0, second = 0] = numbers;
    if (letter === "Z") {
      short += "Z";
      [x, y] = start;
    } else if (letter === "M") {
      const by = move([first, second]);
      const isSign = /[a-z]/.test(all[index + 1]?.[1] ?? "");
      short += isSign && short !== "" ? `m${spelt(by)}` : `M${spelt([x, y])}`;
      start = [x, y];
      isFirst = true;
    } else if (letter === letter.toLowerCase()) {
      const [dx = 0, dy = 0] = letter === "h" ? [first] : letter === "v" ? [0, first] : numbers.slice(-2);
      short += letter + spelt(numbers);
      [x, y] = [x + dx, y + dy];
      if (letter === "m") start = [x, y];
      isFirst = false;
    } else {
      const to: [number, number] =
        letter === "H" ? [first, y] : letter === "V" ? [x, first] : [first, second];
      const [dx, dy] = move(to);
      if (isFirst) short += letter + spelt(numbers);
      else if (dy === 0 && dx !== 0) short += `h${spelt([dx])}`;
      else if (dx === 0 && dy !== 0) short += `v${spelt([dy])}`;
      else if (dx !== 0) short += `l${spelt([dx, dy])}`;
      isFirst = false;
    }
  }
  return short;
}
