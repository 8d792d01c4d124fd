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

const counted =
  "(all|answers|bodies|calls|cases|commitments|count|emails|forms|fte|headcount|inboxes|mailboxes|number|records|requests|responses|rows|staff)";

/** What pivot tables and people write under a table in other languages than English. */
const elsewhere =
  "total g(é|e)n(é|e)ral|total geral|totale( complessivo| generale)?|(eind)?totaal|totalt|(hoved)?total(summa?|sum)?|gesamt(summe|ergebnis|zahl)?|insgesamt|summe|suma( końcowa)?|razem";

/**
 * The words of a cell that says that its row is a total of others, in small letters: `grand total`, `total emails`, `total for
 * march`, `all mailboxes`, and what a spreadsheet writes under the rows of one group, `customer care total`.
 */
export const totalWords = `((grand[ -]?|overall |sub[- ]?)?totals?( ${counted})?( (for|of|in) [^,;|\\t]*)?[ :=]*[0-9,.]*|[^,;|\\t]* totals?:?|all( (the )?(bodies|calls|cases|commitments|emails|inboxes|mailboxes|records|rows))?:?|(grand )?sum:?|${elsewhere})`;
