import type { ContractColumn } from "../../loaders/contractColumns.ts";
import type { DescribedColumn } from "./describeFile.ts";
import { toHeadingWords } from "./personal.ts";

/** What headings call the columns of contracts, besides their own names. */
const synonyms: Record<string, string> = {
  case_reference: `case reference, case ref, case number, case no, case id, reference, ref, reference number, complaint
    number, complaint reference, complaint id, ticket, ticket number, ticket id, file number, matter
    number, log number, id, number`,
  feedback_reference: "feedback reference, feedback id, reference, ref, id, number",
  review_reference: "review reference, review id, reference, ref, id, number",
  request_reference: "request reference, request id, foi reference, reference, ref, id, number",
  call_id: "call id, call number, id",
  received_on: `received, date received, received date, received on, date of receipt, opened, date opened, opened
    on, open date, lodged, date lodged, submitted, date submitted, registered, date registered, logged,
    date logged, created, date created, created on, complaint date, start date`,
  closed_on: `closed, date closed, closed date, closed on, closure date, completed, date completed, completion
    date, resolved, date resolved, end date, finished`,
  decided_on: `decided, decision date, date of decision, final decision date, determination date, date decided`,
  outcome: `outcome, finding, findings, decision, result, determination, determination type, disposition`,
  stage: "stage, case stage, status, case status, phase",
  team: "team, department, unit, directorate, division, section, owning team, office",
  body: `body, organisation, organization, company, provider, respondent, agency, authority, trust,
    broadcaster, firm, institution, public body`,
  caseworker: `caseworker, case worker, officer, investigator, handler, owner, assigned to, case officer`,
  closure_reason: "closure reason, close reason, reason closed, reason for closure, closing reason",
  jurisdiction: "jurisdiction, sector, remit",
  complainant_reference: `complainant reference, complainant id, contact number, customer id, client id, customer number`,
  channel: "channel, method, received via, source, how received, contact method, received by, mode",
  category: "category, type, feedback type, subject",
  acknowledged_on: "acknowledged, date acknowledged, acknowledged on, acknowledgement date",
  allocated_on: "allocated, date allocated, allocated on, assigned on, allocation date",
  due_on: "due, due date, date due, due on, deadline",
  sent_on: "sent, date sent, answered, date answered, answered on, response date, sent on",
  started_at: "started, start time, started at, call start, date and time, call date",
  started_on: "started, date started, started on, start date, from",
  ended_on: "ended, date ended, ended on, end date, to",
  staff_number: "staff number, employee number, staff id, employee id, payroll number",
  job_title: "job title, title, post, position",
};

/** How well a heading names a column: 3 as it is called, 2 by words that are in it, 0 not at all. */
function scoreHeading(heading: string, name: string): number {
  const words = toHeadingWords(heading);
  if (words === "") return 0;
  const own = name.replaceAll("_", " ");
  const names = [own, own.replace(/ (on|at)$/, ""), ...(synonyms[name] ?? "").split(/,\s+/)].filter(Boolean);
  if (names.includes(words)) return 3;
  const isIn = (one: string) => one.length > 3 && ` ${words} `.includes(` ${one} `);
  return names.some(isIn) ? 2 : 0;
}

const isDated = ({ schema }: ContractColumn) => schema.format?.startsWith("date") === true;

/** Whether the values of a described column could be those of a contract's. */
function mayHold(column: ContractColumn, described: DescribedColumn): boolean {
  const { kind } = described;
  const isEmpty = kind === "empty";
  if (isDated(column)) return kind === "dates" || isEmpty;
  if (column.schema.type === "integer" || column.schema.type === "number")
    return kind === "numbers" || kind === "times" || isEmpty;
  return kind !== "dates" && kind !== "times";
}

/** What of a file a column of a contract may be read from. */
export interface Match {
  column: ContractColumn;
  /** The one column it is called by; null where none is, or more than one. */
  found: DescribedColumn | null;
  reason: string;
  /** Those it may be, where nobody but a person can tell. */
  candidates: DescribedColumn[];
}

/** Which columns of a file each column of a contract may be read from; personal ones of a contract are never looked for. */
export function matchColumns(
  columns: readonly ContractColumn[],
  described: readonly DescribedColumn[],
): Match[] {
  const wanted = columns.filter(({ schema }) => !schema.personal || schema.keyed);
  const scores = wanted.flatMap((column) =>
    described
      .filter(({ heading }) => heading !== "")
      .filter((one) => mayHold(column, one))
      .map((one) => ({ column, one, score: scoreHeading(one.heading, column.name) }))
      .filter(({ score }) => score > 0),
  );
  const best = (one: DescribedColumn) =>
    Math.max(0, ...scores.filter((other) => other.one === one).map(({ score }) => score));
  return wanted.map((column): Match => {
    const own = scores.filter((score) => score.column === column && score.score === best(score.one));
    const top = Math.max(0, ...own.map(({ score }) => score));
    const candidates = own.filter(({ score }) => score === top).map(({ one }) => one);
    const [only, ...others] = candidates;
    const rivals = scores.filter(
      (score) => score.one === only && score.column !== column && score.score === top,
    );
    const isIdentity = column.kind === "identity" && !isDated(column);
    const isSure = only !== undefined && others.length === 0 && rivals.length === 0;
    if (isSure && (!isIdentity || only.could_be_key !== false))
      return { column, found: only, reason: reasonOf(only, top, isIdentity), candidates: [] };
    return { column, found: null, reason: "", candidates };
  });
}

function reasonOf({ could_be_key }: DescribedColumn, score: number, isIdentity: boolean): string {
  const by = score === 3 ? "by its heading" : "by words of its heading";
  return isIdentity && could_be_key ? `${by}; each value is there once, and none is empty` : by;
}
