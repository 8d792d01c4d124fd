import { canaryPatterns } from "../../data/demonstration/canaries.ts";
import { query, queryOne } from "../../loaders/database.ts";
import { readMeasures } from "../../src/catalogue/readMeasures.ts";
import { toExplanationText } from "../../src/commands/explanationText.ts";
import { parsePeriod } from "../../src/measures/period.ts";
import { programSettings } from "../../src/project.ts";
import { markedNote } from "../../src/report/notes.ts";
import { explainFigure } from "../../src/trace/explainFigure.ts";
import { openWarehouse } from "../../src/warehouse/openWarehouse.ts";
import { sample } from "../gear.ts";

/** Whose work it is: who somebody is, so never in an explanation, though references are. */
const staffNumber = /(?<![\p{L}\d])S\d{4}(?!\d)/u;

/** How many rows of the one mart a measure reads are dated in a period, told from its text and not from its tree. */
function datedRows(sql: string, from: string, to: string): string | undefined {
  const mart = /^from (marts\.\w+)$/m.exec(sql)?.[1];
  const day = (name: string) => new RegExp(`^ {2}(.+?)(?: as)? ?\\b${name},?$`, "m").exec(sql)?.[1] ?? name;
  if (!mart || /^(with|group by)/m.test(sql)) return undefined;
  if (sql.includes("counted_on"))
    return `select count(*)::integer as rows from ${mart} where ${day("counted_on")} between date '${from}' and date '${to}'`;
  if (sql.includes("from_on"))
    return `select count(*)::integer as rows from ${mart}
      where ${day("from_on")} <= date '${to}' and coalesce(${day("until_on")}, date '9999-12-31') > date '${to}'`;
  return undefined;
}

/**
 * Explains every measure of a build, or some in the short gear, in each period and gives what is wrong, a line each: rows that don't come to
 * the figure, rows neither counted in nor left out, anybody named. `explained` is how many figures were held.
 */
export async function checkEveryExplanation(
  out: string,
  periods: readonly string[],
): Promise<{ explained: number; accountedFor: number; problems: string[] }> {
  const { connection, context, models } = await openWarehouse(out);
  const nobody = [...canaryPatterns(), { kind: "staff number", pattern: staffNumber }];
  const problems: string[] = [];
  let explained = 0;
  let accountedFor = 0;
  for (const measure of sample(readMeasures(context.asAt, programSettings), 25)) {
    for (const period of periods) {
      const one = await explainFigure(connection, measure, parsePeriod(period), [], context, models);
      const problem = (words: string) => problems.push(`${measure.id} ${period}: ${words}`);
      const text = toExplanationText(one, 50);
      const own = `${text}${JSON.stringify({ ...one, measure: undefined })}`;
      for (const { kind, pattern } of nobody) if (pattern.test(own)) problem(`names somebody: ${kind}`);
      const { figure, explanation } = one;
      if (explanation === null) {
        if (figure.status !== "x" || !text.endsWith(`${markedNote(figure)}\n`)) problem("doesn't say why");
        continue;
      }
      explained += 1;
      if (measure.reference && one.references.length !== explanation.rows) problem("rows aren't all listed");
      if (explanation.extracts.length === 0) problem("came from no extract");
      if (measure.statistic.kind === "sum" && figure.numerator !== null) {
        const { numerator } = await queryOne<{ numerator: number | null }>(
          connection,
          `select coalesce(sum(numerator), 0)::double as numerator from temp."rows counted"`,
        );
        if (Math.abs((numerator ?? 0) - figure.numerator) > 1e-6) problem("rows don't come to the numerator");
      }
      const dated =
        explanation.left_out_note === ""
          ? datedRows(measure.sql, figure.period_start, figure.period_end)
          : undefined;
      if (dated === undefined) continue;
      const [all] = await query<{ rows: number }>(connection, dated);
      const told = explanation.rows + explanation.left_out.reduce((sum, { rows }) => sum + rows, 0);
      accountedFor += 1;
      if (all?.rows !== told) problem(`${told} rows accounted for, of ${all?.rows}`);
    }
  }
  connection.closeSync();
  return { explained, accountedFor, problems };
}
