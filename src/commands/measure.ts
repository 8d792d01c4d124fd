import type { Command } from "commander";
import { Option } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import type { Figure } from "../measures/figure.ts";
import type { AskedKind } from "../measures/question.ts";
import type { Where } from "../measures/where.ts";
import { projectFile } from "../project.ts";
import { parseDay, parseWhere } from "./options.ts";
import { toTable } from "./printedTable.ts";

interface MeasureOptions {
  period: AskedKind;
  by?: string[];
  where: Where;
  from?: string;
  to?: string;
  format: "table" | "json" | "csv";
  out: string;
}

/** Throws a DataError that names the measures there are when none has this id. */
export async function checkMeasure(id: string): Promise<void> {
  const { readMeasureIds } = await import("../catalogue/definition.ts");
  const ids = readMeasureIds(projectFile("sql/measures"));
  if (!ids.includes(id))
    throw new DataError(`unknown measure: ${id}`, [], `The measures: ${ids.join(", ")}.`);
}

async function print(figures: Figure[], format: MeasureOptions["format"]): Promise<string> {
  if (format === "table") return toTable(figures);
  const { exportedFigures } = await import("../measures/exported.ts");
  const { figuresCsv } = await import("../tables/figuresCsv.ts");
  return format === "csv" ? figuresCsv(figures) : `${JSON.stringify(exportedFigures(figures), null, 2)}\n`;
}

/** `measure ID`: the figures of one measure from the last build. */
export function addMeasure(program: Command): void {
  program
    .command("measure")
    .description("print the figures of one measure")
    .argument("<id>", "the measure, such as calls")
    .addOption(
      new Option("--period <kind>", "the period counted; as-at takes its date from --to")
        .choices(["month", "quarter", "financial-year", "as-at"])
        .default("month"),
    )
    .option("--by <dimensions>", "break down by one or more dimensions, joined by commas", (text) =>
      text.split(","),
    )
    .option(
      "--where <dimension=value>",
      "only rows with this value; repeated, either value of one dimension, and of several",
      parseWhere,
      [],
    )
    .option("--from <date>", "the first day, yyyy-mm-dd", parseDay)
    .option("--to <date>", "the last day, yyyy-mm-dd", parseDay)
    .addOption(
      new Option("--format <format>", "how to print").choices(["table", "json", "csv"]).default("table"),
    )
    .option("--out <folder>", "where the build is", projectFile("dist"))
    .action(async (id: string, { period, format, out, ...asked }: MeasureOptions) => {
      await checkMeasure(id);
      const { readMeasure } = await import("../catalogue/readMeasures.ts");
      const { judgedFigures } = await import("../measures/judgedFigures.ts");
      const { openWarehouse } = await import("../warehouse/openWarehouse.ts");
      const { connection, context } = await openWarehouse(out);
      const measure = await readMeasure(connection, context.asAt, id);
      const figures = await judgedFigures(connection, measure, { periods: [period], ...asked }, context);
      process.stdout.write(await print(figures, format));
    });
}

/** `measures`: every measure with its title and unit. */
export function addMeasures(program: Command): void {
  program
    .command("measures")
    .description("list the measures")
    .action(async () => {
      const { readDefinitions } = await import("../catalogue/definition.ts");
      const definitions = readDefinitions(projectFile("sql/measures"));
      const width = Math.max(...definitions.map(({ id }) => id.length));
      for (const { id, title, unit } of definitions)
        process.stdout.write(`${id.padEnd(width)}  ${title} (${unit})\n`);
    });
}
