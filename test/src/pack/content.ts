import { monthPeriod } from "../../../src/measures/period.ts";
import type { PackContent } from "../../../src/pack/document.ts";
import type { MadeFrom } from "../../../src/pack/seal.ts";
import { toSite } from "../../../src/report/series.ts";
import { fixtureInput } from "../site/fixture.ts";

const shown = [
  "actions-overdue",
  "calls",
  "calls-feedback-option",
  "feedback-closed-20wd",
  "feedback-open-past-20wd",
  "handling-decisions-awaited",
  "mp-enquiries-overdue",
  "mp-enquiry-28d",
  "register-open-items",
  "review-requests",
  "sample-outcome-met",
  "updates-overdue",
];

const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const ofRegisters = ["actions-overdue", "handling-decisions-awaited", "register-open-items"];

const notHeld = {
  ...({ numerator: null, denominator: null, value: null, status: "x", state: "not held" } as const),
  note: "The registers begin in April 2022.",
};

/**
 * A pack's content from invented figures of a few measures; `more` calls are added to the reported month. Without
 * `hasRegisters` nothing is held of them.
 */
export function fixtureContent({
  more = 0,
  reissues = [] as string[],
  hasRegisters = true,
} = {}): PackContent {
  const report = fixtureInput("internal");
  const figures = report.figures.filter(({ measure }) => shown.includes(measure));
  const site = toSite({
    ...report,
    measures: report.measures.filter(({ id }) => shown.includes(id)),
    headlines: [],
    notes: [],
    explanations: [],
    figures: figures.map((figure) => {
      if (!hasRegisters && ofRegisters.includes(figure.measure)) return { ...figure, ...notHeld };
      if (figure.measure !== "calls" || figure.period !== "2022-03" || figure.breakdown !== "") return figure;
      const numerator = (figure.numerator ?? 0) + more;
      return { ...figure, numerator, value: numerator, variation: "high", rule: "outside" };
    }),
  });
  const restated = {
    measure: "calls",
    ...monthPeriod("2022-02"),
    breakdown: "",
    group: "",
    unit: "calls",
    why: "late data",
    was: 6500,
    was_numerator: 6500,
    was_denominator: null,
    was_status: "",
    is: 6612,
    is_numerator: 6612,
    is_denominator: null,
    is_status: "",
  };
  return {
    site,
    restated: { month: "2022-02", receivedBy: "2022-03-02", saidBy: "pack", figures: [restated] },
    provenance: {
      version: "0.1.0",
      receivedBy: "2022-04-12",
      digests: [{ of: "Extracts", files: 347, sha256: hash }],
      reissues,
    },
  };
}

/** What a manifest says such a pack was made from. */
export const fixtureMadeFrom: MadeFrom = {
  month: "2022-03",
  as_at: "2022-03-31",
  edition: "internal",
  candour: { version: "0.1.0", files: 1, sha256: hash },
  received_by: "2022-04-12",
  received_to: "2022-04-12",
  extracts: [{ source: "telephony_calls", file: "2022-04-02/telephony-2022-03.csv", sha256: hash }],
  refused: [],
  models: [{ model: "measures.calls", sha256: hash }],
  settings: [{ file: "data/sources.yaml", sha256: hash }],
};
