import { plural } from "../report/format.ts";
import { groupBy } from "../report/series.ts";
import { countFiles } from "../warehouse/loads.ts";
import type { Checked, CheckedFile, CheckedSource, Fault } from "./checkExtracts.ts";
import type { CheckedMeasure } from "./checkMeasures.ts";
import { saidOfOwn } from "./checkOwnMeasures.ts";

const count = (number: number) => number.toLocaleString("en-GB");

function saidOfFault({ kind, column, heading, reason, wanted, rows, sheet, first_rows }: Fault): string {
  const what = kind === "row set aside" ? "set aside" : "left empty";
  const named =
    column === ""
      ? reason
      : `${column}${heading === "" || heading === column ? "" : ` (${heading})`} ${reason}`;
  const more = rows > first_rows.length ? ` and ${count(rows - first_rows.length)} more` : "";
  const inSheet = sheet === "" ? "" : `sheet ${sheet.trim()}, `;
  const where = `${inSheet}row${rows === 1 ? "" : "s"} ${first_rows.join(", ")}${more}`;
  return `    ${what}: ${named}; ${where}${wanted === "" ? "" : `; wanted: ${wanted}`}`;
}

const becameOf = (read: number, loaded: number, setAside: number, leftEmpty: number): string =>
  `${plural(read, "row")}: ${count(loaded)} loaded, ${count(setAside)} set aside, ${plural(leftEmpty, "value")} left empty`;

function saidOfFile(one: CheckedFile): string[] {
  const { file, refused, same_as, rows_read, rows_loaded, rows_set_aside, values_left_empty, notes, faults } =
    one;
  if (refused !== null) return [`  ${file}: REFUSED`, ...refused.split("\n").map((line) => `    ${line}`)];
  if (same_as !== null) return [`  ${file}: the same bytes as ${same_as}, so it is loaded once`];
  const became = becameOf(rows_read, rows_loaded, rows_set_aside, values_left_empty);
  return [`  ${file}: ${became}`, ...(notes ? [`    ${notes}`] : []), ...faults.map(saidOfFault)];
}

/** Files of a source of which nothing more is to be said than what loaded are one line. */
const isPlain = ({ refused, same_as, faults, notes }: CheckedFile) =>
  refused === null && same_as === null && faults.length === 0 && notes === null;

/** Files with something wrong that are told one by one: of more, each fault is told once. */
const mostFilesTold = 5;

/** What is wrong in many files, each fault once: in how many, and where first. */
function saidTogether(files: readonly CheckedFile[]): string[] {
  const kinds = new Map<string, { file: string; fault: Fault; files: number }>();
  for (const { file, faults } of files)
    for (const fault of faults) {
      const kind = [fault.kind, fault.column, fault.reason].join(" ");
      const known = kinds.get(kind) ?? { file, fault: { ...fault, rows: 0 }, files: 0 };
      kinds.set(kind, known);
      known.fault.rows += fault.rows;
      known.files += 1;
    }
  return [...kinds.values()]
    .sort((a, b) => b.fault.rows - a.fault.rows)
    .map(({ file, fault, files }) => `${saidOfFault(fault)} (in ${plural(files, "file")}, first ${file})`);
}

/** What is noted of many files alike, their numbers together: 'their 731 rows stand for 2,563'. */
function notedTogether(files: readonly CheckedFile[]): string[] {
  const number = /\d[\d,]*/g;
  const kinds = groupBy(
    files.map(({ notes }) => notes ?? ""),
    (notes) => notes.replace(number, "0"),
  );
  return [...kinds].map(([kind, own]) => {
    const all = own.map((notes) =>
      [...notes.matchAll(number)].map(([one]) => Number(one.replaceAll(",", ""))),
    );
    let place = -1;
    const summed = kind.replace(/0/g, () => {
      place += 1;
      return count(all.reduce((sum, numbers) => sum + (numbers[place] ?? 0), 0));
    });
    return `    ${summed.replace(/^its /, "their ")} (${plural(own.length, "file")})`;
  });
}

