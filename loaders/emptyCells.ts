/** What a cell without a value may hold, whatever the capitals, unless the settings of its source say otherwise. */
export const emptyCells = ["NULL", "N/A", "-", "(blank)"] as const;

/** The dates that systems write where there is none, as `yyyy-mm-dd`; some of them are no days. */
export const noDates = [
  "0000-00-00",
  "0001-01-01",
  "1753-01-01",
  "1900-01-00",
  "1900-01-01",
  "9999-12-31",
] as const;

/** What a reader of workbooks gives for a formula whose value the file doesn't hold. No spreadsheet program writes it. */
export const formulaWithoutValue = "#NO VALUE!";

/** What spreadsheet programs show, and write into a CSV, in place of a value that could not be worked out. */
export const spreadsheetErrors = "(#[A-Z0-9/_ ]+[!?]|#N/A|#GETTING_DATA|Err:[0-9]{3})";

/** The reasons that are said of more than one kind of column. */
export const reasons = {
  missing: "missing",
  formula: "a formula without a value",
  error: "an error of the spreadsheet",
  total: "a total and no record",
  count: "no count of the rows it stands for",
  repeat: "another row of its record stands",
  unlike: "another value than an earlier row of its record",
  taken: "the reference of another record",
} as const;

/**
 * The words of a cell that says that its row is a total of others, in small letters: `grand total`, `total emails`, `total for
 * march`, and what a spreadsheet writes under the rows of one group, `customer care total`.
 */
export const totalWords =
  "((grand[ -]?|overall |sub[- ]?)?totals?( (all|answers|calls|cases|count|emails|forms|fte|headcount|mailboxes|number|records|requests|responses|rows|staff))?( (for|of|in) [^,;|\\t]*)?[ :=]*[0-9,.]*|[^,;|\\t]* totals?:?)";
