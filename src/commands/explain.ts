import type { Command } from "commander";
import { Option } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import type { Where } from "../measures/where.ts";
import { type AskedOf, addAskedOf, withAnswers } from "./answers.ts";
import { placesOf } from "./defaults.ts";
import { checkMeasure } from "./measure.ts";
import { parseWhere, parseWhole } from "./options.ts";

interface ExplainOptions extends AskedOf {
  period: string;
  where: Where;
  format: "text" | "json";
  rows: number;
}

/** `explain ID`: one figure of the last build or a folder of extracts, down to its SQL, its extracts and its rows. */
export function addExplain(program: Command): void {
  addAskedOf(program.command("explain"))
    .description("explain one figure: its SQL, its extracts, the rows counted in and those left out")
    .argument("<id>", "the measure, such as calls")
    .requiredOption(
      "--period <period>",
      "2021-06, '2021/22 Q1', 2021/22, '2021/22 to 2021-09' or, as at a date, 2022-03-30",
    )
    .option(
      "--where <dimension=value>",
      "only rows with this value; repeated, either value of one dimension, and of several",
      parseWhere,
      [],
    )
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .option("--rows <number>", "how many rows to list, by reference", parseWhole(0), 50)
    .action(async (id: string, { period, where, format, rows, ...askedOf }: ExplainOptions) => {
      const { settings } = placesOf(askedOf.settings);
      await checkMeasure(id, settings);
      const { readMeasure } = await import("../catalogue/readMeasures.ts");
      const { mustBeAskable } = await import("../warehouse/tryOwnMeasures.ts");
      const { parsePeriod } = await import("../measures/period.ts");
      const { explainFigure } = await import("../trace/explainFigure.ts");
      const { toExplanationText } = await import("./explanationText.ts");
      const explained = await withAnswers(askedOf, async ({ connection, context, models }) => {
        const asked = parsePeriod(period);
        if (!models.some(({ name }) => name === `measures.${id}`))
          throw new DataError(
            `The last build in ${askedOf.out ?? placesOf(askedOf.settings).dist} has no ${id}: what is behind it isn't known yet.`,
            [],
            "Build again: npm run build. Meanwhile npm run dev shows its page, and measure prints its figures.",
          );
        const measure = readMeasure(context.asAt, id, settings);
        await mustBeAskable(connection, measure, models, settings);
        return explainFigure(connection, measure, asked, where, context, models);
      });
      const text =
        format === "json" ? `${JSON.stringify(explained, null, 2)}\n` : toExplanationText(explained, rows);
      process.stdout.write(text);
    });
}
