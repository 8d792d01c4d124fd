import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import type { Explanation } from "../../../src/report/explained.ts";
import type { Report } from "../../../src/report/report.ts";

/** A chain of models to each measure, through raw, staging and two marts. */
export function modelsFor(measures: readonly MeasureDefinition[]): Report["models"] {
  const contracts = [...new Set(measures.flatMap(({ extracts }) => extracts))].sort();
  const model = (name: string, ...reads: string[]) => ({ name, schema: name.split(".")[0] ?? "", reads });
  return [
    model("calendar.days", "raw.bank_holidays"),
    ...contracts.flatMap((name) => [
      model(`staging.${name}`, `raw.${name}`),
      model(`marts.${name}`, `staging.${name}`, "calendar.days"),
    ]),
    model("marts.complaints", "marts.feedback"),
    ...measures.map(({ id, extracts }) =>
      model(
        `measures.${id}`,
        ...extracts.map((name) => `marts.${name}`),
        ...(id.startsWith("feedback") ? ["marts.complaints"] : []),
      ),
    ),
    model("checks.calls_with_line", "marts.calls"),
    model("checks.cases_closed_once", "raw.loads"),
  ];
}

function extractsFor(measure: MeasureDefinition, figure: Figure): Explanation["extracts"] {
  const count = measure.time === "stock" ? 20 : 2;
  const source = measure.extracts[0] ?? "";
  return Array.from({ length: count }, (_, index) => ({
    source,
    file: `${figure.period_end.slice(0, 4)}-04-01/${source}-${figure.period.replace("/", "-")}-${index}.csv`,
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    received_on: "2022-04-01",
    rows_loaded: 1198,
    rows_quarantined: 2,
  }));
}

/** The last 13 months and the last financial year explained; the period before is not. */
export function explanationsFor(
  measures: readonly MeasureDefinition[],
  figures: readonly Figure[],
): Explanation[] {
  return measures.flatMap((measure) => {
    const totals = figures.filter((one) => one.measure === measure.id && one.breakdown === "");
    const explained = totals.filter(
      ({ period, period_kind, status }) =>
        status !== "x" && (period === "2021/22" || (period_kind === "month" && period >= "2021-03")),
    );
    return explained.map((figure) => ({
      measure: measure.id,
      period: figure.period,
      period_kind: figure.period_kind,
      period_start: figure.period_start,
      period_end: figure.period_end,
      models: measure.extracts.flatMap((name) => [`raw.${name}`, `staging.${name}`, `marts.${name}`]),
      extracts: extractsFor(measure, figure),
      rows: figure.denominator ?? figure.numerator ?? 0,
      numerator: figure.numerator,
      denominator: figure.denominator,
      left_out: measure.time === "stock" ? [] : [{ reason: "closed_on is not null", rows: 12 }],
      left_out_note: measure.time === "stock" ? "The query joins two tables." : "",
      quarantined:
        figure.period === "2022-03"
          ? [
              {
                source: measure.extracts[0] ?? "",
                file: "a.csv",
                kind: "value blanked" as const,
                column: "closed_on",
                reason: "not a date",
                rows: 2,
              },
              {
                source: measure.extracts[0] ?? "",
                file: "b.csv",
                kind: "row set aside" as const,
                column: "",
                reason: "broken quotes",
                rows: 1,
              },
            ]
          : [],
    }));
  });
}
