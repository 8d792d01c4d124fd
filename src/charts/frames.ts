/** A chart's size in pixels, its margins and the size of its text. */
export interface Frame {
  width: number;
  height: number;
  top: number;
  right: number;
  bottom: number;
  left: number;
  text: number;
  /** Half the width of a sign, and of a month in which nothing is unusual. */
  sign: number;
  plain: number;
}

/**
 * The sizes of a chart over months: on its page (wide, narrow), on paper by itself and beside its table (paper, annex), in a row, and one of several. In a row and one of several
 * 36 months are a whole number of pixels each: steps that repeat weigh next to nothing compressed.
 */
export const frames = {
  wide: { width: 760, height: 340, top: 16, right: 122, bottom: 30, left: 54, text: 13, sign: 3.4, plain: 2 },
  narrow: {
    width: 358,
    height: 260,
    top: 16,
    right: 50,
    bottom: 28,
    left: 46,
    text: 12,
    sign: 3,
    plain: 1.5,
  },
  paper: {
    width: 680,
    height: 246,
    top: 14,
    right: 128,
    bottom: 28,
    left: 54,
    text: 13,
    sign: 3.4,
    plain: 2,
  },
  annex: {
    width: 360,
    height: 226,
    top: 14,
    right: 46,
    bottom: 26,
    left: 48,
    text: 12.5,
    sign: 3,
    plain: 0,
  },
  row: { width: 300, height: 68, top: 7, right: 10, bottom: 19, left: 38, text: 11.5, sign: 2.7, plain: 0 },
  multiple: {
    width: 260,
    height: 120,
    top: 8,
    right: 6,
    bottom: 20,
    left: 38,
    text: 11.5,
    sign: 2.9,
    plain: 0,
  },
} satisfies Record<string, Frame>;

export type Size = keyof typeof frames;

/**
 * The frame of a chart of so many months: on its page each is a whole number of tenths of a pixel, for steps that repeat weigh next to
 * nothing compressed, and what that leaves is margin.
 */
export function frameFor(size: Size, months: number): Frame {
  const frame: Frame = frames[size];
  if (!isOnPage(size)) return frame;
  const inner = frame.width - frame.left - frame.right;
  const month = Math.floor((10 * inner) / Math.max(months, 1)) / 10;
  const unused = inner - month * months;
  return unused < inner / 8 ? { ...frame, right: frame.right + unused } : frame;
}

/** Whether a chart has room for its axis, its signs and words: it isn't in a row or one of several. */
export const isFull = (size: Size): boolean => size !== "row" && size !== "multiple";

/** Whether it is the large chart of a page. */
export const isOnPage = (size: Size): boolean => size === "wide" || size === "narrow";

/** Whether there is room beside it for labels of its lines. */
export const isWide = (size: Size): boolean => size === "wide" || size === "paper";
