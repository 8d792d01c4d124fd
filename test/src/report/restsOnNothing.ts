/** What says that there is no figure, or that something can't be told for want of one. */
export const saysThereIsNone =
  /\b(?:not (?:held|loaded|yet|reached)|no (?:whole )?figure|no month|no measure with a target has a figure|held in part|nothing to count|none for|hidden|none has a figure|can’t be told|nothing to compare|no total was given)\b/i;

/** Headings of sections, tables and folds, and names of groups of lines. */
const headings = [
  "As at DATE(?: \\. (?:; )*)?",
  "Actions agreed at the meeting who owes them, and the measure they were meant to move as it now stands",
  "A request to review a decision, stage by stage",
  "All of it",
  "Broken down",
  "(?:Break|Limits begin anew), DATE: .*",
  "By .*",
  "Central assurance",
  "(?:Show the figures as ?)?(?:Chart)? ?(?:Table)? ?(?:Download)?",
  "Case referrals",
  "MP correspondence",
  "Specific handling oversight",
  "Social media",
  "Phone calls put through",
  "Changed since DATE the end of the month before",
  "DATE",
  "Day # to #",
  "Due in the next .* working days? last day in time: .*",
  "Every month since DATE",
  "For decision today",
  "Hatched:",
  "How figures are revised",
  "How it is worked out",
  "It is given by longer periods, so there are no months to draw",
  "Its rows",
  "Measure DATE Target Last # months, with limits What it says",
  "MP enquiries to answer # calendar days from receipt; routine referrals are not counted",
  "Needs a decision sought of the (?:Ombudsman or the CEO|head of the office)",
  "No figure for DATE a figure that is missing is not a zero",
  "No figure this month: what is missing is not zero",
  "Open",
  "Open cases by officer (?:the mark is the target, at least # cases each; )?open a line for its cases, those due soon first",
  "Owed and never done due, and not recorded as done to this day",
  "Overseen cases without an update a milestone has passed since the last one",
  "Provenance",
  "Provisional figures",
  "Quality samples owed required, due in the last # months and not read; by reader, with the days they were due",
  "Samples drawn",
  "Really changed(?: can’t be told of any measure)?",
  "Reissues",
  "Reliably missing a target(?: can’t be told of any measure)?",
  "Restated since last month",
  "New (?:this month|since the last meeting)",
  "Headline figures the year to date from DATE; the year before to the same month",
  "(?:For decision|Headline figures|What is new|Actions owed|What was decided)",
  "Shorthand",
  "Shorthand in tables and downloads",
  "Show as a table",
  "Show # rows",
  "The # largest of #; the rest are in the download",
  "Steady",
  "Still so(?:: .*)?",
  "Take it away",
  "The figures",
  "The month and the year to date",
  "The query",
  "The query that makes this figure \\(SQL\\)",
  "The SQL that makes this figure",
  "The registers items open",
  "Waiting to be allocated received, and with no officer yet; days since receipt",
  "What is not held",
];

/** Titles of the pack’s items, with their numbers, and what its cover says. */
const ofThePack = [
  "# (?:Decisions needed today|Actions carried over|Every measure with a target|Exceptions, the gravest first)",
  "# (?:Restated since last month|Still so|Actions and decisions since the last meeting)",
  "# (?:The assurance registers|The registers in figures)",
  "# (?:Casework|Timeliness|Caseload|Quality|Reviews, service complaints and feedback|Contact|Staffing|Information requests)",
  "# The data: its state, and where it came from",
  "Agenda(?:, and what is in the annex)?",
  "Figures as at DATE",
  "No measure has a target",
  "\\*: assumed by the office’s settings",
  ".*\\. Figures as at DATE ?, from the extracts received by DATE",
  "INTERNAL: not for publication",
  "Made with Candour # from the extracts received by DATE\\. The same extracts make the same pack, .*",
];

/** What a target is, and what leads elsewhere. */
const rules = [
  "(?:Target )?(?:at least|at most) #%?(?: assumed)?",
  "Target (?:zero|#%)(?: assumed)?",
  "No target",
  "# measures? in DATE: (?:, )*",
  "All # measures and their figures for DATE\\. How to read the figures",
  "How each figure is made · Figures already published, and what is counted now · What every column says, and how other tools read it",
  "Open (?:it up by|this figure up ?: by) .*",
  "(?:As at DATE ?,? ?\\. )?State of the data",
  "(?:Decide whether to propose a review|The casework team decides|Tell the service user) within # working days of .*",
];

/** Sentences that explain, and say nothing of what was loaded. */
const prose = [
  "A figure may still change while records of its period come in; .*",
  "A period that is not held is never a zero and never guessed",
  "A request to review a decision waits three times, # working days in all, each with a clock of its own .*",
  "A workbook \\(ODS or XLSX\\) holds all tables of one measure\\. .*",
  "All # measures are under Measures \\. A change is called real only where a rule of its control chart says so: how to read the figures",
  "(?:Casework statistics|Figures): every table, to open in a spreadsheet or read by machine\\. Free to use and share",
  "How the .* handles feedback about itself, reviews its decisions and answers requests\\. Figures as at DATE.*",
  "Find(?: a measure(?: or page)?, by a word or what people call it(?: Find)?)?",
  "How these have moved over the years: the measures of the registers",
  "Present",
  "Earlier months",
  "How to read the figures · What is not held",
  "Each table as a spreadsheet, CSV or JSON",
  "Open a figure up: by team or another breakdown, by month and case by case\\. .*",
  "“Open up” needs JavaScript\\. .*",
  "With JavaScript the decisions and actions of the day can be typed in here and taken away",
  "Some measures say little alone\\. The page of each names those to read with it, and their figures for DATE",
  "To see what was counted in and left out, ask",
  "What the .* receives and decides, how long that takes, and how it handles feedback about itself, .* requests\\. Figures as at DATE.*",
  "What was said then, as it was said: nothing here is worked out anew",
  "Which teams meet the target, as far as their samples tell",
  "A triangle: the whole interval lies short of the target\\. .*",
  "Where the office has no record, there is no figure\\. It is never shown as zero and never guessed",
];

/**
 * What pages say that rests on no figure, with its days, months and numbers left open. Keep it short: a sentence that is
 * worked out belongs to `said` of src/report/said.ts.
 */
export const restsOnNothing: readonly RegExp[] = [...headings, ...ofThePack, ...rules, ...prose].map(
  (text) => new RegExp(`^${text} ?[.:]?$`),
);
