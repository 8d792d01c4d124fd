import { join } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import { DataError } from "../../loaders/dataError.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Figure } from "../measures/figure.ts";
import type { AskedKind } from "../measures/question.ts";
import type { Where } from "../measures/where.ts";
import { projectFile } from "../project.ts";
import { type Answers, type AskedOf, addAskedOf, withAnswers } from "./answers.ts";
import { placesOf } from "./defaults.ts";
import { log } from "./log.ts";
import { parseDay, parseWhere } from "./options.ts";
import { alignCells, toTable } from "./printedTable.ts";

const kinds = ["week", "month", "quarter", "financial-year", "year-to-date", "as-at"] as const;

interface MeasureOptions extends AskedOf {
  engine?: string;
  period: string;
  by?: string[];
  where: Where;
  from?: string;
  to?: string;
  format: "table" | "json" | "csv";
}

/** Throws a DataError that names the measures there are, the office's own among them, when none has this id. */
export async function checkMeasure(id: string, settings: string): Promise<void> {
  const { readKnownIds } = await import("../catalogue/readMeasures.ts");
  const ids = readKnownIds(settings);
  if (!ids.includes(id))
    throw new DataError(`unknown measure: ${id}`, [], `The measures: ${ids.join(", ")}.`);
}

async function print(figures: Figure[], format: MeasureOptions["format"]): Promise<string> {
  if (format === "table") return toTable(figures);
  const { exportedFigures } = await import("../measures/exported.ts");
  const { figuresCsv } = await import("../tables/figuresCsv.ts");
  return format === "csv" ? figuresCsv(figures) : `${JSON.stringify(exportedFigures(figures), null, 2)}\n`;
}

interface Asked {
  kinds: readonly AskedKind[];
  from?: string;
  to?: string;
  /** The periods that were asked for by name. */
  labels?: readonly string[];
}

type Given = Pick<Asked, "from" | "to">;

/** A month and its year to date, each with the same a year before, as the pages have them. */
const soFar = "so-far";

/** What is asked for of the month of `to`, the last one reported unless given. Throws a DataError when days from one are asked for. */
async function toSoFar({ from, to }: Given, asAt: string): Promise<Asked> {
  if (from)
    throw new DataError(
      `--period ${soFar} is of one month and its year.`,
      [],
      "Leave out --from; --to says another month.",
    );
  const { endOfMonth } = await import("../../loaders/dates.ts");
  const { comparedPeriods } = await import("../report/soFar.ts");
  const month = (to ?? asAt).slice(0, 7);
  const labels = comparedPeriods(month).flatMap(({ now, before }) => [now.period, before.period]);
  return {
    kinds: ["month", "year-to-date"],
    from: `${endOfMonth(month, -12).slice(0, 7)}-01`,
    to: endOfMonth(month),
    labels,
  };
}

/** What `--period` asks for with the days given: a kind of period, or one period by its label. Throws a DataError for both. */
async function toAsked(period: string, { from, to }: Given): Promise<Asked> {
  const kind = kinds.find((one) => one === period);
  if (kind) return { kinds: [kind], ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const { parsePeriod } = await import("../measures/period.ts");
  const asked = parsePeriod(period, [...kinds, soFar]);
  if (from || to)
    throw new DataError(
      "--period names one period, so it has its days.",
      [],
      `Leave out --from and --to, or give a kind: ${[...kinds, soFar].join(", ")}.`,
    );
  const { label, kind: ofKind, ...days } = asked;
  return { kinds: [ofKind], ...days, ...(ofKind === "as-at" ? {} : { labels: [label] }) };
}

/**
 * What of the days asked for is done otherwise, in a sentence; empty where nothing is. Throws a DataError where nothing is left to
 * give: no period of theirs is in the data, or a stock is asked for over days.
 */
function saidOfDays(
  measure: MeasureDefinition,
  { kinds, from, to, labels }: Asked,
  shown: readonly Figure[],
): string {
  const { id, time } = measure;
  if (kinds.includes("as-at") && time !== "flow" && from)
    throw new DataError(
      `${id} is what there is at one day.`,
      [],
      "Leave out --from: it is taken as at --to, or name the day, as in --period 2022-03-30.",
    );
  const periods = [...shown].sort((a, b) => (a.period_start < b.period_start ? -1 : 1));
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last || labels) return "";
  const isWider = (from && first.period_start < from) || (to && last.period_end > to);
  return isWider && !kinds.includes("as-at")
    ? `Periods are given whole, from ${first.period_start} to ${last.period_end}.\n`
    : "";
}

