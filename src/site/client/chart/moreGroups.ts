import { formatDimension, formatGroup } from "../../../report/format.ts";
import type { FileColumn, MeasureFile } from "../../../trace/listedFiles.ts";
import type { PageChart } from "./pageChart.ts";

/** The breakdowns of a page that have no small chart a group, as they have too many, by their names. */
export const undrawnOn = (page: ParentNode): string[] =>
  [...page.querySelectorAll<HTMLElement>("[data-by]:not(:has(svg[data-values]))")].map(
    ({ dataset }) => dataset.by ?? "",
  );

/**
 * The groups of those breakdowns with their months, from the file that the page which opens figures up reads; none where there is no
 * such file. `file` is its address.
 */
export async function readMoreGroups(
  file: string,
  dimensions: readonly string[],
  months: readonly string[],
): Promise<PageChart["groups"]> {
  const answer = await fetch(file);
  if (!answer.ok) return [];
  const { figures } = (await answer.json()) as MeasureFile;
  const [by = [], group = [], month = [], value = []] = ["by", "group", "month", "value"].map((name) => {
    const { words, values = [] }: Partial<FileColumn> = figures.find((one) => one.name === name) ?? {};
    return words ? values.map((at) => words[Number(at)]) : values;
  });
  const known = new Map(value.map((one, row) => [`${by[row]}:${group[row]}:${month[row]}`, one]));
  return dimensions.map((dimension) => ({
    dimension: `By ${formatDimension(dimension)}`,
    groups: [...new Set(group.filter((_, row) => by[row] === dimension))].map((name) => ({
      key: `${dimension}:${name}`,
      name: formatGroup(`${name}`),
      from: months[0] ?? "",
      said: months.map((one) => {
        const found = known.get(`${dimension}:${name}:${one}`);
        return { value: typeof found === "number" ? found : null, of: null, missing: "no figure" };
      }),
    })),
  }));
}