function saidOfSource({ id, system, contract, files, idle }: CheckedSource): string[] {
  const noted = files.filter(
    ({ refused, same_as, notes, faults }) =>
      refused === null && same_as === null && notes !== null && faults.length === 0,
  );
  const areNotedTogether = noted.length > mostFilesTold;
  const odd = files.filter(
    (one) =>
      (one.refused !== null || one.same_as !== null || one.notes !== null) &&
      !(areNotedTogether && noted.includes(one)),
  );
  const plain = files.filter((one) => isPlain(one) || (areNotedTogether && noted.includes(one)));
  const faulty = files.filter((one) => !odd.includes(one) && !plain.includes(one));
  const isTogether = faulty.length > mostFilesTold;
  const told = isTogether ? [...plain, ...faulty] : plain;
  const sum = (of: (file: CheckedFile) => number) => told.reduce((all, file) => all + of(file), 0);
  const became = becameOf(
    sum((one) => one.rows_read),
    sum((one) => one.rows_loaded),
    sum((one) => one.rows_set_aside),
    sum((one) => one.values_left_empty),
  );
  const together = `  ${plural(told.length, "file")}, ${became}`;
  return [
    "",
    `${id} (${system}, ${contract})`,
    ...(told.length > 3 || isTogether ? [together] : told.flatMap(saidOfFile)),
    ...(areNotedTogether ? notedTogether(noted) : []),
    ...(isTogether ? saidTogether(faulty) : faulty.flatMap(saidOfFile)),
    ...odd.flatMap(saidOfFile),
    ...idle.map((one) => `  without effect: ${one}`),
  ];
}

function saidOfMeasures(measures: readonly CheckedMeasure[]): string[] {
  const of = (state: CheckedMeasure["state"]) => measures.filter((one) => one.state === state);
  const [whole, partial, notHeld] = [of("whole"), of("partial"), of("not held")];
  const byReason = new Map<string, string[]>();
  for (const { measure, why } of notHeld)
    byReason.set(why.join("; "), [...(byReason.get(why.join("; ")) ?? []), measure]);
  return [
    "",
    `Measures: ${whole.length} whole, ${partial.length} in part, ${notHeld.length} not held`,
    ...(whole.length > 0 ? [`  whole: ${whole.map(({ measure }) => measure).join(", ")}`] : []),
    ...partial.flatMap(({ measure, why }) => [`  in part: ${measure}`, ...why.map((one) => `    ${one}`)]),
    ...[...byReason].flatMap(([why, ids]) => [`  not held: ${ids.join(", ")}`, `    ${why}`]),
  ];
}

/** What a check found, as text for a terminal. */
export function toCheckedText({
  sources,
  strays,
  checks,
  before_calendar,
  reported_to,
  measures,
  faults,
  own,
}: Checked): string {
  const files = sources.flatMap((source) => source.files);
  const all = countFiles([...files, ...strays]);
  const refused = countFiles([...files.filter((one) => one.refused !== null), ...strays]);
  const lines = [
    `${plural(all, "file")}, ${refused === 0 ? "none refused" : `${count(refused)} refused`}.`,
    ...sources.flatMap(saidOfSource),
  ];
  if (strays.length > 0) lines.push("", "Files of no source:");
  for (const { file, problem, nearest } of strays)
    lines.push(
      `  ${file}: ${problem}${nearest ? `; nearest is ${nearest.pattern} of ${nearest.source}` : ""}`,
    );
  for (const { title, stops, names } of checks)
    lines.push(
      "",
      `${stops ? "A build would STOP" : "To be looked at"}: ${title}`,
      ...names.map((name) => `  ${name}`),
    );
  if (before_calendar !== null) lines.push("", `To be looked at: ${before_calendar}`);
  lines.push(
    "",
    reported_to
      ? `Figures would be reported to ${reported_to.day}: ${reported_to.reason}.`
      : "Nothing would be reported: no file that is expected (due) covers a whole month.",
  );
  if (measures) lines.push(...saidOfMeasures(measures));
  lines.push(...saidOfOwn({ faults, own }));
  return `${lines.join("\n")}\n`;
}