/** Throws a DataError that says up to when there is data when no period asked for is within it. */
function checkAny(id: string, period: string, shown: readonly Figure[], asAt: string): void {
  if (shown.length > 0) return;
  throw new DataError(
    `${id} has no figure in the days asked for (${period}).`,
    [],
    `The data are as at ${asAt}: ask for a period that begins before it, or another breakdown.`,
  );
}

/** `measure ID`: the figures of one measure, from the last build or a folder of extracts. */
export function addMeasure(program: Command): void {
  addAskedOf(program.command("measure"))
    .description("print the figures of one measure")
    .argument("<id>", "the measure, such as calls")
    .addOption(
      new Option(
        "--period <kind or period>",
        `what is counted: ${kinds.join(", ")} (its date from --to), ${soFar} (a month and its year to date beside those a year before), or one period: 2021-06, 2021-W24, '2021/22 to 2021-09'`,
      ).default("month"),
    )
    .option("--by <dimensions>", "break down by one or more dimensions, joined by commas", (text) => [
      ...new Set(text.split(",")),
    ])
    .option(
      "--where <dimension=value>",
      "only rows with this value; repeated, either value of one dimension, and of several",
      parseWhere,
      [],
    )
    .option(
      "--engine <address>",
      "ask what was exported to PostgreSQL or ClickHouse instead of a build, such as postgres://db.example/figures",
    )
    .option("--from <date>", "the first day, yyyy-mm-dd", parseDay)
    .option("--to <date>", "the last day, yyyy-mm-dd", parseDay)
    .addOption(
      new Option("--format <format>", "how to print").choices(["table", "json", "csv"]).default("table"),
    )
    .action(async (id: string, options: MeasureOptions) => {
      const { period, format, settings, out, extracts, asAt, from, to, engine, ...rest } = options;
      await checkMeasure(id, placesOf(settings).settings);
      const given = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      const { readMeasure } = await import("../catalogue/readMeasures.ts");
      const { judgedFigures } = await import("../measures/judgedFigures.ts");
      const askedOf = {
        ...(settings ? { settings } : {}),
        ...(out ? { out } : {}),
        ...(extracts ? { extracts } : {}),
        ...(asAt ? { asAt } : {}),
      };
      const { shown, words } = await withAnswersOf(engine, askedOf, async ({ connection, context }, take) => {
        const office = placesOf(settings).settings;
        const measure = readMeasure(context.asAt, id, office);
        await take(measure, office);
        const isSoFar = period === soFar;
        const asked = isSoFar ? await toSoFar(given, context.asAt) : await toAsked(period, given);
        const { kinds, labels, ...days } = asked;
        const query = { periods: kinds, ...rest, ...days };
        const figures = await judgedFigures(connection, measure, query, context);
        const shown = labels ? figures.filter((one) => labels.includes(one.period)) : figures;
        const words = saidOfDays(measure, asked, shown);
        checkAny(id, period, shown, context.asAt);
        return { shown, words };
      });
      process.stderr.write(words);
      process.stdout.write(await print(shown, format));
    });
}

/** Sees that a measure can be asked, by the settings in `office`, and has its rows come from where they are. */
type Take = (measure: MeasureDefinition, office: string) => Promise<void>;

/** As `withAnswers`; where an engine is named, of what was exported to it. Throws a DataError where a build is named too. */
async function withAnswersOf<T>(
  engine: string | undefined,
  askedOf: AskedOf,
  answer: (answers: Pick<Answers, "connection" | "context">, take: Take) => Promise<T>,
): Promise<T> {
  if (engine === undefined) {
    const { mustBeAskable } = await import("../warehouse/tryOwnMeasures.ts");
    return withAnswers(askedOf, ({ models, ...answers }) =>
      answer(answers, (measure, office) => mustBeAskable(answers.connection, measure, models, office)),
    );
  }
  const { settings, ...others } = askedOf;
  if (Object.keys(others).length > 0)
    throw new DataError(
      "--engine asks what was exported.",
      [],
      "Leave out --out, --extracts and --as-at, or leave out --engine.",
    );
  const { readEngineUrl } = await import("../engines/engineUrl.ts");
  const { withEngine } = await import("../engines/engineRows.ts");
  const { workFor } = await import("./workFor.ts");
  const { name } = workFor(placesOf(settings).settings);
  const { readMeasureIds } = await import("../catalogue/definition.ts");
  const ours = readMeasureIds(projectFile("sql/measures"));
  const address = readEngineUrl(engine, process.env);
  return withEngine(address, ({ office, ...answers }, take) => {
    if (office !== name)
      throw new DataError(
        `${address.name} holds figures of the ${office}, and these settings are of the ${name}.`,
        [],
        "Name the folder of the office's settings with --settings.",
      );
    return answer(answers, async (measure) => {
      if (!ours.includes(measure.id))
        throw new DataError(
          `${measure.id} is the office's own measure, which only its build is asked for.`,
          [],
          "Leave out --engine. Its figures are in figures.figures there, as they were exported.",
        );
      await take(measure);
    });
  });
}

