import { formatDimension, formatGroup } from "../../../report/format.ts";
import { cellsOf, rateOf } from "../../../trace/fileColumns.ts";
import type { MeasureFile } from "../../../trace/listedFiles.ts";
import type { PageChart } from "./pageChart.ts";

/** The breakdowns of a page that have no small chart a group, as they have too many, by their names. */
export const undrawnOn = (page: ParentNode): string[] =>
  [...page.querySelectorAll<HTMLElement>("[data-by]:not(:has(svg[data-asks]))")].map(
    ({ dataset }) => dataset.by ?? "",
  );

/** The columns of a file of figures that say what a value is of; a rate is what its numbers come to. */
function valuesIn({ figures, unit }: MeasureFile) {
  const column = (wanted: string): Cells => {
    const found = figures.find(({ name }) => name === wanted);
    return found ? cellsOf(found) : [];
  };
  const [by = [], group = [], month = [], value = [], numerator = [], denominator = []] = [
    "by",
    "group",
    "month",
    "value",
    "numerator",
    "denominator",
  ].map(column);
  return month.map((one, row) => ({
    by: by[row],
    group: String(group[row]),
    month: one,
    value: value.length > 0 ? value[row] : rateOf(numberOr(numerator[row]), numberOr(denominator[row]), unit),
  }));
}

type Cells = (string | number | boolean | null)[];

const numberOr = (value: unknown): number | null => (typeof value === "number" ? value : null);

/**
 * The groups of those breakdowns with their months, from the files that the page which opens figures up reads; none of a breakdown
 * that has no such file. `folder` is their address.
 */
export async function readMoreGroups(
  folder: string,
  dimensions: readonly string[],
  months: readonly string[],
): Promise<PageChart["groups"]> {
  const answers = await Promise.all(dimensions.map((dimension) => fetch(`${folder}/by-${dimension}.json`)));
  const read = await Promise.all(
    answers.map(async (answer) => (answer.ok ? valuesIn((await answer.json()) as MeasureFile) : [])),
  );
  return dimensions.map((dimension, place) => {
    const own = (read[place] ?? []).filter(({ by }) => by === dimension);
    const known = new Map(own.map(({ group, month, value }) => [`${group}:${month}`, numberOr(value)]));
    return {
      dimension: `By ${formatDimension(dimension)}`,
      groups: [...new Set(own.map(({ group }) => group))].map((name) => ({
        key: `${dimension}:${name}`,
        name: formatGroup(name),
        from: months[0] ?? "",
        said: months.map((one) => ({
          value: known.get(`${name}:${one}`) ?? null,
          of: null,
          missing: "no figure",
        })),
      })),
    };
  });
}
