/**
 * The columns by which a row of a relation is one: no two rows have the same. One column alone is never empty. A relation without any
 * says of its rows what they are in its grain alone.
 */
const keys: Readonly<Record<string, readonly string[]>> = {
  "calendar.age_bands": ["banded", "age"],
  "calendar.meetings": ["month"],
  "calendar.calendar_days": ["calendar", "day"],
  "calendar.clocks": ["clock"],
  "calendar.days": ["day"],
  "calendar.last_days": ["clock", "starts_on"],
  "calendar.periods": ["kind", "period"],
  "calendar.working_days": ["number"],
  "marts.body_months": ["body", "month_on"],
  "marts.calls": ["started_on", "line", "menu_option", "wrap_up_code"],
  "marts.case_ages": ["case_reference", "from_on"],
  "marts.case_durations": ["case_reference"],
  "marts.case_limits": ["case_reference", "clock"],
  "marts.case_lengths": ["case_reference"],
  "marts.case_openings": ["case_reference", "opened_on"],
  "marts.case_stages": ["case_reference", "from_on"],
  "marts.cases": ["case_reference"],
  "marts.decisions": ["decision_reference"],
  "marts.emails": ["mailbox", "received_on", "span_from_on", "span_to_on"],
  "marts.feedback": ["feedback_reference"],
  "marts.feedback_clocks": ["feedback_reference", "clock"],
  "marts.feedback_durations": ["feedback_reference"],
  "marts.feedback_queue": ["feedback_reference", "age"],
  "marts.information_requests": ["request_reference"],
  "marts.investigations": ["case_reference", "started_on"],
  "marts.managed_teams": ["snapshot_on", "team", "directorate"],
  "marts.representative_enquiries": ["item_reference"],
  // A case where there is one, else an officer without any: no column is always filled.
  "marts.officer_caseloads": [],
  "marts.overseen_cases": ["item_reference"],
  "marts.published_figures": ["figure", "period", "published_in"],
  "marts.recommendations": ["recommendation_reference"],
  "marts.register_actions": ["action_reference"],
  "marts.register_events": ["event_reference", "event"],
  "marts.register_items": ["item_reference"],
  "marts.register_milestones": ["milestone_reference"],
  "marts.register_open_spans": ["item_reference", "from_on"],
  "marts.request_reviews": ["request_reference"],
  "marts.reviews": ["review_reference"],
  "marts.sample_pairs": ["case_reference"],
  "marts.samples": ["sample_id"],
  "marts.sampling_frame": ["case_reference", "sampling", "counted_on"],
  "marts.snapshots": ["contract", "snapshot_on"],
  "marts.staff": ["snapshot_on", "staff_number", "team", "role"],
  "marts.staff_changes": ["staff_number", "snapshot_on", "change"],
  "marts.staff_days": ["taken_on"],
  "marts.staff_turnover": ["snapshot_on", "role", "contract"],
  "marts.stage_lengths": ["case_reference", "from_on"],
  "marts.stages": ["case_reference", "stage", "started_on"],
  "marts.surveys": ["audience", "commitment", "from_on", "to_on"],
  "marts.web_forms": ["form_id"],
  "marts.words": ["list", "word"],
  "lists.due_soon": ["feedback_reference"],
  "lists.feedback_history": ["feedback_reference"],
  "lists.feedback_watched": [],
  "lists.forecast_days": ["day"],
  "lists.meeting_actions": ["action_reference"],
  "lists.meeting_events": ["event_reference", "event"],
  "lists.meeting_items": ["item_reference"],
  "lists.enquiry_days_left": ["item_reference"],
  "lists.next_milestones": ["item_reference"],
  "lists.open_feedback": ["feedback_reference"],
  "lists.queue": ["feedback_reference"],
  "lists.review_flow": [],
  "lists.review_states": ["feedback_reference"],
  "lists.samples_owed": ["sample_id"],
  "lists.today": ["as_at"],
};

/** The key of a relation of the calendar, marts or lists. Throws an Error for one of which none is said. */
export function keyOfRelation(relation: string): readonly string[] {
  const key = keys[relation];
  if (!key) throw new Error(`missing key: ${relation}, in src/warehouse/keys.ts`);
  return key;
}

/** The relations of which a key is said. */
export const keyedRelations: readonly string[] = Object.keys(keys);
