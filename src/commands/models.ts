import type { Command } from "commander";
import { openDatabase } from "../../loaders/database.ts";
import { projectFile } from "../project.ts";
import { printGraph, readModels } from "../warehouse/graph.ts";

/** `models`: what each SQL file reads. */
export function addModels(program: Command): void {
  program
    .command("models")
    .description("print what each model, measure and check reads")
    .action(async () => {
      const connection = await (await openDatabase()).connect();
      process.stdout.write(`${printGraph(await readModels(connection, projectFile("sql")))}\n`);
    });
}
