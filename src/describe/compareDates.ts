import { basename } from "node:path";
import { toTrimmed } from "./columnTally.ts";
import { readDate } from "./dateReadings.ts";
import type { DescribedColumn } from "./describeFile.ts";
import { openRows } from "./tableRows.ts";

/** How two columns of dates stand to each other, row by row. */
export interface DateOrder {
  first: DescribedColumn;
  second: DescribedColumn;
  /** Rows in which both are a date. */
  both: number;
  /** Rows in which the first is the earlier, and in which the two are one day. */
  earlier: number;
  same: number;
}

/** The form of all dates of a column, if one is decided; of a column in several forms, undefined. */
const formOf = ({ dates }: DescribedColumn): string | undefined =>
  dates?.shapes.length === 1 ? (dates.shapes[0]?.decided ?? undefined) : undefined;

/**
 * Compares every two of some columns of dates whose form is decided, over all rows of a sheet (`""`: the only table) below its
 * headings. The file is read again.
 */
export async function compareDates(
  path: string,
  { sheet, headerRow }: { sheet: string; headerRow: number },
  columns: readonly DescribedColumn[],
): Promise<DateOrder[]> {
  const decided = columns.flatMap((column) => {
    const form = formOf(column);
    return form === undefined ? [] : [{ column, form }];
  });
  const orders = decided.flatMap(({ column: first }, place) =>
    decided.slice(place + 1).map(({ column: second }) => ({ first, second, both: 0, earlier: 0, same: 0 })),
  );
  if (orders.length === 0) return [];
  const opened = await openRows(path, basename(path));
  await opened.read((row) => {
    if (row.sheet !== sheet || row.row <= headerRow) return;
    const days = new Map(
      decided.map(({ column, form }) => {
        const text = toTrimmed(row.cells[column.place - 1] ?? "");
        return [column, readDate(text)?.readings.find((reading) => reading.form === form)?.day];
      }),
    );
    for (const order of orders) {
      const [first, second] = [days.get(order.first), days.get(order.second)];
      if (first === undefined || second === undefined) continue;
      order.both += 1;
      if (first < second) order.earlier += 1;
      if (first === second) order.same += 1;
    }
  });
  return orders.filter(({ both }) => both > 0);
}
