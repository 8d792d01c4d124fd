import type { DateOrder } from "./compareDates.ts";
import { splitForm } from "./dateReadings.ts";
import { nameColumn, saidOfShape, sayForm } from "./describedText.ts";
import type { DescribedColumn, DescribedFile } from "./describeFile.ts";
import { type SettingsLines, toFlowList } from "./settingsText.ts";

const count = (number: number) => number.toLocaleString("en-GB");

/** Forms that cells of a workbook and columns of Parquet have, which are read whatever `dates` says. */
const typedForms = new Set(["yyyy-mm-dd", "yyyy-mm-ddThh:mm:ss", "yyyy-mm-dd hh:mm:ss"]);

const isTyped = ({ format }: DescribedFile) => format === "spreadsheet" || format === "parquet";

/** The forms of dates of the columns that are read as such: all decided, or what is left to a person. */
export function addDates(
  lines: SettingsLines,
  described: DescribedFile,
  dated: readonly DescribedColumn[],
): string[] {
  const shapes = dated.flatMap((column) => (column.dates?.shapes ?? []).map((shape) => ({ column, shape })));
  const open = shapes.filter(({ shape }) => shape.decided === null);
  const serial = dated.filter(({ dates }) => (dates?.serials ?? 0) > 0);
  const forms = [...new Set(shapes.flatMap(({ shape }) => shape.decided ?? []))].filter(
    (form) => !isTyped(described) || !typedForms.has(form),
  );
  const contrary = forms.filter((form) => forms.some((other) => isContrary(form, other)));
  const choices: string[] = [];
  if (
    forms.some((form) => /(?<!y)yy(?!y)/.test(form)) ||
    open.some(({ shape }) => shape.forms.some(({ form }) => /(?<!y)yy(?!y)/.test(form)))
  ) {
    lines.say(4, "CHOOSE the first year that a year of two digits may be: 69 is then 1969 or 2069.");
    lines.offer(4, "two_digit_years_from: 1970");
    lines.offer(4, "two_digit_years_from: 1930");
    choices.push("two_digit_years_from");
  }
  for (const column of serial) lines.say(4, `${nameColumn(column)}: serial numbers of a spreadsheet`);
  if (open.length === 0 && contrary.length === 0) {
    const reasons = shapes
      .filter(({ shape }) => shape.decided !== null && forms.includes(shape.decided))
      .map(({ column, shape }) => reasonOfForm(column, shape));
    for (const reason of reasons) lines.say(4, reason);
    if (forms.length > 0) lines.add(4, `dates: ${toFlowList(toSettings(forms))}`);
    for (const language of languagesOf(forms))
      lines.add(4, `month_names: ${language}`, "by the names of months");
    return choices;
  }
  choices.push("dates");
  lines.say(4, "CHOOSE how dates are written: nothing in the file tells.");
  const shown = contrary.length > 0 ? shapes : open;
  const offered = new Set<string>();
  for (const { column, shape } of shown) {
    const heading = nameColumn(column);
    for (const line of saidOfShape(shape)) lines.say(4, `${heading}: ${line}`);
    for (const { form, misfits } of shape.forms) if (misfits === 0) offered.add(form);
  }
  const elsewhere = shapes.filter(({ shape }) => [...offered].some((form) => form === shape.decided));
  if (contrary.length === 0) {
    for (const { column, shape } of elsewhere)
      lines.say(4, `In the same file, ${reasonOfForm(column, shape)}`);
    for (const form of forms)
      for (const other of [...offered]) if (isContrary(form, other)) offered.delete(other);
  }
  const rest = forms.filter((form) => !offered.has(form));
  for (const form of offered) {
    lines.offer(4, `dates: ${toFlowList(toSettings([form, ...rest]))}`);
    for (const language of languagesOf([form])) lines.offer(4, `month_names: ${language}`);
  }
  for (const language of languagesOf(rest))
    lines.add(4, `month_names: ${language}`, "by the names of months");
  return choices;
}

/** Forms as the setting `dates` has them, each once. */
const toSettings = (forms: readonly string[]) => [...new Set(forms.map((form) => splitForm(form).form))];

/** The language of their months, of forms whose months aren't English: a source has one. */
const languagesOf = (forms: readonly string[]) =>
  [...new Set(forms.flatMap((form) => splitForm(form).month_names ?? []))].slice(0, 1);

/** Whether one is the other with day and month exchanged. */
const isContrary = (form: string, other: string): boolean =>
  form !== other && form.replace("dd", "?").replace("mm", "dd").replace("?", "mm") === other;

function reasonOfForm(column: DescribedColumn, shape: Parameters<typeof saidOfShape>[0]): string {
  const [against] = shape.forms.filter(({ misfits }) => misfits > 0);
  const by = against?.decided_by[0];
  const decided = sayForm(shape.decided ?? "");
  if (!against || !by || splitForm(against.form).month_names !== undefined)
    return `${nameColumn(column)}: ${decided} fits all ${count(shape.values)}`;
  const value = by.value === "" ? "its value" : by.value;
  const why = `row ${by.row}: ${value} can't be ${against.form}`;
  return `${nameColumn(column)}: ${decided} fits all ${count(shape.values)}; ${why}`;
}

/** What two columns of dates come to beside each other, in words. */
export function saidOfOrder({ first, second, both, earlier, same }: DateOrder): string {
  const share = (part: number) => `${((100 * part) / both).toFixed(part === both ? 0 : 1)}%`;
  const before = `${nameColumn(first)} is before ${nameColumn(second)} in ${share(earlier)}`;
  return `${before} of ${count(both)} rows, the same day in ${share(same)}`;
}
