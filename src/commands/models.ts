import type { Command } from "commander";
import { projectFile } from "../project.ts";

/** `models`: what each SQL file reads. */
export function addModels(program: Command): void {
  program
    .command("models")
    .description("print what each model, measure and check reads")
    .action(async () => {
      const { openDatabase } = await import("../../loaders/database.ts");
      const { printGraph, readModels } = await import("../warehouse/graph.ts");
      const connection = await (await openDatabase()).connect();
      process.stdout.write(`${printGraph(await readModels(connection, projectFile("sql")))}\n`);
    });
}
