import { Command } from "commander";
import { DataError, isDiskFull, isOutOfMemory } from "../loaders/dataError.ts";
import { addBuild, addStart } from "./commands/build.ts";
import { addDue } from "./commands/calendar.ts";
import { addCheck } from "./commands/check.ts";
import { addDemo } from "./commands/demo.ts";
import { addDescribe } from "./commands/describe.ts";
import { addExplain } from "./commands/explain.ts";
import { addExport } from "./commands/export.ts";
import { describeFault } from "./commands/fault.ts";
import { addFetch } from "./commands/fetch.ts";
import { addInit } from "./commands/init.ts";
import { log } from "./commands/log.ts";
import { addMeasure, addMeasures } from "./commands/measure.ts";
import { addModels } from "./commands/models.ts";
import { addMonthly } from "./commands/monthly.ts";
import { addPack } from "./commands/pack.ts";
import { findPathProblem } from "./commands/pathProblem.ts";
import { addPropose } from "./commands/propose.ts";
import { addProtect } from "./commands/protect.ts";
import { addRelease } from "./commands/release.ts";
import { addRestate } from "./commands/restate.ts";
import { addSample } from "./commands/sample.ts";
import { addScan } from "./commands/scan.ts";
import { addSchemas } from "./commands/schemas.ts";

const program = new Command("candour")
  .description("Casework assurance for an ombudsman")
  .showHelpAfterError();
const ofSettings = [addInit, addDescribe, addPropose, addCheck, addSchemas];
const ofFigures = [
  addDemo,
  addFetch,
  addBuild,
  addStart,
  addMeasure,
  addExplain,
  addMeasures,
  addModels,
  addDue,
];
const ofPapers = [addMonthly, addExport, addRestate, addSample, addPack, addProtect, addRelease, addScan];
for (const add of [...ofSettings, ...ofFigures, ...ofPapers]) add(program);

// What fails beside a command, in a stream or a timer, ends it as what fails in it does.
process.on("uncaughtException", (error) => {
  log(toMessage(error));
  process.exit(1);
});

try {
  await program.parseAsync();
} catch (error) {
  log(toMessage(error));
  process.exitCode = 1;
}

function toMessage(error: unknown): string {
  if (isDiskFull(error)) return "The disk is full.\nMake room and try again; the last good output stands.";
  if (isOutOfMemory(error))
    return "The machine has too little memory.\nEnd what else runs on it and try again; the last good output stands.";
  if (error instanceof DataError) return error.message;
  return findPathProblem(error) ?? describeFault(error);
}