/** Of each measure whether the last month reported has a figure, and if not, why. */
async function listMeasures({ connection, context, models }: Answers, settings: string): Promise<string> {
  const { readMeasures } = await import("../catalogue/readMeasures.ts");
  const { sayFault } = await import("../catalogue/ownFaults.ts");
  const { findOwnFault } = await import("../warehouse/tryOwnMeasures.ts");
  const { measureFigures } = await import("../measures/engine.ts");
  const { markedNote } = await import("../report/notes.ts");
  const { asAt } = context;
  const rows: string[][] = [];
  for (const measure of readMeasures(asAt, settings)) {
    const fault = await findOwnFault(connection, measure, models, settings);
    if (fault) {
      rows.push([measure.id, "[x]", `${measure.title} (${measure.unit})`, sayFault(fault)]);
      continue;
    }
    const query = { periods: ["month" as const], from: asAt, to: asAt };
    const [figure] = await measureFigures(connection, measure, query, context);
    const isHeld = figure !== undefined && figure.status !== "x";
    const state = isHeld ? "held" : "[x]";
    const whyNot = isHeld || !figure ? "" : markedNote(figure);
    rows.push([measure.id, state, `${measure.title} (${measure.unit})`, whyNot]);
  }
  return alignCells([["measure", asAt.slice(0, 7), "title (unit)", "why not"], ...rows], new Set());
}

/** By the settings alone, which contract or column each measure or breakdown of it would be held with. */
async function listMissing(folder: string): Promise<string> {
  const { openDatabase } = await import("../../loaders/database.ts");
  const { readSettings } = await import("../../loaders/readSettings.ts");
  const { sayFault } = await import("../catalogue/ownFaults.ts");
  const { readWrittenMeasures } = await import("../catalogue/readMeasures.ts");
  const { readModels } = await import("../warehouse/graph.ts");
  const { readMissing } = await import("../warehouse/missing.ts");
  const { tryAsWritten } = await import("./tryAsWritten.ts");
  const settings = readSettings(join(folder, "sources.yaml"));
  const connection = await (await openDatabase()).connect();
  const program = await readModels(connection, projectFile("sql"));
  const { definitions, own } = readWrittenMeasures(folder);
  const tried = await tryAsWritten(own, program, settings);
  for (const fault of tried.faults) log(`Can't be used: ${sayFault(fault)}`);
  const usable = definitions.filter(({ id }) => !tried.faults.some(({ name }) => name === id));
  const missing = await readMissing(connection, [...program, ...tried.models], usable, settings);
  if (missing.length === 0) return "No source lacks a column that a measure reads.\n";
  const rows = missing.map(({ measure, breakdown, contract, column, says }) => [
    breakdown === "" ? measure : `${measure} by ${breakdown}`,
    column === "" ? contract : `${contract}.${column}`,
    column === "" ? "no source has this contract" : says,
  ]);
  return alignCells([["measure", "would be held with", "what it is"], ...rows], new Set());
}

/** `measures`: every measure with its title and unit, and whether it is held in the last month reported. */
export function addMeasures(program: Command): void {
  addAskedOf(program.command("measures"))
    .description("list the measures, each with whether the last month has a figure, and why not")
    .option("--missing", "by the settings alone: which contract or column would give which measure")
    .action(async ({ missing, ...askedOf }: AskedOf & { missing?: true }) => {
      const { settings } = placesOf(askedOf.settings);
      process.stdout.write(
        missing
          ? await listMissing(settings)
          : await withAnswers(askedOf, (answers) => listMeasures(answers, settings)),
      );
    });
}
