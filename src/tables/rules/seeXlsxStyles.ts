import type { Element, SeenStyle } from "./seen.ts";
import { at, elementsIn } from "./xmlTree.ts";

const builtIn: Record<string, string> = { "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00" };

/** The looks of an XLSX workbook's cells, by the number of their style. */
export function seeXlsxStyles(part: Element | null): { styles: SeenStyle[]; isDate: boolean[] } {
  const list = (name: string) => elementsIn(at(part, name));
  const fonts = list("fonts");
  const fills = list("fills");
  const formats = new Map(
    list("numFmts").map(({ attributes }) => [attributes.numFmtId, attributes.formatCode ?? ""]),
  );
  const named = new Map(list("cellStyles").map(({ attributes }) => [attributes.xfId, attributes.name ?? ""]));
  const codes = list("cellXfs").map(
    ({ attributes: { numFmtId = "0" } }) => formats.get(numFmtId) ?? builtIn[numFmtId] ?? "",
  );
  const styles = list("cellXfs").map((xf, index): SeenStyle => {
    const { fontId = "0", fillId = "0", xfId = "0" } = xf.attributes;
    const code = codes[index] ?? "";
    const alignment = at(xf, "alignment")?.attributes ?? {};
    const side = alignment.horizontal;
    const digits = /[0#]/.test(code);
    const fill = at(fills[Number(fillId)], "patternFill")?.attributes.patternType ?? "none";
    return {
      names: [named.get(xfId) ?? ""],
      ...seeFont(fonts[Number(fontId)]),
      isFilled: fill !== "none",
      isWrapped: alignment.wrapText === "1" || alignment.wrapText === "true",
      side: side === "left" || side === "right" ? side : "other",
      decimals: digits ? (/\.([0#]+)/.exec(code)?.[1]?.length ?? 0) : null,
      isGrouped: /[#0],[#0]/.test(code),
    };
  });
  return { styles, isDate: codes.map((code) => /[dmy]/.test(code.replace(/"[^"]*"/g, ""))) };
}

/** What a font, or a run of text, does to letters. */
export function seeFont(font: Element | undefined) {
  const value = (name: string) => at(font, name)?.attributes.val;
  const isOn = (name: string) => at(font, name) !== undefined && !/^(0|false|none)$/.test(value(name) ?? "1");
  const colour = at(font, "color")?.attributes;
  return {
    font: value("name") ?? value("rFont") ?? "",
    points: Number(value("sz") ?? 0),
    isItalic: isOn("i"),
    isUnderlined: isOn("u"),
    isRaised: /script/.test(value("vertAlign") ?? ""),
    isColoured: colour !== undefined && colour.theme !== "1" && colour.auto !== "1" && colour.indexed !== "8",
  };
}
