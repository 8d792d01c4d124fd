import { quote } from "../../loaders/compileContract.ts";

/** What a column holds: `yes-no` is a boolean, `person` a staff number. */
export type ColumnKind = "text" | "date" | "number" | "yes-no" | "person" | "reference";

export interface RecordColumn {
  name: string;
  title: string;
  kind: ColumnKind;
}

/**
 * What a list shows of the record behind a row: the mart it is in and its columns. References, dates, stages,
 * outcomes and roles or staff numbers: never free text, nobody's name. `isDated` says whether the record's own dates
 * show why a row is counted; where they don't, the day it counts from is shown as well.
 */
export interface RecordKind {
  one: string;
  many: string;
  mart: string;
  isDated: boolean;
  columns: readonly RecordColumn[];
}

const date = (name: string, title: string): RecordColumn => ({ name, title, kind: "date" });
const text = (name: string, title: string): RecordColumn => ({ name, title, kind: "text" });
const person = (name: string, title: string): RecordColumn => ({ name, title, kind: "person" });
const reference = (name: string, title: string): RecordColumn => ({ name, title, kind: "reference" });
const yesNo = (name: string, title: string): RecordColumn => ({ name, title, kind: "yes-no" });

/** The kinds of record, by the column that a measure's rows are known by. */
const records: Readonly<Record<string, RecordKind>> = {
  feedback_reference: {
    one: "feedback case",
    many: "feedback cases",
    mart: "marts.feedback",
    isDated: true,
    columns: [
      text("team", "Team"),
      person("officer", "Officer"),
      date("received_on", "Received"),
      date("allocated_on", "Allocated"),
      date("day_20_on", "Day 20"),
      date("closed_on", "Closed"),
      text("closure", "Ended"),
    ],
  },
  case_reference: {
    one: "case",
    many: "cases",
    mart: "marts.cases",
    isDated: false,
    columns: [
      text("stage", "Stage now"),
      person("caseworker", "Caseworker"),
      date("received_on", "Received"),
      date("closed_on", "Closed"),
      text("outcome", "Outcome"),
    ],
  },
  review_reference: {
    one: "review",
    many: "reviews",
    mart: "marts.reviews",
    isDated: true,
    columns: [
      person("reviewer", "Reviewer"),
      date("received_on", "Received"),
      date("proposal_decided_on", "Proposal decided"),
      date("sent_to_team_on", "Sent to team"),
      date("team_decided_on", "Team decided"),
      date("told_on", "Service user told"),
      date("completed_on", "Completed"),
      text("outcome", "Outcome"),
    ],
  },
  item_reference: {
    one: "register item",
    many: "register items",
    mart: "marts.register_items",
    isDated: true,
    columns: [
      reference("case_reference", "Case"),
      text("owner", "Owner"),
      date("received_on", "Received"),
      date("decision_sought_on", "Decision sought"),
      date("decision_made_on", "Decided"),
      date("answered_on", "Answered"),
      date("closed_on", "Closed"),
    ],
  },
  sample_id: {
    one: "sample",
    many: "samples",
    mart: "marts.samples",
    isDated: true,
    columns: [
      reference("case_reference", "Case"),
      person("reader", "Reader"),
      date("due_on", "Due"),
      date("sampled_on", "Read"),
      yesNo("is_outcome_met", "Outcome met"),
      yesNo("is_method_met", "Method met"),
    ],
  },
  request_reference: {
    one: "request",
    many: "requests",
    mart: "marts.information_requests",
    isDated: true,
    columns: [
      text("request_type", "Kind"),
      date("received_on", "Received"),
      date("due_on", "Due"),
      date("sent_on", "Answered"),
      text("outcome", "Outcome"),
    ],
  },
  decision_reference: {
    one: "decision",
    many: "decisions",
    mart: "marts.decisions",
    isDated: true,
    columns: [
      date("decided_on", "Decided"),
      date("signed_off_on", "Signed off"),
      date("went_out_on", "Went out"),
      yesNo("is_risk_assessed", "Risk assessed"),
    ],
  },
  recommendation_reference: {
    one: "recommendation",
    many: "recommendations",
    mart: "marts.recommendations",
    isDated: true,
    columns: [
      reference("case_reference", "Case"),
      text("kind", "What is to be done"),
      date("made_on", "Made"),
      date("due_on", "Due"),
      text("acceptance", "Accepted"),
      date("complied_on", "Complied with"),
    ],
  },
  action_reference: {
    one: "action",
    many: "actions",
    mart: "marts.register_actions",
    isDated: true,
    columns: [
      reference("item_reference", "Register item"),
      text("owner", "Owner"),
      date("agreed_on", "Agreed"),
      date("due_on", "Due"),
      date("done_on", "Done"),
    ],
  },
};

/** Every kind of record, with the column it is known by. */
export const recordKinds: readonly [reference: string, kind: RecordKind][] = Object.entries(records);

/** The kind of record a reference column leads to. Throws an Error for one that has no kind yet. */
export function recordOf(reference: string): RecordKind {
  const kind = records[reference];
  if (!kind) throw new Error(`unknown kind of record: ${reference}: give it one in src/trace/recordKinds.ts`);
  return kind;
}

/** SQL of the records that `reference` leads to: the reference as `"record reference"`, and the columns named. */
export function recordsSql(reference: string, columns: readonly RecordColumn[]): string {
  const shown = columns.map(({ name, kind }) =>
    kind === "yes-no" ? quote(name) : `${quote(name)}::varchar as ${quote(name)}`,
  );
  return `select ${[`${quote(reference)}::varchar as "record reference"`, ...shown].join(", ")}
    from ${recordOf(reference).mart}`;
}
