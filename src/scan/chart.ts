import { decodeEscapes } from "./escapes.ts";
import type { Finding } from "./finding.ts";
import { moveOf, pathVertices, pointsVertices, type Vertex } from "./geometry.ts";
import { type Markup, readMarkup } from "./markup.ts";
import { type SuppressedFigure, saysHidden } from "./suppressed.ts";

/** What a chart says of itself: which series it draws, and where its first and last month and two values lie. */
interface Scale {
  measure: string;
  group: string;
  months: [first: string, last: string];
  x: [first: number, last: number];
  y: [value: number, at: number, value: number, at: number];
}

interface Drawn extends Vertex {
  kind: "vertex" | "bar" | "text";
  /** The other end of a bar; its text. */
  width?: number;
  height?: number;
  text?: string;
}

const toNumber = (value: string | undefined) =>
  value === undefined || value === "" ? 0 : Number.parseFloat(value);

const monthNumber = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

/**
 * A chart of months says so: `data-measure`, `data-group`, `data-months="2021-04 2022-03"`, `data-x="57.2 660.8"`
 * (where the first and last month lie) and `data-y="0 310 100 16"` (two values, each with where it lies).
 */
function readScale(attributes: ReadonlyMap<string, string>): Scale | undefined {
  const lists = ["data-months", "data-x", "data-y"].map((name) => (attributes.get(name) ?? "").split(" "));
  const [months = [], xs = [], ys = []] = lists;
  const [first = "", last = ""] = months;
  const numbers = [...xs, ...ys].map(Number);
  const [x1 = 0, x2 = 0, value1 = 0, at1 = 0, value2 = 0, at2 = 0] = numbers;
  const isWhole = xs.length === 2 && ys.length === 4 && numbers.every(Number.isFinite) && at1 !== at2;
  if (!isWhole || !/^\d{4}-\d{2}$/.test(first) || !/^\d{4}-\d{2}$/.test(last)) return undefined;
  return {
    measure: decodeEscapes(attributes.get("data-measure") ?? ""),
    group: decodeEscapes(attributes.get("data-group") ?? ""),
    months: [first, last],
    x: [x1, x2],
    y: [value1, at1, value2, at2],
  };
}

type Open = Extract<Markup, { kind: "open" }>;

function drawnBy({ name, attributes: list }: Open, moved: Vertex): Drawn[] {
  const attributes = new Map(list);
  const at = (key: string) => toNumber(attributes.get(key));
  const vertices = (points: readonly Vertex[]): Drawn[] =>
    points.map(({ x, y }) => ({ kind: "vertex", x: x + moved.x, y: y + moved.y }));
  if (name === "path") return vertices(pathVertices(attributes.get("d") ?? ""));
  if (name === "polyline" || name === "polygon")
    return vertices(pointsVertices(attributes.get("points") ?? ""));
  if (name === "circle" || name === "ellipse") return vertices([{ x: at("cx"), y: at("cy") }]);
  if (name === "use" || name === "image") return vertices([{ x: at("x"), y: at("y") }]);
  // A level line is a gridline or a target; one that stands is drawn to a value.
  if (name === "line" && Math.abs(at("x1") - at("x2")) < 0.05)
    return vertices([
      { x: at("x1"), y: at("y1") },
      { x: at("x2"), y: at("y2") },
    ]);
  if (name !== "rect") return [];
  const [x, y, width, height] = [at("x") + moved.x, at("y") + moved.y, at("width"), at("height")];
  return [{ kind: "bar", x: x + width / 2, y, width, height }];
}

/** Everything a chart draws, moved to where it stands; what is only defined (patterns, clips) is left out. */
function readDrawing(pieces: readonly Markup[]): { drawn: Drawn[]; isTurned: boolean } {
  const drawn: Drawn[] = [];
  const moves: { name: string; by: Vertex }[] = [];
  let defined = 0;
  let isTurned = false;
  for (const piece of pieces) {
    const by = moves.at(-1)?.by ?? { x: 0, y: 0 };
    if (piece.kind === "text") {
      if (moves.at(-1)?.name === "text" || moves.at(-1)?.name === "tspan")
        drawn.push({ kind: "text", ...by, text: decodeEscapes(piece.text) });
    } else if (piece.kind === "close") {
      if (piece.name === "defs") defined -= 1;
      const last = moves.findLastIndex(({ name }) => name === piece.name);
      if (last !== -1) moves.length = last;
    } else {
      const attributes = new Map(piece.attributes);
      const own = moveOf(attributes.get("transform") ?? "");
      if (piece.name === "defs") defined += 1;
      if (defined === 0 && !own) isTurned = true;
      const moved = { x: by.x + (own?.x ?? 0), y: by.y + (own?.y ?? 0) };
      if (defined === 0) drawn.push(...drawnBy(piece, moved));
      const isText = piece.name === "text" || piece.name === "tspan";
      const inner = isText
        ? { x: moved.x + toNumber(attributes.get("x")), y: moved.y + toNumber(attributes.get("y")) }
        : moved;
      if (!piece.isEmpty) moves.push({ name: piece.name, by: inner });
    }
  }
  return { drawn, isTurned };
}

