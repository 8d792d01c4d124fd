import { seam } from "./finding.ts";

/** A piece of HTML, SVG or XML, as it stands: nothing is taken to be well formed. */
export type Markup =
  | {
      kind: "open";
      name: string;
      attributes: [name: string, value: string][];
      index: number;
      isEmpty: boolean;
    }
  | { kind: "close"; name: string; index: number }
  | { kind: "text"; text: string; index: number };

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<([/!?]?)([A-Za-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** The tags and texts of a document in order, names in lower case, values as they are written; comments are left out. */
export function* readMarkup(document: string): Generator<Markup> {
  let last = 0;
  for (const match of document.matchAll(token)) {
    if (match.index > last) yield { kind: "text", text: document.slice(last, match.index), index: last };
    last = match.index + match[0].length;
    const [, cdata, mark = "", tag, rest = ""] = match;
    if (cdata !== undefined) yield { kind: "text", text: cdata, index: match.index };
    if (tag === undefined) continue;
    const name = tag.toLowerCase();
    if (mark === "/") yield { kind: "close", name, index: match.index };
    else if (mark === "")
      yield {
        kind: "open",
        name,
        attributes: [...rest.matchAll(attribute)].map(([, key = "", double, single, bare]) => [
          key.toLowerCase(),
          double ?? single ?? bare ?? "",
        ]),
        index: match.index,
        isEmpty: rest.endsWith("/"),
      };
  }
  if (last < document.length) yield { kind: "text", text: document.slice(last), index: last };
}

/** Elements within a line of text: what stands before and after their tags is read as one word. */
const inline = new Set(
  (
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tspan tt u " +
    "var wbr"
  ).split(" "),
);

/** Elements whose text is code. */
const ofCode = new Set(["style"]);

/** The texts of a document in order: those that only tags within a line part are one, style sheets are none. */
export function readTexts(document: string): string[] {
  const texts: string[] = [];
  let isJoined = false;
  let isCode = false;
  for (const piece of readMarkup(document)) {
    if (piece.kind === "text") {
      if (isCode) continue;
      const last = texts.length - 1;
      if (isJoined && last >= 0) texts[last] += piece.text;
      else texts.push(piece.text);
      isJoined = true;
    } else {
      isJoined &&= inline.has(piece.name);
      if (ofCode.has(piece.name)) isCode = piece.kind === "open" && !piece.isEmpty;
    }
  }
  return texts;
}

const geometry =
  /(\s(?:d|points|transform|viewBox|x[12]?|y[12]?|c[xy]|r[xy]?|d[xy]|f[xy]|width|height|offset|stroke-dasharray)=)("[^"]*"|'[^']*')/g;

const isGeometry = (value: string) => {
  const numbers = value.replace(/translate|scale|rotate|matrix|skew[XY]|em|px/g, " ");
  return !/[A-Za-z]{2}/.test(numbers) && /^["'\sMLHVCSQTAZEmlhvcsqtaze\d.,+()%-]*$/.test(numbers);
};

/**
 * A document without the coordinates of its drawings, which are numbers side by side that happen to look like
 * others, and those coordinates apart. A value with anything but coordinates in it stays where it is.
 */
export function withoutGeometry(document: string): { rest: string; coordinates: string[] } {
  const coordinates: string[] = [];
  const rest = document.replace(geometry, (whole, name: string, value: string) => {
    if (!isGeometry(value)) return whole;
    coordinates.push(value);
    return `${name}""`;
  });
  return { rest, coordinates };
}

const monthWords = /(\sdata-(?:values|limits)=)("[\d.,/*~a-z -]*")/g;

/**
 * A document in which what a chart says of its months is parted as the cells of a table are: each is a number of its own, and three side by
 * side may look like another. A value with a word in it stays as it is.
 */
export const withMonthsApart = (document: string): string =>
  document.replace(monthWords, (whole, name: string, months: string) =>
    /[a-z]{2}/.test(months) ? whole : name + months.replaceAll(" ", seam),
  );
