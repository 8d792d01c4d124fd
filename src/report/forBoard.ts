import type { Casework } from "../casework/casework.ts";
import type { RegisterItem } from "../casework/registers.ts";
import type { MeasureDefinition } from "../catalogue/definition.ts";
import type { Report } from "./report.ts";
import { groupBy } from "./series.ts";

/** Dimensions whose groups are each one person: who holds a case, and who owes an action. */
const ofPeople = ["officer", "owner"];

/** What stands where nobody is named. */
const nobody = ["", "not recorded", "not yet allocated", "unknown"];

/** The dimensions that tell people apart: by their names, and any other most of whose groups are those people. */
function personalDimensions({ figures, casework }: Report): ReadonlySet<string> {
  const groups = new Map(
    [...groupBy(figures, ({ breakdown }) => breakdown)].map(([dimension, own]) => [
      dimension,
      new Set(own.map(({ group }) => group).filter((group) => !nobody.includes(group))),
    ]),
  );
  const people = new Set([
    ...ofPeople.flatMap((dimension) => [...(groups.get(dimension) ?? [])]),
    ...casework.feedback.map(({ officer }) => officer),
  ]);
  const others = [...groups].flatMap(([dimension, own]) => {
    const known = [...own].filter((group) => people.has(group));
    return known.length * 2 > own.size ? [dimension] : [];
  });
  return new Set([...ofPeople, ...others]);
}

/** An item as a board counts it: its register, criterion, days and ages; nothing that says which it is, whose or of whom. */
function toCounted(item: RegisterItem): RegisterItem {
  return {
    ...item,
    item_reference: "",
    sender_name: null,
    content: null,
    case_reference: null,
    owner: null,
    decision_by: null,
    agreed_handling: null,
    next_milestone: null,
  };
}

/** What lists of cases come to, without the cases. */
function countedOnly(casework: Casework): Casework {
  return {
    ...casework,
    feedback: [],
    queue: [],
    samples: [],
    today: null,
    drawn: casework.drawn.map((one) => ({
      ...one,
      sample_id: "",
      case_reference: "",
      replaced_why: one.replaced_why && "",
      replaced_by: null,
    })),
    items: casework.items.map(toCounted),
    actions: casework.actions.map((one) => ({
      ...one,
      action_reference: "",
      item_reference: null,
      action: "",
      owner: "",
    })),
    events: casework.events.map((one) => ({ ...one, event_reference: "", item_reference: null })),
  };
}

/** What of the checks' findings is a name, of a file or a record, stays with who can look it up. */
const withoutNames = (checks: Report["checks"]): Report["checks"] =>
  checks.map((check) => ({ ...check, names: [] }));

function withoutDimensions(measure: MeasureDefinition, left: ReadonlySet<string>): MeasureDefinition {
  return { ...measure, dimensions: measure.dimensions.filter((dimension) => !left.has(dimension)) };
}

/**
 * The internal report as a board may have it: no breakdown by officer or anybody else, no case, action or item that could be told
 * from another, no name that a check found, none of the files of single rows, and
 * no page of the office's own, whose queries may ask for anybody. What isn't in it can't be on a page made of it.
 */
export function forBoard(report: Report): Report {
  const left = personalDimensions(report);
  const isKept = ({ breakdown }: { breakdown: string }) =>
    breakdown === "" || !breakdown.split(",").some((dimension) => left.has(dimension));
  const { restated } = report;
  return {
    ...report,
    isForBoard: true,
    measures: report.measures.map((measure) => withoutDimensions(measure, left)),
    figures: report.figures.filter(isKept),
    holdings: report.holdings.filter(
      ({ breakdown }) => ![...left].some((dimension) => breakdown.split(/[,=]/).includes(dimension)),
    ),
    notes: report.notes.filter(({ dimension }) => !left.has(dimension)),
    checks: withoutNames(report.checks),
    ownPages: [],
    faults: [],
    casework: countedOnly(report.casework),
    restated: restated && { ...restated, figures: restated.figures.filter(isKept) },
    downloads: [],
    pastMonths: [],
  };
}

/** Whether a report has the cases behind its figures, so that they can be opened up. */
export const hasCases = ({ edition, isForBoard }: Report): boolean =>
  edition === "internal" && isForBoard !== true;
