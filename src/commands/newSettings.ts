import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { isDay } from "../../loaders/dates.ts";
import { makeFolder } from "../../loaders/makeFolder.ts";
import { toScalar } from "../describe/settingsText.ts";
import { projectFile } from "../project.ts";
import type { InitAnswers } from "./initQuestions.ts";
import { proposeFiles } from "./proposedSettings.ts";
import { tableSchemas } from "./settingsSchemas.ts";
import { writeSchemas } from "./writeSchemas.ts";

/** The line by which an editor finds the schema of a YAML file. */
const schemaLine = (name: string) => `# yaml-language-server: $schema=schemas/${name}.schema.json\n`;

/** The newest file of a folder of extracts; undefined where it has none. */
function findFirstFile(extracts: string): string | undefined {
  const days = readdirSync(extracts).filter(isDay).sort().reverse();
  for (const day of days) {
    const [name] = readdirSync(join(extracts, day))
      .filter((one) => !one.startsWith("."))
      .sort();
    if (name !== undefined) return join(extracts, day, name);
  }
  return undefined;
}

const toSources = (proposed: string) => `${schemaLine("sources")}#
# What each system hands over, and how its files become rows. Extracts are put in folders named by the day they were received:
# 2015-04-01/cases-2014-15.csv. docs/sources.md explains each setting, and so does an editor that reads the schema.

${proposed}`;

/** The calendar of days off that comes with the program, and of a country that has none there an empty one, to be filled. */
const calendarsOf = (country: string) =>
  country === "GB"
    ? "  england-and-wales: { file: bank-holidays.json, of: England and Wales }"
    : "  own: days-off.csv";

const toOffice = ({ name, country, time_zone, first_month }: InitAnswers) => `${schemaLine("office")}#
# What the office is. Its days off stand in the file of its calendar: a line to each, date,name, of each year from the first of its extracts to now.

name: ${toScalar(name)}
country: ${country}
time_zone: ${toScalar(time_zone)}
year_begins: ${first_month}
calendars:
${calendarsOf(country)}
`;

const toPlan = ({ name }: InitAnswers) => `${schemaLine("publication")}#
# What the public edition publishes: nothing yet. Each measure that may be published is named under measures, with its breakdowns
# and periods: cases-received: { total: [month, financial-year] }.

title: Casework statistics
description: ${toScalar(`Casework statistics of ${name}.`)}
# CHOOSE the licence, and whom readers write to, before anything is published.
licence: { name: All rights reserved, url: "https://office.example/licence" }
contact: { name: Statistics, email: statistics@office.example }
# A month is published on this day of the month after it.
release_day: 12
# Counts from 1 to one less than this are hidden.
threshold: 5
protect_zeros: false
own_words: []
links: []
measures: {}
`;

/** What the office keeps of its own in CSVs: nothing yet but their headings. */
const emptyTables = ["targets", "holdings", "breaks", "rebases", "notes"] as const;

/** What is the same for every office until it says otherwise. */
const copied = ["age-bands.csv"] as const;

const toVocabulary = (proposed: string) => `${schemaLine("vocabulary")}#
# What the office calls things, and what its references look like: the program's own data/vocabulary.yaml
# says what may stand here. Of a list that isn't here any word is one, and what is counted by its meaning isn't held.
${proposed === "" ? "" : `\n${proposed}`}`;

/** The limits there are, each with the program's own days, none of them set: whose they are only the office can say. */
function toClocks(): string {
  const own = readFileSync(projectFile("data/clocks.yaml"), "utf8");
  // Where a limit is from is each office's own: left empty, it is refused until somebody says it.
  const lines = own
    .split("\n")
    .filter((line) => !/^ +calendar:/.test(line))
    .map((line) => line.replace(/^( +source:).*/, "$1 # CHOOSE where it is from, and what of it is assumed"));
  const unset = lines.map((line) => (line === "" || line.startsWith("#") ? line : `# ${line}`)).join("\n");
  return `${schemaLine("clocks")}#\n# CHOOSE each limit that the office has: take the # from its lines, mend its days, and say where it is from.\n#\n${unset}`;
}

function toHeadings(name: string): string {
  const schema = tableSchemas().get(`${name}.table.json`);
  if (!schema) throw new Error(`unknown table: ${name}`);
  return `${schema.fields.map((field) => field.name).join(",")}\n`;
}

/**
 * Writes a new folder of settings: the office, a mapping of the newest file of its extracts as `propose` gives it, CSVs with headings
 * alone, the limits there are, none of them set, the days off of its country where the program has them, and the schemas. Throws a DataError, and writes nothing, where one of the files is
 * there or the extracts hold no file.
 */
export async function writeNewSettings(
  folder: string,
  answers: InitAnswers,
): Promise<{ files: string[]; choices: string[] }> {
  const first = findFirstFile(answers.extracts);
  if (first === undefined)
    throw new DataError(
      `${answers.extracts} has no file in a folder named by a day.`,
      [],
      "Put each file in a folder named by the day it was received, such as 2022-04-02, and run this again.",
    );
  const { text, vocabulary, choices } = await proposeFiles([first], answers.contract);
  const files = new Map([
    ["sources.yaml", toSources(text)],
    ["office.yaml", toOffice(answers)],
    ["clocks.yaml", toClocks()],
    ["vocabulary.yaml", toVocabulary(vocabulary)],
    ["publication.yaml", toPlan(answers)],
    ["clearances.yaml", `${schemaLine("clearances")}\nclearances: []\n`],
    ...emptyTables.map((name): [string, string] => [`${name}.csv`, toHeadings(name)]),
    ...(answers.country === "GB" ? [] : [["days-off.csv", "date,name\n"] as [string, string]]),
    ...[...copied, ...(answers.country === "GB" ? ["bank-holidays.json"] : [])].map(
      (name): [string, string] => [name, readFileSync(projectFile(`data/${name}`), "utf8")],
    ),
  ]);
  const there = [...files.keys(), "schemas"].filter((name) => existsSync(join(folder, name)));
  if (there.length > 0)
    throw new DataError(
      `${folder} has settings already, and they are left as they are.`,
      there.map((name) => `there already: ${name}`),
      "Name a new folder.",
    );
  makeFolder(folder);
  for (const [name, content] of files) writeFileSync(join(folder, name), content, { flag: "wx" });
  writeSchemas(join(folder, "schemas"), folder);
  return { files: [...files.keys(), "schemas"], choices };
}
