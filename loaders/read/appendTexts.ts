import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";

/** As many rows as DuckDB keeps in a chunk. */
const chunkRows = 2048;

/** Takes the rows of a table one by one, and writes them in chunks; the last of them when it is closed. */
export interface TextAppender {
  add: (row: readonly (string | null)[]) => void;
  close: () => void;
}

/** Opens a table of `width` columns of text to rows that are appended. */
export async function appendTexts(
  connection: DuckDBConnection,
  table: string,
  width: number,
): Promise<TextAppender> {
  const appender = await connection.createAppender(table);
  const types = Array.from({ length: width }, () => VARCHAR);
  let pending: (readonly (string | null)[])[] = [];
  const flush = () => {
    if (pending.length === 0) return;
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(pending);
    appender.appendDataChunk(chunk);
    pending = [];
  };
  return {
    add: (row) => {
      pending.push(row);
      if (pending.length === chunkRows) flush();
    },
    close: () => {
      flush();
      appender.closeSync();
    },
  };
}
