import { join, resolve } from "node:path";
import type { Command } from "commander";
import { addSettings, placesOf } from "./defaults.ts";
import { log } from "./log.ts";

const help = `
ADDRESS is postgres://HOST:5432/DATABASE or clickhouse://HOST:8123. The user and password come from PGUSER and PGPASSWORD, or
CLICKHOUSE_USER and CLICKHOUSE_PASSWORD. The line to another machine is encrypted unless ADDRESS ends in ?tls=no.
It replaces the schemas calendar, marts and figures that an earlier export wrote, all of them or nothing, and touches no other.
docs/scale.md says how, and what a reader may see meanwhile.`;

/** `export ADDRESS`: marts, figures and their dictionary in another engine. */
export function addExport(program: Command): void {
  addSettings(program.command("export"))
    .description("write the last build's marts, figures and data dictionary to PostgreSQL or ClickHouse")
    .argument("<address>", "where they go, such as postgres://db.example/figures")
    .option("--out <folder>", "where the build is (default: dist)")
    .addHelpText("after", help)
    .action(async (given: string, { settings, out }: { settings?: string; out?: string }) => {
      const { readEngineUrl } = await import("../engines/engineUrl.ts");
      const { sendWarehouse } = await import("../engines/sendWarehouse.ts");
      const address = readEngineUrl(given, process.env);
      const folder = join(resolve(out ?? placesOf(settings).dist), "warehouse");
      const { tables, rows } = await sendWarehouse(folder, address);
      log(`${address.name}: ${tables} tables, ${rows.toLocaleString("en-GB")} rows`);
    });
}
