import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { endOfMonth } from "../../loaders/dates.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import { formatDay, formatMonth } from "../report/format.ts";
import { findReceivedBy } from "../restate/receivedBy.ts";
import { buildWarehouse, type Warehouse } from "../warehouse/warehouse.ts";

interface MonthAsked {
  /** `yyyy-mm` */
  month: string;
  /** The folder of the office's settings. */
  settings: string;
  extracts: string;
  landing: string;
  log: (message: string) => void;
}

/** The warehouse as it was when the month was complete. Throws a DataError when it never was. */
export async function openMonth({
  month,
  settings: folder,
  extracts,
  landing,
  log,
}: MonthAsked): Promise<[Warehouse, string]> {
  const settings = readSettings(join(folder, "sources.yaml"));
  const receivedBy = findReceivedBy(month, findExtracts(extracts, settings).extracts, settings.sources);
  const end = endOfMonth(month);
  if (!receivedBy)
    throw new DataError(
      `${formatMonth(month)} can't be released: it has no extract received by ${formatDay(endOfMonth(month, 1))}.`,
    );
  const warehouse = await buildWarehouse({
    settings: folder,
    extracts,
    landing,
    log,
    asAt: receivedBy,
    reportTo: end,
  });
  if (warehouse.context.asAt === end) return [warehouse, receivedBy];
  closeMonth(warehouse);
  throw new DataError(
    `${formatMonth(month)} can't be released: the extracts received by ${formatDay(receivedBy)} end with ${formatMonth(warehouse.context.asAt)}.`,
  );
}

/** Ends what `openMonth` opened. */
export function closeMonth({ connection, instance }: Warehouse): void {
  connection.closeSync();
  instance.closeSync();
}
