import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { queryOne } from "../loaders/database.ts";
import { allFigures } from "../src/measures/allFigures.ts";
import { saveWarehouse } from "../src/warehouse/saveWarehouse.ts";
import { buildWarehouse } from "../src/warehouse/warehouse.ts";

/**
 * What the data part of a build of the extracts in a folder takes: `npx tsx bench/scale.ts FOLDER`. Seconds of processor (a busy machine
 * gives the same), by the clock, and the most memory. Run it once for each size, in a process of its own.
 */
const [extracts = ""] = process.argv.slice(2);

const landing = mkdtempSync(join(tmpdir(), "candour-scale-"));

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${name}: ${seconds((user + system) / 1000)} s of processor, ${seconds(performance.now() - from)} by the clock, ${most} MB at most so far\n`,
  );
  return made;
}

const bytesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

try {
  const build = () => buildWarehouse({ extracts, landing, log: () => undefined });
  const first = await timed("extracts and models, nothing landed", build);
  first.connection.closeSync();
  first.instance.closeSync();
  const warehouse = await timed("extracts and models, all landed", build);
  const { rows } = await queryOne(
    warehouse.connection,
    "select sum(rows_read)::double as rows from raw.loads",
  );
  await timed("written as Parquet", () => saveWarehouse(warehouse, join(landing, ".written")));
  const figures = await timed("figures", () =>
    allFigures(warehouse.connection, warehouse.definitions, warehouse.context),
  );
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  process.stdout.write(
    `${rows} rows in ${megabytes(bytesOf(extracts))}; ${megabytes(bytesOf(join(landing, ".written")))} of Parquet; ${figures.length} figures\n`,
  );
} finally {
  rmSync(landing, { recursive: true, force: true });
}
