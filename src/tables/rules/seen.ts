/** How a cell looks, whatever the format says it with. */
export interface SeenStyle {
  /** The names of its style and of those it is made from. */
  names: string[];
  font: string;
  points: number;
  isItalic: boolean;
  isUnderlined: boolean;
  isRaised: boolean;
  /** Text in a colour of its own. */
  isColoured: boolean;
  isFilled: boolean;
  isWrapped: boolean;
  side: "left" | "right" | "other";
  /** Of a number format: decimals shown, and whether thousands are apart. */
  decimals: number | null;
  isGrouped: boolean;
}

/** `text` is what a reader sees of text; of a number or date, what the file holds. */
export interface SeenCell {
  kind: "text" | "number" | "date" | "blank" | "other";
  text: string;
  style: SeenStyle;
  hasFormula: boolean;
}

/** Rows and columns are counted from 1, both ends included. */
export interface SeenTable {
  name: string;
  top: number;
  left: number;
  bottom: number;
  right: number;
  headerRows: number;
  hasFilter: boolean;
}

export interface SeenSheet {
  name: string;
  isHidden: boolean;
  /** Rows from the first; a missing cell is blank. */
  rows: SeenCell[][];
  tables: SeenTable[];
  /** Rows and columns out of sight. */
  hidden: number;
  merged: number;
  hasFilter: boolean;
  isFrozen: boolean;
  cursor: string;
  links: { text: string; target: string }[];
  /** What lies on the sheet or its paper beside cells: images, comments, headers. */
  objects: string[];
}

/** A workbook as its file's own XML tells it. */
export interface SeenWorkbook {
  title: string;
  language: string;
  opensOn: string;
  sheets: SeenSheet[];
  /** Parts no accessible workbook has: macros, images, embedded objects. */
  otherParts: string[];
}

/** The parts of a workbook's archive: their names in lower case, and one as a tree, null when there is none. */
export interface Parts {
  names: readonly string[];
  read(name: string): Promise<Element | null>;
}

/** An element, its children in order and the text among them. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}
