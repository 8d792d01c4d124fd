-- The faults planted, in extra rows made from good ones.
-- way: set (the cell holds value) · shift (value days from the date in base) · late (value days after the extract was
-- received) · copy (a second occurrence) · extra cell · lost cell · broken quotes · total (a last line that counts
-- the rows) · not json.
-- A good row serves when the cells in needs are filled, those in blanks are blank, and base is at least 2 days after
-- after_base.
-- Grain: one row per kind of fault in a source.
create table faults as
with

faults as (
  select * from (values
    ('visualfiles_cases', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 4),
    ('visualfiles_cases', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 4),
    ('visualfiles_cases', 'broken quotes', '', '', 'broken quotes', '', '', '', [], [], 3),
    ('visualfiles_cases', 'total', '', '', 'a total and no record', '', '', '', [], [], 2),
    ('visualfiles_cases', 'set', 'CASE_REF', 'case_reference', 'missing', '', '', '', [], [], 3),
    ('visualfiles_cases', 'set', 'CASE_REF', 'case_reference', 'malformed', 'EN 12/3456', '', '', [], [], 3),
    ('visualfiles_cases', 'set', 'DATE_RECEIVED', 'received_on', 'missing', '', '', '', [], [], 3),
    ('visualfiles_cases', 'set', 'DATE_RECEIVED', 'received_on', 'not a date', '31/02/2016', '', '', [], [], 3),
    ('visualfiles_cases', 'set', 'DATE_RECEIVED', 'received_on', 'out of range', '01/04/1899', '', '', [], [], 3),
    ('visualfiles_cases', 'set', 'DATE_CLOSED', 'closed_on', 'not a date', 'not known', '', '', ['DATE_CLOSED'], [], 2),
    ('visualfiles_cases', 'set', 'JURISDICTION', 'jurisdiction', 'unknown value', 'Local government', '', '', [], [], 3),
    ('visualfiles_cases', 'set', 'STAGE', 'stage', 'unknown value', 'TRIAGE', '', '', [], ['DATE_CLOSED'], 3),
    ('visualfiles_cases', 'set', 'OUTCOME', 'outcome', 'unknown value', 'SETTLED', '', '', ['DATE_DECIDED'], [], 3),
    ('visualfiles_cases', 'shift', 'DATE_CLOSED', 'closed_on', 'before received_on', '-9', 'DATE_RECEIVED', '', ['DATE_CLOSED'], ['DATE_DECIDED'], 5),
    ('visualfiles_cases', 'late', 'DATE_CLOSED', 'closed_on', 'after the extract was received', '17', '', '', ['DATE_CLOSED'], [], 3),
    ('visualfiles_cases', 'copy', 'CASE_REF', 'case_reference', 'duplicate', '', '', '', [], [], 5),

    ('visualfiles_stages', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 3),
    ('visualfiles_stages', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 3),
    ('visualfiles_stages', 'set', 'CASE_REF', 'case_reference', 'missing', '', '', '', [], [], 2),
    ('visualfiles_stages', 'set', 'CASE_REF', 'case_reference', 'malformed', 'see other file', '', '', [], [], 2),
    ('visualfiles_stages', 'set', 'HISTORY_ITEM', 'stage', 'unknown value', 'TRIAGE', '', '', [], [], 3),
    ('visualfiles_stages', 'set', 'DATE_STARTED', 'started_on', 'missing', '', '', '', [], [], 2),
    ('visualfiles_stages', 'set', 'DATE_ASSIGNED', 'assigned_on', 'not a date', '31/11/2015', '', '', ['DATE_ASSIGNED'], [], 3),
    ('visualfiles_stages', 'shift', 'DATE_ASSIGNED', 'assigned_on', 'before started_on', '-4', 'DATE_STARTED', '', ['DATE_ASSIGNED'], [], 4),

    ('msd_cases', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 4),
    ('msd_cases', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 4),
    ('msd_cases', 'broken quotes', '', '', 'broken quotes', '', '', '', [], [], 3),
    ('msd_cases', 'set', 'Case Number', 'case_reference', 'missing', '', '', '', [], [], 3),
    ('msd_cases', 'set', 'Case Number', 'case_reference', 'malformed', 'C-2019', '', '', [], [], 3),
    ('msd_cases', 'set', 'Received On', 'received_on', 'missing', '', '', '', [], [], 3),
    ('msd_cases', 'set', 'Received On', 'received_on', 'not a date', '2019-02-30', '', '', [], [], 3),
    ('msd_cases', 'set', 'Received On', 'received_on', 'out of range', '1899-12-30', '', '', [], [], 3),
    ('msd_cases', 'set', 'Jurisdiction', 'jurisdiction', 'unknown value', 'Wales', '', '', [], [], 3),
    ('msd_cases', 'set', 'Case Stage', 'stage', 'unknown value', '6 - Archived', '', '', [], ['Closed On'], 3),
    ('msd_cases', 'set', 'Outcome', 'outcome', 'unknown value', '860410007', '', '', ['Decided On'], [], 3),
    ('msd_cases', 'shift', 'Closed On', 'closed_on', 'before received_on', '-9', 'Received On', '', ['Closed On'], ['Decided On'], 5),
    ('msd_cases', 'late', 'Closed On', 'closed_on', 'after the extract was received', '17', '', '', ['Closed On'], [], 3),
    ('msd_cases', 'copy', 'Case Number', 'case_reference', 'duplicate', '', '', '', [], [], 6),

    ('msd_stages', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 3),
    ('msd_stages', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 3),
    ('msd_stages', 'set', 'Case Number', 'case_reference', 'missing', '', '', '', [], [], 2),
    ('msd_stages', 'set', 'Stage', 'stage', 'unknown value', '9 - Parked', '', '', [], [], 3),
    ('msd_stages', 'set', 'Started On', 'started_on', 'missing', '', '', '', [], [], 2),
    ('msd_stages', 'set', 'Assigned On', 'assigned_on', 'not a date', 'tbc', '', '', ['Assigned On'], [], 3),
    ('msd_stages', 'shift', 'Assigned On', 'assigned_on', 'before started_on', '-4', 'Started On', '', ['Assigned On'], [], 4),

    ('visualfiles_feedback', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 2),
    ('visualfiles_feedback', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 2),
    ('visualfiles_feedback', 'broken quotes', '', '', 'broken quotes', '', '', '', [], [], 2),
    ('visualfiles_feedback', 'set', 'FEEDBACK_REF', 'feedback_reference', 'missing', '', '', '', [], [], 2),
    ('visualfiles_feedback', 'set', 'FEEDBACK_REF', 'feedback_reference', 'malformed', 'FB2015-77', '', '', [], [], 2),
    ('visualfiles_feedback', 'set', 'DATE_RECEIVED', 'received_on', 'missing', '', '', '', ['DATE_CLOSED'], [], 2),
    ('visualfiles_feedback', 'set', 'DATE_ALLOCATED', 'allocated_on', 'not a date', '29/02/2015', '', '', ['DATE_ALLOCATED', 'DATE_CLOSED'], [], 2),
    ('visualfiles_feedback', 'set', 'CATEGORY', 'category', 'unknown value', 'PRAISE', '', '', ['DATE_CLOSED'], [], 3),
    ('visualfiles_feedback', 'set', 'CHANNEL', 'channel', 'unknown value', 'FAX', '', '', ['DATE_CLOSED'], [], 2),
    ('visualfiles_feedback', 'shift', 'DATE_ALLOCATED', 'allocated_on', 'before received_on', '-3', 'DATE_RECEIVED', '', ['DATE_ALLOCATED', 'DATE_CLOSED'], [], 3),
    ('visualfiles_feedback', 'shift', 'DATE_CLOSED', 'closed_on', 'before allocated_on', '-1', 'DATE_ALLOCATED', 'DATE_RECEIVED', ['DATE_CLOSED'], ['DATE_ACKNOWLEDGED', 'DATE_SIGNED_OFF', 'DATE_REFERRED'], 3),
    ('visualfiles_feedback', 'late', 'DATE_CLOSED', 'closed_on', 'after the extract was received', '8', '', '', ['DATE_CLOSED'], [], 2),
    ('visualfiles_feedback', 'copy', 'FEEDBACK_REF', 'feedback_reference', 'duplicate', '', '', '', [], [], 3),

    ('msd_feedback', 'set', 'Feedback Number', 'feedback_reference', 'missing', '', '', '', [], [], 2),
    ('msd_feedback', 'set', 'Feedback Number', 'feedback_reference', 'malformed', 'FB 77', '', '', [], [], 2),
    ('msd_feedback', 'set', 'Received On', 'received_on', 'missing', '', '', '', ['Closed On'], [], 2),
    ('msd_feedback', 'set', 'Allocated On', 'allocated_on', 'not a date', 'TBC', '', '', ['Allocated On', 'Closed On'], [], 3),
    ('msd_feedback', 'set', 'Category', 'category', 'unknown value', 'Compliment', '', '', ['Closed On'], [], 3),
    ('msd_feedback', 'set', 'Channel', 'channel', 'unknown value', 'Carrier pigeon', '', '', ['Closed On'], [], 2),
    ('msd_feedback', 'shift', 'Allocated On', 'allocated_on', 'before received_on', '-3', 'Received On', '', ['Allocated On', 'Closed On'], [], 3),
    ('msd_feedback', 'shift', 'Closed On', 'closed_on', 'before allocated_on', '-1', 'Allocated On', 'Received On', ['Closed On'], ['Acknowledged On', 'Signed Off On', 'Referred On'], 3),
    ('msd_feedback', 'late', 'Closed On', 'closed_on', 'after the extract was received', '8', '', '', ['Closed On'], [], 2),
    ('msd_feedback', 'copy', 'Feedback Number', 'feedback_reference', 'duplicate', '', '', '', [], [], 4),

    ('visualfiles_reviews', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 2),
    ('visualfiles_reviews', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 2),
    ('visualfiles_reviews', 'set', 'REVIEW_REF', 'review_reference', 'malformed', 'REV 12', '', '', [], [], 2),
    ('visualfiles_reviews', 'set', 'CRITERION', 'criterion', 'unknown value', 'BIAS', '', '', [], [], 2),
    ('visualfiles_reviews', 'set', 'DATE_RECEIVED', 'received_on', 'missing', '', '', '', [], [], 2),
    ('visualfiles_reviews', 'copy', 'REVIEW_REF', 'review_reference', 'duplicate', '', '', '', [], [], 2),

    ('msd_reviews', 'set', 'Review Number', 'review_reference', 'missing', '', '', '', [], [], 1),
    ('msd_reviews', 'set', 'Criterion', 'criterion', 'unknown value', 'Unfair', '', '', [], [], 2),
    ('msd_reviews', 'set', 'Received On', 'received_on', 'not a date', 'Feb?', '', '', [], [], 2),
    ('msd_reviews', 'shift', 'Proposal Decided On', 'proposal_decided_on', 'before received_on', '-2', 'Received On', '', ['Proposal Decided On'], [], 2),
    ('msd_reviews', 'copy', 'Review Number', 'review_reference', 'duplicate', '', '', '', [], [], 2),

    ('callmanager_calls', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 3),
    ('callmanager_calls', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 3),
    ('callmanager_calls', 'total', '', '', 'a total and no record', '', '', '', [], [], 2),
    ('callmanager_calls', 'set', 'CALL_START', 'started_at', 'not a date and time', '31/06/2014 10:00:00', '', '', [], [], 3),
    ('callmanager_calls', 'set', 'DURATION_SECS', 'duration_seconds', 'not a duration', 'not kept', '', '', [], [], 2),
    ('callmanager_calls', 'set', 'CALL_ID', 'call_id', 'missing', '', '', '', [], [], 2),
    ('callmanager_calls', 'copy', 'CALL_ID', 'call_id', 'duplicate', '', '', '', [], [], 4),

    ('telephony_calls', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 5),
    ('telephony_calls', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 5),
    ('telephony_calls', 'broken quotes', '', '', 'broken quotes', '', '', '', [], [], 4),
    ('telephony_calls', 'total', '', '', 'a total and no record', '', '', '', [], [], 3),
    ('telephony_calls', 'set', 'call_id', 'call_id', 'missing', '', '', '', [], [], 3),
    ('telephony_calls', 'set', 'started_at', 'started_at', 'missing', '', '', '', [], [], 3),
    ('telephony_calls', 'set', 'started_at', 'started_at', 'not a date and time', '2018-06-31T09:15:00Z', '', '', [], [], 4),
    ('telephony_calls', 'set', 'wrap_up_code', 'wrap_up_code', 'unknown value', 'complmnt', '', '', [], [], 7),
    ('telephony_calls', 'set', 'duration_seconds', 'duration_seconds', 'not a duration', '3m20', '', '', [], [], 4),
    ('telephony_calls', 'copy', 'call_id', 'call_id', 'duplicate', '', '', '', [], [], 9),

    ('mailboxes', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 2),
    ('mailboxes', 'set', 'From', 'from_on', 'not a date', '30/02/2018', '', '', [], [], 2),
    ('mailboxes', 'copy', 'Mailbox', 'mailbox', 'duplicate', '', '', '', [], [], 2),

    ('webforms', 'not json', '', '', 'not JSON', '', '', '', [], [], 2),
    ('webforms', 'set', 'form_id', 'form_id', 'missing', '', '', '', [], [], 1),
    ('webforms', 'set', 'submitted_at', 'submitted_at', 'not a date and time', 'yesterday', '', '', [], [], 2),
    ('webforms', 'copy', 'form_id', 'form_id', 'duplicate', '', '', '', [], [], 2),

    ('hr_snapshots', 'set', 'Snapshot Date', 'snapshot_on', 'not a date', 'end of month', '', '', [], [], 2),
    ('hr_snapshots', 'set', 'Staff Number', 'staff_number', 'missing', '', '', '', [], [], 2),
    ('hr_snapshots', 'set', 'Staff Number', 'staff_number', 'malformed', 'S12', '', '', [], [], 2),
    ('hr_snapshots', 'set', 'FTE', 'fte', 'out of range', '7', '', '', [], [], 3),
    ('hr_snapshots', 'set', 'FTE', 'fte', 'not a number', 'full', '', '', [], [], 2),
    ('hr_snapshots', 'set', 'Contract', 'contract', 'unknown value', 'Zero hours', '', '', [], [], 3),
    ('hr_snapshots', 'copy', 'Staff Number', 'staff_number', 'duplicate', '', '', '', [], [], 4),

    ('quality_sampling', 'set', 'Sample ID', 'sample_id', 'missing', '', '', '', [], [], 2),
    ('quality_sampling', 'set', 'Case Ref', 'case_reference', 'malformed', 'see file', '', '', [], [], 2),
    ('quality_sampling', 'set', 'Sampling Type', 'sampling', 'unknown value', 'Peer review', '', '', [], [], 3),
    ('quality_sampling', 'set', 'Due Date', 'due_on', 'not a date', 'Q3', '', '', [], [], 2),
    ('quality_sampling', 'set', 'Method Met', 'is_method_met', 'unknown value', 'Mostly', '', '', ['Date Sampled'], [], 2),
    ('quality_sampling', 'late', 'Date Sampled', 'sampled_on', 'after the extract was received', '12', '', '', ['Date Sampled'], [], 2),
    ('quality_sampling', 'copy', 'Sample ID', 'sample_id', 'duplicate', '', '', '', [], [], 3),

    ('assurance_registers', 'set', 'Ref', 'item_reference', 'malformed', 'no ref', '', '', [], [], 2),
    ('assurance_registers', 'set', 'Date received', 'received_on', 'missing', '', '', '', [], [], 2),
    ('assurance_registers', 'set', 'Date received', 'received_on', 'not a date', 'early March', '', '', [], [], 3),
    ('assurance_registers', 'set', 'Sender type', 'sender_type', 'unknown value', 'Journalist', '', '', [], [], 2),
    ('assurance_registers', 'set', 'Channel', 'channel', 'unknown value', 'Fax', '', '', [], [], 2),
    ('assurance_registers', 'shift', 'Date answered', 'answered_on', 'before received_on', '-4', 'Date received', '', ['Date answered'], ['Date closed', 'Decision sought on'], 2),
    ('assurance_registers', 'copy', 'Ref', 'item_reference', 'duplicate', '', '', '', [], [], 3),

    ('register_actions', 'set', 'Due', 'due_on', 'not a date', 'asap', '', '', [], [], 1),
    ('register_actions', 'set', 'Action ref', 'action_reference', 'missing', '', '', '', [], [], 1),
    ('register_actions', 'copy', 'Action ref', 'action_reference', 'duplicate', '', '', '', [], [], 1),

    ('register_milestones', 'set', 'Due', 'due_on', 'not a date', 'spring', '', '', [], [], 1),
    ('register_milestones', 'copy', 'Milestone ref', 'milestone_reference', 'duplicate', '', '', '', [], [], 1),

    ('information_requests', 'extra cell', '', '', 'too many columns', '', '', '', [], [], 2),
    ('information_requests', 'lost cell', '', '', 'too few columns', '', '', '', [], [], 2),
    ('information_requests', 'total', '', '', 'a total and no record', '', '', '', [], [], 1),
    ('information_requests', 'set', 'Request Ref', 'request_reference', 'missing', '', '', '', [], [], 2),
    ('information_requests', 'set', 'Request Ref', 'request_reference', 'malformed', 'FOI-123', '', '', [], [], 2),
    ('information_requests', 'set', 'Type', 'request_type', 'unknown value', 'ICO', '', '', [], [], 3),
    ('information_requests', 'set', 'Date Due', 'due_on', 'not a date', '30/02/2017', '', '', [], [], 2),
    ('information_requests', 'shift', 'Date Sent', 'sent_on', 'before received_on', '-6', 'Date Received', '', ['Date Sent'], [], 3),
    ('information_requests', 'late', 'Date Sent', 'sent_on', 'after the extract was received', '9', '', '', ['Date Sent'], [], 2),
    ('information_requests', 'copy', 'Request Ref', 'request_reference', 'duplicate', '', '', '', [], [], 3),

    ('recommendations', 'set', 'Recommendation', 'recommendation_reference', 'missing', '', '', '', [], [], 1),
    ('recommendations', 'set', 'Kind', 'kind', 'unknown value', 'Sorry', '', '', [], [], 1),
    ('recommendations', 'set', 'Due', 'due_on', 'not a date', 'three months', '', '', [], [], 1),
    ('survey', 'set', 'Quarter Ends', 'to_on', 'not a date', 'end of Q2', '', '', [], [], 1),

    ('bodies', 'set', 'Year Begins', 'year_from', 'not a date', 'this year', '', '', [], [], 2),

    ('recommendations', 'copy', 'Recommendation', 'recommendation_reference', 'duplicate', '', '', '', [], [], 2)
  ) faults (source, way, header, column_name, reason, value, base, after_base, needs, blanks, times)
)

select row_number() over (order by source, header, way, reason) as fault, * from faults;
