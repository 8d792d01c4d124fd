import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readList, recorded } from "./readList.ts";

const date = z.iso.date();

const RegisterItem = z.object({
  item_reference: z.string(),
  register: z.string(),
  sender_type: recorded,
  sender_name: z.string().nullable(),
  channel: z.string().nullable(),
  content: z.string().nullable(),
  criterion: z.string().nullable(),
  case_reference: z.string().nullable(),
  owner: z.string().nullable(),
  received_on: date,
  age_days: z.int(),
  /** The band its age is in. */
  age: z.string(),
  decision_sought_on: date.nullable(),
  decided_on: date.nullable(),
  decision_by: z.string().nullable(),
  agreed_handling: z.string().nullable(),
  awaits_decision: z.boolean(),
  answered_on: date.nullable(),
  closed_on: date.nullable(),
  updated_on: date.nullable(),
  next_milestone: z.string().nullable(),
  next_milestone_on: date.nullable(),
  /** Whether the next milestone's day has passed and it isn't reached. */
  is_milestone_passed: z.boolean(),
  /** The milestone day that has passed without an update since (Casework Assurance process 1.20); null when none has. */
  update_owed_since: date.nullable(),
  /** The last day in time of an MP enquiry that isn't a routine referral (Casework Assurance process 1.11); null for other items. */
  answer_due_on: date.nullable(),
  /** Calendar days left to answer an MP enquiry still to be answered; negative once past. Null for other items. */
  days_left_to_answer: z.int().nullable(),
});

/**
 * An item of an assurance register (Casework Assurance process 1.21) as it stood. `sender_name` is there only where the register's
 * mapping says it may be shown. Dates are `yyyy-mm-dd`; what was not so yet at the day is null.
 */
export type RegisterItem = z.infer<typeof RegisterItem>;

const RegisterAction = z.object({
  action_reference: z.string(),
  item_reference: z.string().nullable(),
  register: z.string(),
  action: recorded,
  owner: z.string(),
  agreed_on: date,
  due_on: date.nullable(),
  done_on: date.nullable(),
  is_overdue: z.boolean(),
  measure: z.string().nullable(),
});

/** An action agreed at an assurance meeting (Casework Assurance process 1.22, 2.7) as it stood; `owner` is a role, `measure` an id. */
export type RegisterAction = z.infer<typeof RegisterAction>;

const RegisterEvent = z.object({
  event_reference: z.string(),
  event: z.string(),
  happened_on: date,
  item_reference: z.string().nullable(),
  register: z.string(),
});

/** Something that happened to an item, one of its milestones or an action. */
export type RegisterEvent = z.infer<typeof RegisterEvent>;

/** The items a meeting at the end of `asAt` looks at, by register and receipt: `sql/lists/meeting_items.sql`. */
export function readRegisterItems(connection: DuckDBConnection, asAt: string): Promise<RegisterItem[]> {
  return readList(connection, "meeting_items", asAt, RegisterItem);
}

/** The actions it looks at, by date due: `sql/lists/meeting_actions.sql`. */
export function readRegisterActions(connection: DuckDBConnection, asAt: string): Promise<RegisterAction[]> {
  return readList(connection, "meeting_actions", asAt, RegisterAction);
}

/** What happened in the registers since the meeting before, in order: `sql/lists/meeting_events.sql`. */
export function readRegisterEvents(connection: DuckDBConnection, asAt: string): Promise<RegisterEvent[]> {
  return readList(connection, "meeting_events", asAt, RegisterEvent);
}
