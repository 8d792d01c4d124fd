import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "../../loaders/compileContract.ts";
import { query } from "../../loaders/database.ts";

/**
 * An item of an assurance register (CAP 1.21) as it stood. `sender_name` is there only where the register's
 * mapping says it may be shown. Dates are `yyyy-mm-dd`; what was not so yet at the day is null.
 */
export interface RegisterItem {
  item_reference: string;
  register: string;
  sender_type: string;
  sender_name: string | null;
  channel: string | null;
  content: string | null;
  criterion: string | null;
  case_reference: string | null;
  owner: string | null;
  received_on: string;
  age_days: number;
  decision_sought_on: string | null;
  decided_on: string | null;
  decision_by: string | null;
  agreed_handling: string | null;
  awaits_decision: boolean;
  answered_on: string | null;
  closed_on: string | null;
  updated_on: string | null;
  next_milestone: string | null;
  next_milestone_on: string | null;
  /** Whether the next milestone's day has passed and it isn't reached. */
  is_milestone_passed: boolean;
  /** The milestone day that has passed without an update since (CAP 1.20); null when none has. */
  update_owed_since: string | null;
  /** The last day in time of an MP enquiry that isn't a routine referral (CAP 1.11); null for other items. */
  answer_due_on: string | null;
  /** Calendar days left to answer an MP enquiry still to be answered; negative once past. Null for other items. */
  days_left_to_answer: number | null;
}

/** An action agreed at an assurance meeting (CAP 1.22, 2.7) as it stood; `owner` is a role, `measure` an id. */
export interface RegisterAction {
  action_reference: string;
  item_reference: string | null;
  register: string;
  action: string;
  owner: string;
  agreed_on: string;
  due_on: string | null;
  done_on: string | null;
  is_overdue: boolean;
  measure: string | null;
}

/** Something that happened to an item, one of its milestones or an action. */
export interface RegisterEvent {
  event_reference: string;
  event: string;
  happened_on: string;
  item_reference: string | null;
  register: string;
}

/** A date column as text, null while it lies after the day. */
const known = (column: string, day: string, name = column) =>
  `if(${column} <= ${day}, ${column}, null)::varchar as ${name.replace(/^.*\./, "")}`;

/**
 * The items worth a row of their own at the end of `asAt`: open, or with something happening after `since`, or
 * with an action still to be done. By register and receipt.
 */
export async function readRegisterItems(
  connection: DuckDBConnection,
  asAt: string,
  since: string,
): Promise<RegisterItem[]> {
  const day = `date ${literal(asAt)}`;
  return query<RegisterItem>(
    connection,
    `with next_milestones as (
       select item_reference, min_by(milestone, (due_on, milestone_reference)) as milestone, min(due_on) as due_on
       from marts.register_milestones
       where reached_on is null or reached_on > ${day}
       group by item_reference
     ),
     wanted as (
       select item_reference from marts.register_events
       where happened_on > date ${literal(since)} and happened_on <= ${day}
       union
       select item_reference from marts.register_actions
       where agreed_on <= ${day} and (done_on is null or done_on > ${day})
     )
     select items.item_reference, items.register, items.sender_type, items.shown_sender_name as sender_name,
       items.channel, items.content, items.criterion, items.case_reference, items.owner,
       items.received_on::varchar as received_on, (${day} - items.received_on)::integer as age_days,
       ${known("items.decision_sought_on", day)}, ${known("items.decision_made_on", day, "decided_on")},
       if(items.decision_made_on <= ${day}, items.decision_by, null) as decision_by,
       if(coalesce(items.decision_made_on, items.received_on) <= ${day}, items.agreed_handling, null) as agreed_handling,
       coalesce(
         items.decision_sought_on <= ${day}
         and (items.decision_made_on is null or items.decision_made_on > ${day})
         and (items.closed_on is null or items.closed_on > ${day}),
         false
       ) as awaits_decision,
       ${known("items.answered_on", day)}, ${known("items.closed_on", day)}, ${known("items.updated_on", day)},
       if(items.closed_on <= ${day}, null, next_milestones.milestone) as next_milestone,
       if(items.closed_on <= ${day}, null, next_milestones.due_on)::varchar as next_milestone_on,
       coalesce(next_milestones.due_on < ${day} and (items.closed_on is null or items.closed_on > ${day}), false)
         as is_milestone_passed,
       if(
         overseen.missed_milestone_on < ${day} and (items.closed_on is null or items.closed_on > ${day}),
         overseen.missed_milestone_on,
         null
       )::varchar as update_owed_since,
       enquiries.due_on::varchar as answer_due_on,
       if(
         least(enquiries.answered_on, enquiries.closed_on) <= ${day},
         null,
         (enquiries.due_on - ${day})::integer
       ) as days_left_to_answer
     from marts.register_items as items
     left join next_milestones on next_milestones.item_reference = items.item_reference
     left join marts.overseen_cases as overseen on overseen.item_reference = items.item_reference
     left join marts.mp_enquiries as enquiries on enquiries.item_reference = items.item_reference
     where items.received_on <= ${day}
       and (
         items.closed_on is null
         or items.closed_on > ${day}
         or items.item_reference in (select item_reference from wanted)
       )
     order by items.register, items.received_on, items.item_reference`,
  );
}

/** The actions not done at the end of `asAt`, and those agreed or done after `since`; by date due. */
export async function readRegisterActions(
  connection: DuckDBConnection,
  asAt: string,
  since: string,
): Promise<RegisterAction[]> {
  const day = `date ${literal(asAt)}`;
  return query<RegisterAction>(
    connection,
    `select action_reference, if(has_item, item_reference, null) as item_reference, register, action, owner,
       agreed_on::varchar as agreed_on, due_on::varchar as due_on, ${known("done_on", day)},
       coalesce(due_on < ${day} and (done_on is null or done_on > ${day}), false) as is_overdue, measure
     from marts.register_actions
     where agreed_on <= ${day}
       and (done_on is null or done_on > date ${literal(since)} or agreed_on > date ${literal(since)})
     order by due_on nulls last, action_reference`,
  );
}

/** What happened in the registers after `since` and up to the end of `asAt`, in order. */
export async function readRegisterEvents(
  connection: DuckDBConnection,
  asAt: string,
  since: string,
): Promise<RegisterEvent[]> {
  return query<RegisterEvent>(
    connection,
    `select event_reference, event, happened_on::varchar as happened_on, item_reference, register
     from marts.register_events
     where happened_on > date ${literal(since)} and happened_on <= date ${literal(asAt)}
     order by happened_on, event_reference, event`,
  );
}
