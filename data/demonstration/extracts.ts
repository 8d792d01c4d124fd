/** How one source's extracts are written. `kinds` of columns not named are text. */
export interface Extract {
  source: string;
  /** How its files are called, before the period. */
  files: string;
  format: "csv" | "xlsx" | "jsonl";
  encoding: "utf8" | "windows-1252";
  /** First bytes of the file, before the header. */
  prefix?: string;
  newline: "\n" | "\r\n";
  columns: readonly string[];
  /** The column that holds the row's own reference; absent when rows have none. */
  key?: string;
  dates: readonly string[];
  numbers?: readonly string[];
  /** How the extract writes a date, for strptime. */
  dateFormat: "%d/%m/%Y" | "%Y-%m-%d";
  /** The sheets that are there even when they hold nothing; of a text file one without a name. */
  sheets: readonly string[];
  /** Merged over the columns in row 1; row 2 is then blank and row 3 the header. */
  title?: string;
  /** Whether the export ends with rows that hold nothing. */
  blankRowsAtEnd: boolean;
}

const visualfiles = {
  format: "csv",
  sheets: [""],
  encoding: "windows-1252",
  newline: "\r\n",
  dates: [],
  dateFormat: "%d/%m/%Y",
  blankRowsAtEnd: false,
} as const;

const msd = {
  format: "csv",
  sheets: [""],
  encoding: "utf8",
  prefix: "\uFEFF",
  newline: "\r\n",
  dates: [],
  dateFormat: "%Y-%m-%d",
  blankRowsAtEnd: true,
} as const;

const log = {
  format: "csv",
  sheets: [""],
  encoding: "utf8",
  newline: "\r\n",
  dates: [],
  dateFormat: "%d/%m/%Y",
  blankRowsAtEnd: false,
} as const;

const workbook = {
  format: "xlsx",
  encoding: "utf8",
  newline: "\n",
  dateFormat: "%Y-%m-%d",
  blankRowsAtEnd: false,
} as const;

const cells = (header: string): string[] => header.split(",");

