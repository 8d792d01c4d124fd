const round = (number: number) => Math.round(number * 10) / 10;

/** A line through the months with a value, broken where there is none and before each of `breaks`; a month alone is a dot's width. */
export function linePath(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
  breaks: readonly number[] = [],
): string {
  const isJoined = (at: number) =>
    (values[at] ?? null) !== null && (values[at - 1] ?? null) !== null && !breaks.includes(at);
  return values
    .map((value, at) => {
      if (value === null) return "";
      const isAlone = !isJoined(at) && !isJoined(at + 1);
      return `${isJoined(at) ? "L" : "M"}${round(x(at))} ${round(y(value))}${isAlone ? "h.1" : ""}`;
    })
    .join("");
}
