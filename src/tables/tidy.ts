import {
  type PublishedCell,
  type PublishedColumn,
  type PublishedTable,
  statusColumnOf,
} from "./publishedTable.ts";

/** A column of the tidy form of a table; one of markers has the kind `status`, and the columns they are of. */
export interface TidyColumn {
  name: string;
  title: string;
  kind: PublishedColumn["kind"] | "status";
  decimals: number;
  description: string;
  unit: string;
  isKey: boolean;
  read(row: readonly PublishedCell[]): string | number | null;
}

/**
 * The columns of a table for machines, in order: each of its own, and after the last number column that shares it
 * each column of markers. A marker is its letter alone, null for none; the value it stands in for is null.
 */
export function tidyColumns(table: PublishedTable): TidyColumn[] {
  return table.columns.flatMap((column, index) => {
    const own: TidyColumn = {
      name: column.name,
      title: column.title,
      kind: column.kind,
      decimals: column.decimals ?? 0,
      description: column.description ?? "",
      unit: column.unit ?? "",
      isKey: table.key.includes(column.name),
      read: (row) => row[index]?.value ?? null,
    };
    const name = statusColumnOf(column);
    const shared = table.columns.filter((one) => statusColumnOf(one) === name);
    return name !== "" && shared.at(-1) === column ? [own, toStatus(table, name, shared)] : [own];
  });
}

function toStatus(table: PublishedTable, name: string, shared: readonly PublishedColumn[]): TidyColumn {
  const places = shared.map((column) => table.columns.indexOf(column));
  return {
    name,
    title: `Shorthand for ${shared.map(({ title }) => title).join(", ")}`,
    kind: "status",
    decimals: 0,
    description: "",
    unit: "",
    isKey: false,
    read: (row) => places.map((place) => row[place]?.status ?? "").find((status) => status !== "") ?? null,
  };
}
