import { cpSync, statSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, query, useOneThread } from "../loaders/database.ts";
import { findExtracts } from "../loaders/findExtracts.ts";
import { load } from "../loaders/load.ts";
import { loadOwnWords } from "../loaders/loadOwnWords.ts";
import { readSettings } from "../loaders/readSettings.ts";
import { loadReferences } from "../loaders/reference.ts";
import type { Settings, Source } from "../loaders/sources.ts";
import { measureFigures } from "../src/measures/engine.ts";
import type { Figure } from "../src/measures/figure.ts";
import type { FigureQuery } from "../src/measures/question.ts";
import { programSettings, projectFile } from "../src/project.ts";
import { runChecks } from "../src/warehouse/checks.ts";
import { createModels } from "../src/warehouse/createModels.ts";
import { readModels } from "../src/warehouse/graph.ts";
import { describe } from "../src/warehouse/warehouse.ts";
import { temporaryFolder, writeFiles } from "./folders.ts";

const ofProject = readSettings(projectFile("data/sources.yaml"));

/** The project's settings with some of a source's changed; feedback comes as CSV, which a test can write down. */
export function settingsWith(changes: Readonly<Record<string, Partial<Source>>> = {}): Settings {
  const asCsv = { msd_feedback: { files: "msd-feedback-{month}.csv", format: "csv" as const } };
  return {
    ...ofProject,
    sources: ofProject.sources.map((source) => ({
      ...source,
      ...(source.id === "msd_feedback" ? asCsv.msd_feedback : {}),
      ...changes[source.id],
    })),
  };
}

/** The folder of an office's settings: the project's own, but for the files whose text is given. */
export function settingsFolder(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  cpSync(programSettings, folder, {
    recursive: true,
    filter: (path) => path === programSettings || !statSync(path).isDirectory(),
  });
  writeFiles(folder, files);
  return folder;
}

/**
 * The settings of an office of its own, from the text of its sources.yaml; what it is, from that of its office.yaml; other
 * files are the project's, unless given.
 */
export function settingsOf(
  text: string,
  office = smallOfficeYaml,
  files: Readonly<Record<string, string>> = {},
): Settings {
  // The breaks of the project's own are those of its sources.
  const none = { "breaks.csv": "measure,source,on,reason\n" };
  const folder = settingsFolder({ "sources.yaml": text, "office.yaml": office, ...none, ...files });
  return readSettings(join(folder, "sources.yaml"));
}

/** An office in London that nothing is known of but its name. */
export const smallOfficeYaml = `
name: Small office
country: GB
time_zone: Europe/London
year_begins: April
calendars: { england-and-wales: bank-holidays.json, uk-union: { file: bank-holidays.json, divisions: all } }
calendar: england-and-wales
`;

/** The settings of an office whose only system is a log of cases; `columns` as YAML has them. */
export const settingsOfLog = (
  files: string,
  columns: string,
  vocabulary?: string,
  measures?: string,
): Settings =>
  settingsOf(
    `
sources:
  log:
    system: Case log
    contract: cases
    files: ${files}
    format: csv
    dates: [yyyy-mm-dd]
    later_files: update
    due: { days: 5 }
    columns: ${columns}
`,
    smallOfficeYaml,
    {
      ...(vocabulary === undefined ? {} : { "vocabulary.yaml": vocabulary }),
      ...(measures === undefined ? {} : { "measures.yaml": measures }),
    },
  );

/** All that a build knows of some files, which are given by their paths, and no page of it. */
export async function openSmallOffice(
  files: Record<string, string>,
  settings: Settings = settingsWith(),
  landing: string = temporaryFolder(),
) {
  const extracts = temporaryFolder();
  writeFiles(extracts, files);
  const instance = await openDatabase();
  const connection = await instance.connect();
  await loadReferences(connection, settings.folder, settings.office);
  await loadOwnWords(connection, settings);
  const found = findExtracts(extracts, settings);
  const loaded = await load(instance, found, landing);
  await useOneThread(connection);
  const models = await readModels(connection, projectFile("sql"));
  await createModels(connection, models);
  const checks = await runChecks(connection, models);
  const described = await describe(connection, { settings, found, loaded, models }, undefined);
  if (!described) throw new Error("no whole month");
  const { context, definitions } = described;
  const ask = async (id: string, asked: FigureQuery): Promise<Figure[]> => {
    const measure = definitions.find((one) => one.id === id);
    if (!measure) throw new Error(`unknown measure: ${id}`);
    return measureFigures(connection, measure, asked, context);
  };
  /** The total of a month, whether or not it is over. */
  const inMonth = async (id: string, month: string): Promise<Figure | undefined> => {
    const figures = await ask(id, { periods: ["month"], from: `${month}-01`, to: `${month}-01` });
    return figures.find(({ period }) => period === month);
  };
  const loads = await query<{
    file: string;
    rows_read: number;
    rows_loaded: number;
    rows_quarantined: number;
  }>(connection, "select file, rows_read, rows_loaded, rows_quarantined from raw.loads order by load_id");
  const findings = (id: string) => checks.find((check) => check.id === id)?.names ?? [];
  return { ...described, connection, settings, models, loaded, loads, checks, findings, ask, inMonth };
}

/** A CSV of lines under a heading. */
export const csv = (heading: string, lines: readonly string[]): string =>
  `${[heading, ...lines].join("\n")}\n`;

const feedbackColumns = Object.values(
  ofProject.sources.find(({ id }) => id === "msd_feedback")?.columns ?? {},
);

/** A monthly extract of feedback: of each case its reference and whatever of its columns a test needs, by their headings. */
export const feedbackCsv = (
  cases: readonly Record<string, string>[],
  more: readonly string[] = [],
): string => {
  const columns = [...feedbackColumns, ...more];
  const usual: Record<string, string> = {
    Channel: "telephone",
    Category: "complaint about our service, ongoing case",
    Ground: "delay",
    Officer: "S1001",
    Team: "Customer Care 1",
  };
  const quoted = (cell: string) => `"${cell}"`;
  return csv(
    columns.map(quoted).join(","),
    cases.map((one) => columns.map((name) => quoted(one[name] ?? usual[name] ?? "")).join(",")),
  );
};

/** A yearly extract of mailboxes: each line a mailbox, the first and last day counted, and the emails. */
export const mailboxesCsv = (lines: readonly string[]): string => csv("Mailbox,From,To,Emails", lines);

/** An extract of the telephone system: each a reference and the moment it began. */
export const callsCsv = (calls: readonly (readonly [id: string, startedAt: string])[]): string =>
  csv(
    "call_id,started_at,line,menu_option,wrap_up_code,handler,duration_seconds,caller_number,wrap_up_note",
    calls.map(([id, startedAt]) => `${id},${startedAt},0345 015 4033,1,new complaint,S1001,60,,`),
  );