/**
 * Whether a chart gives away the month of a hidden figure: a point, corner or bar drawn at it inside the axes, or
 * a label there that says its number. A bar as tall as the axes marks the month as hidden and says nothing else.
 */
function givesAway(drawn: readonly Drawn[], scale: Scale, one: SuppressedFigure): boolean {
  const [first, last] = scale.months.map(monthNumber) as [number, number];
  const month = monthNumber(one.month);
  if (month < first || month > last) return false;
  const spacing = last === first ? 20 : (scale.x[1] - scale.x[0]) / (last - first);
  const x = scale.x[0] + spacing * (month - first);
  const [low, high] = [scale.y[1], scale.y[3]].toSorted((a, b) => a - b) as [number, number];
  const near = Math.min(spacing * 0.4, 1.5);
  return drawn.some((mark) => {
    const apart = Math.abs(mark.x - x);
    if (mark.kind === "text")
      return (
        apart <= spacing / 2 && mark.y > low - 20 && mark.y < high && saysHidden(mark.text ?? "", one.values)
      );
    const isInside = mark.y >= low - 0.5 && mark.y <= high + 0.5;
    if (mark.kind === "bar")
      return (
        apart <= near && (mark.width ?? 0) < spacing * 1.5 && isInside && (mark.height ?? 0) < high - low - 1
      );
    // A tick stands on the axis and hangs below it.
    return apart <= near && isInside && mark.y < high - 0.05;
  });
}

/** A word to each month of the limits a chart says: `54,63,72*2` is of two months. */
const limitWords = (text: string): string[] =>
  text.split(" ").flatMap((word) => {
    const [limits = "", months = "1"] = word.replace(/t$/, "").split("*");
    return Array.from({ length: Math.min(Number(months) || 0, 10_000) }, () => limits);
  });

/** What a chart may say of its months for a script: how it has a word to each, and what of one says a number or more than nothing. */
const monthWords: readonly { name: string; split: (text: string) => string[]; says: RegExp }[] = [
  { name: "data-values", split: (text) => text.split(" "), says: /\d/ },
  { name: "data-limits", split: limitWords, says: /[^~]/ },
  { name: "data-signs", split: (text) => [...text], says: /[^.]/ },
];

/**
 * Whether what a chart says of its months for a script, their values, limits or signs, holds one at the month of a hidden figure; or can't
 * be told apart by month.
 */
function saysMonth(attributes: ReadonlyMap<string, string>, { months }: Scale, one: SuppressedFigure) {
  const [first, last] = months.map(monthNumber) as [number, number];
  const at = monthNumber(one.month) - first;
  return monthWords.some(({ name, split, says }) => {
    const text = attributes.get(name);
    if (text === undefined) return false;
    const words = split(decodeEscapes(text));
    if (words.length !== last - first + 1) return at >= 0 && at <= last - first;
    return says.test(words[at] ?? "");
  });
}

/** The charts of a page: each from its `svg` to its end. */
function* readCharts(page: string): Generator<{ root: Open; pieces: Markup[] }> {
  let root: Open | undefined;
  let pieces: Markup[] = [];
  for (const piece of readMarkup(page)) {
    if (piece.kind === "open" && piece.name === "svg" && !root) {
      root = piece;
      pieces = [];
    } else if (piece.kind === "close" && piece.name === "svg" && root) {
      yield { root, pieces };
      root = undefined;
    } else if (root) pieces.push(piece);
  }
}

/**
 * Suppressed values that can be read from the drawings of a page, or from what they say of their months. A chart (an `svg` of class `chart`) that doesn't
 * say its scale, or is turned, is itself a finding when any month is hidden.
 */
export function findInCharts(page: string, hidden: readonly SuppressedFigure[]): Finding[] {
  const monthly = hidden.filter(({ month }) => month !== "");
  if (monthly.length === 0) return [];
  return [...readCharts(page)].flatMap(({ root, pieces }, index): Finding[] => {
    const attributes = new Map(root.attributes);
    const where = `drawing ${index + 1}`;
    if (!(attributes.get("class") ?? "").split(/\s+/).includes("chart")) return [];
    const scale = readScale(attributes);
    if (!scale) return [{ file: "", where, what: "a chart that doesn't say its scale" }];
    const own = monthly.filter(
      ({ about, group }) => about.includes(scale.measure) && decodeEscapes(group) === scale.group,
    );
    if (own.length === 0) return [];
    const { drawn, isTurned } = readDrawing(pieces);
    if (isTurned) return [{ file: "", where, what: "a chart that is turned or stretched" }];
    return own
      .filter((one) => givesAway(drawn, scale, one) || saysMonth(attributes, scale, one))
      .map((one) => ({ file: "", where, what: `a suppressed value: ${one.what}` }));
  });
}
