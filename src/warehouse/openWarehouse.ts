import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { literal, quote } from "../../loaders/compileContract.ts";
import { openDatabase, useOneThread } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { readJson } from "../../loaders/ownFiles.ts";
import { Break } from "../catalogue/breaks.ts";
import { Holding } from "../catalogue/holdings.ts";
import { Rebase } from "../catalogue/rebases.ts";
import { Doubt } from "./checks.ts";
import type { Context } from "./context.ts";
import { Gap } from "./freshness.ts";
import type { Model } from "./graph.ts";
import { Losses, noLosses } from "./losses.ts";

const Saved = z.object({
  office: z.string(),
  asAt: z.iso.date(),
  coverage: z.array(z.object({ contract: z.string(), from: z.string(), to: z.string() })),
  holdings: z.array(Holding),
  breaks: z.array(Break),
  rebases: z.array(Rebase),
  gaps: z.array(Gap),
  doubts: z.array(Doubt).default([]),
  losses: Losses.default(noLosses),
});

const SavedModels = z.array(
  z.object({ name: z.string(), schema: z.string(), sql: z.string(), reads: z.array(z.string()) }),
);

/** What figures depend on besides rows, from what a build wrote of it. Throws a DataError where another version did. */
export function parseContext(text: string): Context {
  const saved = Saved.omit({ office: true }).safeParse(JSON.parse(text));
  if (!saved.success)
    throw new DataError("What was exported is of another version of Candour.", [], "Build and export again.");
  return saved.data;
}

/** Opens the warehouse a build has left in `out`, with the name of its office. Throws a DataError when there is none. */
export async function openWarehouse(
  out: string,
): Promise<{ connection: DuckDBConnection; context: Context; models: Model[]; office: string }> {
  const folder = join(out, "warehouse");
  if (!existsSync(join(folder, "models.json"))) {
    throw new DataError(`${out} holds no warehouse.`, [], "Build it first: npm run build");
  }
  const read = <T>(name: string, schema: z.ZodType<T>): T => {
    const file = join(folder, name);
    const next = "Build again: npm run build -- --again";
    const saved = schema.safeParse(readJson(file, next));
    if (!saved.success) throw new DataError(`${file} is of another version of Candour.`, [], next);
    return saved.data;
  };
  const { office, ...context } = read("context.json", Saved);
  const models = read("models.json", SavedModels);
  const instance = await openDatabase();
  const connection = await instance.connect();
  await useOneThread(connection);
  for (const schema of ["calendar", "marts", "raw"]) {
    await connection.run(`create schema ${schema}`);
    for (const file of readdirSync(join(folder, schema)).sort()) {
      const path = literal(join(folder, schema, file));
      await connection.run(
        `create view ${schema}.${quote(basename(file, ".parquet"))} as select * from read_parquet(${path})`,
      );
    }
  }
  return { connection, context, models, office };
}