/** Every source's extracts, in groups that share their files. */
export const extracts: readonly (readonly Extract[])[] = [
  [
    {
      ...visualfiles,
      source: "visualfiles_cases",
      files: "visualfiles-cases",
      columns: cells(
        "CASE_REF,DATE_RECEIVED,JURISDICTION,COMPLAINANT,ADDRESS,POSTCODE,TELEPHONE,EMAIL,DATE_OF_BIRTH,NHS_NUMBER,NI_NUMBER,BODY,TEAM,CASEWORKER,STAGE,DATE_CLOSED,OUTCOME,DECIDED_BY,DATE_DECIDED,SUMMARY",
      ),
      key: "CASE_REF",
    },
  ],
  [
    {
      ...visualfiles,
      source: "visualfiles_stages",
      files: "visualfiles-stages",
      columns: cells("CASE_REF,HISTORY_ITEM,DATE_STARTED,DATE_ASSIGNED,DATE_ENDED,TEAM,ASSIGNED_TO,NOTE"),
      key: "CASE_REF",
    },
  ],
  [
    {
      ...msd,
      source: "msd_cases",
      files: "msd-cases",
      columns: cells(
        "(Do Not Modify) Case,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Case Number,Received On,Jurisdiction,Contact Number,Customer,Address,Postcode,Telephone,Email,Date of Birth,NHS Number,NI Number,Organisation,Owning Team,Owner,Case Stage,Closed On,Closure Reason,Outcome,Decided By,Decided On,Description",
      ),
      key: "Case Number",
    },
  ],
  [
    {
      ...msd,
      source: "msd_stages",
      files: "msd-stages",
      columns: cells(
        "(Do Not Modify) Case Stage,Case Number,Stage,Started On,Assigned On,Ended On,Team,Assigned To,Comments",
      ),
      key: "Case Number",
    },
  ],
  [
    {
      ...visualfiles,
      source: "visualfiles_feedback",
      files: "visualfiles-feedback",
      columns: cells(
        "FEEDBACK_REF,CASE_REF,DATE_RECEIVED,CHANNEL,CATEGORY,GROUND,DATE_ACKNOWLEDGED,DATE_ALLOCATED,OFFICER,TEAM,DATE_REFERRED,DATE_CLOSED,CLOSURE,OUTCOME,REDRESS,DATE_SIGNED_OFF,RISK_CATEGORY,HIGH_RISK_FLAG,LEARNING,COMPLAINANT,EMAIL,TELEPHONE,NARRATIVE",
      ),
      key: "FEEDBACK_REF",
    },
  ],
  [
    {
      ...workbook,
      source: "msd_feedback",
      files: "msd-feedback",
      sheets: ["Feedback"],
      columns: cells(
        "(Do Not Modify) Feedback,Feedback Number,Case Number,Received On,Channel,Category,Ground,Acknowledged On,Allocated On,Officer,Team,Referred On,Closed On,Closure,Outcome,Redress,Signed Off On,Risk Category,High Risk Flag,Learning,Customer,Email,Telephone,Narrative",
      ),
      key: "Feedback Number",
      dates: cells("Received On,Acknowledged On,Allocated On,Referred On,Closed On,Signed Off On"),
      blankRowsAtEnd: true,
    },
  ],
  [
    {
      ...visualfiles,
      source: "visualfiles_reviews",
      files: "visualfiles-reviews",
      columns: cells(
        "REVIEW_REF,FEEDBACK_REF,CASE_REF,CRITERION,DATE_RECEIVED,DATE_PROPOSAL_DECIDED,PROPOSED,DATE_SENT_TO_TEAM,DATE_TEAM_DECIDED,TEAM_DECISION,DATE_TOLD,DATE_COMPLETED,OUTCOME,NEW_INVESTIGATION_REF,DATE_SIGNED_OFF,RISK_ASSESSED,REVIEWER,FORM_TEXT",
      ),
      key: "REVIEW_REF",
    },
  ],
  [
    {
      ...workbook,
      source: "msd_reviews",
      files: "msd-reviews",
      sheets: ["Reviews"],
      columns: cells(
        "(Do Not Modify) Review,Review Number,Feedback Number,Case Number,Criterion,Received On,Proposal Decided On,Proposed,Sent To Team On,Team Decided On,Team Decision,Told On,Completed On,Outcome,New Investigation,Signed Off On,Risk Assessed,Reviewer,Form Text",
      ),
      key: "Review Number",
      dates: cells(
        "Received On,Proposal Decided On,Sent To Team On,Team Decided On,Told On,Completed On,Signed Off On",
      ),
      blankRowsAtEnd: true,
    },
  ],
  [
    {
      ...log,
      source: "callmanager_calls",
      files: "callmanager",
      columns: cells("CALL_ID,CALL_START,DDI,EXTENSION,DURATION_SECS"),
      key: "CALL_ID",
    },
  ],
  [
    {
      ...log,
      source: "telephony_calls",
      files: "telephony",
      columns: cells(
        "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note",
      ),
      key: "call_id",
      newline: "\n",
      dateFormat: "%Y-%m-%d",
    },
  ],
  [{ ...log, source: "mailboxes", files: "mailboxes", columns: cells("Mailbox,From,To,Emails") }],
  [
    {
      ...log,
      source: "webforms",
      files: "webforms",
      format: "jsonl",
      newline: "\n",
      columns: cells("form_id,submitted_at,form,name,email,message"),
      key: "form_id",
      dateFormat: "%Y-%m-%d",
    },
  ],
  [
    {
      ...workbook,
      source: "hr_snapshots",
      files: "hr-snapshots",
      sheets: [],
      columns: cells(
        "Snapshot Date,Staff Number,Name,Role Title,Grade,Team,Directorate,FTE,Contract,Date of Birth,NI Number,Job Title",
      ),
      key: "Staff Number",
      dates: ["Snapshot Date", "Date of Birth"],
      numbers: ["FTE"],
    },
  ],
  [
    {
      ...workbook,
      source: "quality_sampling",
      files: "quality-sampling",
      sheets: ["Samples"],
      columns: cells(
        "Sample ID,Case Ref,Sampling Type,Team,Reader,Due Date,Date Sampled,Outcome Met,Method Met,Left Office,Reader Comments",
      ),
      key: "Sample ID",
      dates: ["Due Date", "Date Sampled"],
    },
  ],
  [
    {
      ...workbook,
      source: "assurance_registers",
      files: "assurance-registers",
      sheets: [
        "Central assurance",
        "Case referrals",
        "MP correspondence",
        "Specific handling",
        "Social media",
        "Phone calls put through",
      ],
      title: "Customer Care assurance register (restricted)",
      columns: cells(
        "Ref,Date received,From,Sender type,Channel,Content,Criterion,Case ref,Routine referral,Decision sought on,Decision made on,Decision by,Agreed handling,Date answered,Date closed,Last update,Owner,Summary",
      ),
      key: "Ref",
      dates: cells("Date received,Decision sought on,Decision made on,Date answered,Date closed,Last update"),
    },
    {
      ...workbook,
      source: "register_actions",
      files: "assurance-registers",
      sheets: ["Actions"],
      title: "Actions agreed at assurance meetings",
      columns: cells("Action ref,Register ref,Agreed on,Action,Owner,Due,Done,Measure"),
      key: "Action ref",
      dates: ["Agreed on", "Due", "Done"],
    },
    {
      ...workbook,
      source: "register_milestones",
      files: "assurance-registers",
      sheets: ["Milestones"],
      title: "Milestones of overseen cases",
      columns: cells("Milestone ref,Register ref,Milestone,Due,Reached"),
      key: "Milestone ref",
      dates: ["Due", "Reached"],
    },
  ],
  [
    {
      ...log,
      source: "information_requests",
      files: "information-requests",
      columns: cells(
        "Request Ref,Type,Channel,Date Received,Clarification Asked,Clarified,Extended To,Date Due,Date Sent,Outcome,Section,Review Asked,Review Extended To,Review Answered,Requester,Requester Email,Subject",
      ),
      key: "Request Ref",
    },
  ],
  [
    {
      ...log,
      source: "recommendations",
      files: "recommendations",
      columns: cells("Recommendation,Case Number,Organisation,Kind,Made On,Due,Accepted,Complied On,Wording"),
      key: "Recommendation",
    },
  ],
  [
    {
      ...log,
      source: "survey",
      files: "survey",
      columns: cells("Quarter Begins,Quarter Ends,Asked Of,Commitment,Asked,Answered,Positive"),
    },
  ],
  [
    {
      ...log,
      source: "bodies",
      files: "bodies",
      columns: cells("Organisation,Year Begins,Kind,Size,Counted In"),
    },
  ],
];
