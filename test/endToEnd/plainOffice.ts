import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ContractColumn, toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { personalColumns } from "../../loaders/people/marks.ts";
import { listNames, wordLists } from "../../loaders/wordLists.ts";

/** The months of which a plain office has a file of each contract that it hands over. */
const months = ["2023-01", "2023-02", "2023-03"];

const rowsOfMonth = 8;

/** A list of words that mean each of what they may, but what only some offices have. */
const wordsOf = (list: (typeof listNames)[number]): string[] =>
  (wordLists[list].meanings ?? ["one", "two"]).filter((meaning) => meaning !== "MP enquiries");

const vocabulary = listNames
  .map((list) => {
    const words = wordsOf(list);
    return wordLists[list].meanings
      ? `${list}: { ${words.map((word) => `"${word}": ${word}`).join(", ")} }`
      : `${list}: [${words.join(", ")}]`;
  })
  .join("\n");

/** A cell of a row: of an identity one of its own, of a clock a day of the month, of a list each word in turn. */
function cellOf({ name, kind, schema }: ContractColumn, month: string, row: number): string {
  const day = `${month}-${String(1 + ((row * 3) % 20)).padStart(2, "0")}`;
  if (schema.format === "date-time") return `${day} 09:30`;
  if (schema.format?.startsWith("date"))
    return /closed|ended|sent|done|completed|complied|answered|released/.test(name) && row % 3 === 0
      ? ""
      : day;
  if (schema.words) {
    const words = wordsOf(schema.words).filter((word) => !schema.but?.includes(word));
    return words[row % words.length] ?? "";
  }
  if (schema.enum) return schema.enum[row % schema.enum.length] ?? "";
  if (schema.type === "integer" || schema.type === "number")
    return String(schema.maximum === undefined ? 1 + (row % 4) : Math.min(schema.maximum, 1));
  if (schema.type === "boolean") return row % 2 === 0 ? "yes" : "no";
  if (kind === "identity" || schema.reference) return `R${month.slice(5)}${row}`;
  return `Group ${row % 3}`;
}

const sourceOf = (name: string, columns: readonly ContractColumn[]) => `
  ${name}:
    system: Our system
    contract: ${name}
    files: ${name}-{month}.csv
    format: csv
    dates: [yyyy-mm-dd, yyyy-mm-dd hh:mm]
    later_files: ${name === "bodies" || name === "published_figures" ? "add" : "update"}
    due: { days: 5 }
    columns:
${columns.map((column) => `      ${column.name}: ${column.name}`).join("\n")}`;

/**
 * Writes an office that has some contracts' files and says of itself nothing that it needn't: settings in `settings/`, extracts in
 * `extracts/`, both under `folder`.
 */
export function writePlainOffice(folder: string, names: readonly string[]): void {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const own = names.map((name) => {
    const contract = contracts.get(name);
    if (!contract) throw new Error(`unknown contract: ${name}`);
    const personal = personalColumns(contract);
    return { name, columns: toColumns(contract).filter((column) => !personal.includes(column.name)) };
  });
  write(
    "settings/office.yaml",
    "name: Office of Complaints\ncountry: CA\ntime_zone: America/Toronto\nyear_begins: July\ncalendars: { own: days-off.csv }\ncontact: { name: Figures, email: figures@office.example }\nlicence: { name: Open, url: https://office.example/licence }\n",
  );
  write("settings/days-off.csv", "date,name\n2023-01-02,A day off\n2023-07-03,A day off\n");
  write(
    "settings/sources.yaml",
    `sources:${own.map(({ name, columns }) => sourceOf(name, columns)).join("\n")}\n`,
  );
  write("settings/vocabulary.yaml", `${vocabulary}\n`);
  write(
    "settings/publication.yaml",
    "title: Figures\ndescription: Figures of the office.\nrelease_day: 20\nthreshold: 5\nprotect_zeros: false\nown_words: []\nlinks: []\nmeasures:\n  cases-received: { total: [month] }\n",
  );
  for (const month of months)
    for (const { name, columns } of own) {
      const rows = Array.from({ length: rowsOfMonth }, (_, row) =>
        columns.map((column) => cellOf(column, month, row)).join(","),
      );
      const heading = columns.map((column) => column.name).join(",");
      write(
        `extracts/${month.slice(0, 5)}0${Number(month.slice(6)) + 1}-02/${name}-${month}.csv`,
        `${[heading, ...rows].join("\n")}\n`,
      );
    }
}
