import { Command } from "commander";
import { DataError } from "../loaders/dataError.ts";
import { addBuild, addStart } from "./commands/build.ts";
import { addDue } from "./commands/calendar.ts";
import { addDemo } from "./commands/demo.ts";
import { log } from "./commands/log.ts";
import { addMeasure, addMeasures } from "./commands/measure.ts";
import { addModels } from "./commands/models.ts";

const program = new Command("candour")
  .description("Casework assurance for an ombudsman")
  .showHelpAfterError();
for (const add of [addDemo, addBuild, addStart, addMeasure, addMeasures, addModels, addDue]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof DataError)) throw error;
  log(error.message);
  process.exitCode = 1;
}
