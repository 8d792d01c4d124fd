import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkWorkbook, workbookRuleNames } from "../../../src/tables/workbookRules.ts";
import { writeOds } from "../../../src/tables/writeOds.ts";
import { writeXlsx } from "../../../src/tables/writeXlsx.ts";
import { temporaryFolder } from "../../folders.ts";
import { readParts, writeParts } from "./archive.ts";
import type { Break } from "./breaking.ts";
import { sheetBreakages } from "./sheetBreakages.ts";
import { tableBreakages } from "./tableBreakages.ts";
import { casesByTeam, workbookMeta } from "./tables.ts";

const breakages = [...sheetBreakages, ...tableBreakages];
const writers = { ods: writeOds, xlsx: writeXlsx };
const formats = ["ods", "xlsx"] as const;
const [fileRule = ""] = workbookRuleNames;
const asId = (index: number) => String(index + 1).padStart(2, "0");

async function writeGood(format: keyof typeof writers, name = "good"): Promise<string> {
  const path = join(temporaryFolder(), `${name}.${format}`);
  await writers[format](
    [casesByTeam, { ...casesByTeam, name: "second", title: "Second table" }],
    workbookMeta,
    path,
  );
  return path;
}

describe.each(formats)("a workbook as %s", (format) => {
  it("breaks no rule as it is written", async () => {
    expect(await checkWorkbook(await writeGood(format))).toEqual([]);
  });

  it.each(breakages.map((breakage, index) => ({ ...breakage, id: asId(index) })))(
    "is caught when broken: $rule ($id)",
    async (breakage) => {
      const path = join(temporaryFolder(), `open-cases.${format}`);
      await writers[format]([casesByTeam], workbookMeta, path);
      const change: Break = breakage[format];
      const broken = change(await readParts(path));
      await writeParts(broken, path);
      const faults = await checkWorkbook(path);
      expect(faults.filter((fault) => fault.startsWith(`${breakage.rule}: `))).not.toEqual([]);
    },
  );

  it("is caught when its name isn't lower case with dashes, or is over 60 characters", async () => {
    for (const name of ["Open_Cases", "open cases", "x".repeat(61)]) {
      const faults = await checkWorkbook(await writeGood(format, name));
      expect(faults).toEqual([`${fileRule}: ${name}`]);
    }
  });
});

describe("the rules", () => {
  it("are each broken by a case here", () => {
    const broken = new Set([fileRule, ...breakages.map(({ rule }) => rule)]);
    expect([...broken].sort()).toEqual([...workbookRuleNames].sort());
  });
});

describe("an ODS workbook", () => {
  it("begins with its media type, stored", async () => {
    const bytes = readFileSync(await writeGood("ods"));
    expect(bytes.readUInt16LE(8)).toBe(0);
    expect(bytes.toString("latin1", 30, 84)).toBe("mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
  });
});
