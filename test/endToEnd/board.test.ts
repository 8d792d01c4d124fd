import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { canaryPatterns } from "../../data/demonstration/canaries.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { isZip, readZip } from "../../src/scan/readZip.ts";
import { defaultLimits } from "../../src/scan/unpack.ts";
import { builtLittle, filesOf } from "./office.ts";

let out: string;

beforeAll(async () => {
  ({ out } = await builtLittle());
}, 300_000);

/** Every officer, reference and name that the marts of a build hold. */
async function namedIn(marts: string): Promise<string[]> {
  const instance = await openDatabase();
  const connection = await instance.connect();
  const named = new Set<string>();
  for (const file of readdirSync(marts)) {
    const from = `'${join(marts, file)}'`;
    const columns = await query<{ column_name: string }>(connection, `describe select * from ${from}`);
    for (const { column_name: column } of columns)
      if (/_reference$|^sample_id$|^form_id$|^officer$|^reader$|^staff_number$|sender_name$/.test(column))
        for (const { name } of await query<{ name: string | null }>(
          connection,
          `select distinct ${column}::varchar as name from ${from}`,
        ))
          if (name !== null && name !== "not recorded") named.add(name);
  }
  connection.closeSync();
  instance.closeSync();
  return [...named];
}

/** What was published in answer to a request is told of by its reference. */
const isPublished = (file: string, phrase: string) =>
  file === "published.html" && /^(FDN|HOTH) \d+$/.test(phrase);

/** The text of a file, and of those packed in it. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  if (!isZip(bytes)) return bytes.toString("utf8");
  const { entries, faults } = readZip(bytes, { limits: defaultLimits, left: defaultLimits.fileBytes });
  if (faults.length > 0) throw new Error(`${path}: ${faults.join()}`);
  return entries.map(({ bytes: part }) => part.toString("utf8")).join("\n");
}

describe("the board’s folder of a build", () => {
  it("holds in none of its bytes an officer, a case, an item, a person that the extracts have, or a way out of it", async () => {
    const named = await namedIn(join(out, "warehouse/marts"));
    expect(named.length).toBeGreaterThan(200);
    const isNamed = new Set(named);
    const phrases = named.filter((name) => /\s/.test(name));
    const wrong: string[] = [];
    const files = filesOf(join(out, "board"));
    for (const name of files) {
      // Points of a drawing are numbers in a row.
      const text = textOf(join(out, "board", name)).replace(/ d="M[\d.\sA-Za-z-]*"/g, "");
      const words = new Set(text.match(/[\p{L}\p{N}][\p{L}\p{N}/-]*[\p{L}\p{N}]/gu));
      for (const word of words) if (isNamed.has(word)) wrong.push(`${name}: ${word}`);
      for (const phrase of phrases)
        if (text.includes(phrase) && !isPublished(name, phrase)) wrong.push(`${name}: ${phrase}`);
      for (const { kind, pattern } of canaryPatterns())
        if (pattern.test(text)) wrong.push(`${name}: ${kind}`);
      if (/(?:href|src)="(?:\/|\.\.\/\.\.\/\.\.|[^"]*(?:internal|care)\/)/.test(text))
        wrong.push(`${name}: leads out`);
    }
    expect(wrong).toEqual([]);
    expect(files).toContain("index.html");
    const pages = files.filter((name) => !name.startsWith("_import/"));
    expect(pages.filter((name) => /data\/|drill|^feedback\.html|quarantine/.test(name))).toEqual([]);
  });

  it("shares each file that is the same with the site that has everything", () => {
    const inode = (edition: string, name: string) => statSync(join(out, edition, name)).ino;
    for (const name of ["measures/calls.csv", "measures/calls.ods"])
      expect(inode("board", name)).toBe(inode("internal", name));
    expect(inode("board", "measures/officer-caseload.csv")).not.toBe(
      inode("internal", "measures/officer-caseload.csv"),
    );
  });
});
