import { formatDimension, formatGroup } from "../../../report/format.ts";
import type { FileColumn, MeasureFile } from "../../../trace/listedFiles.ts";
import type { PageChart } from "./pageChart.ts";

/** The breakdowns of a page that have no small chart a group, as they have too many, by their names. */
export const undrawnOn = (page: ParentNode): string[] =>
  [...page.querySelectorAll<HTMLElement>("[data-by]")]
    .filter((section) => !section.querySelector("svg[data-values]"))
    .map((section) => section.dataset.by ?? "");

/**
 * The groups of those breakdowns with their months, from the file that the page which opens figures up reads; none where it can't be
 * read. `file` is its address.
 */
export async function readMoreGroups(
  file: string,
  dimensions: readonly string[],
  months: readonly string[],
): Promise<PageChart["groups"]> {
  const answer = await fetch(file).catch(() => null);
  if (!answer?.ok) return [];
  const { figures } = (await answer.json()) as MeasureFile;
  const of = (name: string): readonly unknown[] => {
    const { words, values = [] }: Partial<FileColumn> = figures.find((one) => one.name === name) ?? {};
    return words ? values.map((at) => words[Number(at)]) : values;
  };
  const [dimension, group, month, value] = [of("by"), of("group"), of("month"), of("value")];
  return dimensions.map((by) => {
    const groups = new Map<string, PageChart["groups"][number]["groups"][number]>();
    for (const [row, one] of dimension.entries()) {
      const name = String(group[row]);
      const at = months.indexOf(String(month[row]));
      if (one !== by || at < 0) continue;
      const said = months.map(() => ({ value: null, of: null, missing: "no figure" }));
      const own = groups.get(name) ?? {
        key: `${by}:${name}`,
        name: formatGroup(name),
        from: months[0] ?? "",
        said,
      };
      groups.set(name, own);
      const known = value[row];
      if (typeof known === "number") own.said[at] = { value: known, of: null, missing: "" };
    }
    return { dimension: `By ${formatDimension(by)}`, groups: [...groups.values()] };
  });
}
