import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase, query } from "../../../loaders/database.ts";
import { openLandingKey } from "../../../loaders/landingKey.ts";
import { toCompact } from "../../../loaders/people/fold.ts";
import { indexPeople } from "../../../src/scan/known.ts";
import { knownPeople } from "../../../src/scan/knownPeople.ts";
import { temporaryFolder } from "../../folders.ts";
import { callsCsv } from "../../smallOffice.ts";
import { casesCsv, land, settings, staffCsv } from "./landed.ts";

let connection: DuckDBConnection;
const { sources } = settings;

beforeAll(async () => {
  connection = await (await openDatabase()).connect();
});

const quentin = {
  complainant_name: "Quentin Hardcastle",
  address: "139 Ferry Bank",
  postcode: "ZX64 8RU",
  telephone: "07700 900801",
  email: "q@example.net",
  date_of_birth: "1950-01-31",
  nhs_number: "999 999 6744",
  national_insurance_number: "QQ 65 69 10 B",
  body: "Northmoor",
};

const cases = {
  "msd-cases-2022-03.csv": casesCsv([quentin]),
  "staff-2022-03.csv": staffCsv(["Meera Chattopadhyay"]),
};

describe("what the landing knows of people", () => {
  it("is every value of every personal column, of all files of each source", async () => {
    const folder = temporaryFolder();
    await land(folder, {
      ...cases,
      "telephony-2022-03.csv": callsCsv([["TC00156460", "2022-03-01 10:00:00"]]),
    });
    await land(folder, { "msd-cases-2022-02.csv": casesCsv([{ complainant_name: "Zoë Okonjo" }]) });
    const people = await knownPeople(connection, folder, sources);
    const known = indexPeople(people);
    const find = (text: string) => known.find(text, toCompact(text)).map(({ what }) => what);
    for (const name of ["Quentin Hardcastle", "HARDCASTLE, Quentin", "Zoe Okonjo", "Meera Chattopadhyay"])
      expect({ name, found: find(`asked by ${name} of us`) }).toEqual({ name, found: ["a name"] });
    expect(find("at 139 Ferry Bank.")).toEqual(["an address"]);
    expect(find("Northmoor, Quentin Chattopadhyay")).toEqual([]);
    expect(["07700900801", "9999996744", "qq656910b"].filter((one) => !known.hasNumber(one))).toEqual([]);
    expect([
      known.hasNumber("07700900802"),
      known.hasBirth("1950-01-31"),
      known.hasBirth("1950-02-01"),
    ]).toEqual([false, true, false]);
    expect([known.isSurname("Okonjo"), known.isSurname("Quentin")]).toEqual([true, false]);
    expect(people.references).toContain("TC\\d{8}");
  });

  it("lies nowhere in clear, and nothing tells whose marks stand together", async () => {
    const folder = temporaryFolder();
    await land(folder, cases);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".parquet"),
    );
    expect(files).toHaveLength(4);
    for (const name of files) {
      const rows = JSON.stringify(
        await query(connection, `select * from read_parquet('${join(folder, name)}')`),
      );
      expect(rows).not.toMatch(/quentin|hardcastle|ferry|zx64|900801|example\.net|1950|999 ?6744|qq|meera/i);
      expect(rows.includes("Northmoor")).toBe(name.startsWith("msd_cases") && name.endsWith("rows.parquet"));
    }
    const marks = await query<{ hash: string }>(
      connection,
      `select hash from read_parquet('${folder}/msd_cases/*/people.parquet') where kind = 'name'`,
    );
    expect(marks.map(({ hash }) => hash)).toEqual(marks.map(({ hash }) => hash).toSorted());
  });

  /** What is found of each text once these cases have landed. */
  async function findOf(file: string, texts: readonly string[]) {
    const folder = temporaryFolder();
    await land(folder, { "msd-cases-2022-03.csv": file });
    const known = indexPeople(await knownPeople(connection, folder, sources));
    return texts.map((text) => known.find(text, toCompact(text)).map(({ what }) => what));
  }

  it("is of the rows in quarantine too: without a reference, there twice, or not cut into columns", async () => {
    const file = casesCsv([
      { complainant_name: "Quentin Hardcastle", case_reference: "" },
      { complainant_name: "Zoë Okonjo", case_reference: "C-00000009" },
      { complainant_name: "Ngozi Fanshawe", case_reference: "C-00000009" },
    ]);
    expect(
      await findOf(`${file}"C-00000010","Rosalind Pettigrew"\r\n`, [
        "Asked by Quentin Hardcastle.",
        "Asked by Ngozi Fanshawe.",
        "Asked by Rosalind Pettigrew.",
        "Asked by Rosalind Hardcastle.",
      ]),
    ).toEqual([["a name"], ["a name"], ["a name"], []]);
  });

  it("is of what looks like a name, an address or a number in columns that are never read", async () => {
    const [head = "", ...rows] = casesCsv([{}, {}, {}]).trim().split(/\r?\n/);
    const notes = [
      "Complaint, brought by Magnus Illingworth for his mother. Health Service records asked for, National Insurance checked.",
      "WIBERFORCE-SMYTHE, TOBIAS",
      "Lives at 27 Quarrymans Rise. Born on 17/03/2015. Rang from 07700 900 123",
    ];
    const file = [`${head},Description`, ...rows.map((row, index) => `${row},"${notes[index]}"`), ""].join(
      "\r\n",
    );
    expect(
      await findOf(file, [
        "Asked by Magnus Illingworth.",
        "Illingworth, Magnus",
        "magnus illingworth",
        "Tobias Wiberforce-Smythe",
        "at 27 Quarrymans Rise",
        "The Health Service and National Insurance, Complaint",
      ]),
    ).toEqual([["a name"], ["a name"], [], ["a name"], ["an address", "a name"], []]);
    const folder = temporaryFolder();
    await land(folder, { "msd-cases-2022-03.csv": file });
    const known = indexPeople(await knownPeople(connection, folder, sources));
    expect([
      known.hasNumber("07700900123"),
      known.hasBirth("2015-03-17"),
      known.hasBirth("2015-03-18"),
    ]).toEqual([true, true, false]);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".parquet"),
    );
    for (const name of files)
      expect(
        JSON.stringify(await query(connection, `select * from read_parquet('${join(folder, name)}')`)),
      ).not.toMatch(/magnus|illingworth|quarrymans|900 ?123/i);
  });

  it("has the form of every reference that a contract gives", async () => {
    const folder = temporaryFolder();
    await land(folder, { "staff-2022-03.csv": staffCsv(["Meera Chattopadhyay"]) });
    const { references } = await knownPeople(connection, folder, sources);
    for (const reference of [
      "EN-1234567",
      "C-12345678",
      "FB-1234567",
      "RV-123456",
      "QS-123456",
      "MP-0123",
      "FDN 214237",
      "S1234",
    ])
      expect({ reference, known: references.some((shape) => new RegExp(shape).test(reference)) }).toEqual({
        reference,
        known: true,
      });
  });

  it("is refused when nothing has landed: whoever knows nobody finds nobody", async () => {
    const folder = temporaryFolder();
    await expect(knownPeople(connection, folder, sources)).rejects.toThrow("holds no landed extracts");
    openLandingKey(folder);
    await expect(knownPeople(connection, folder, sources)).rejects.toThrow("holds no landed extracts");
  });

  it.each(["another key", "no marks"])("is refused where extracts landed with %s", async (how) => {
    const [folder, other] = [temporaryFolder(), temporaryFolder()];
    await land(folder, cases);
    if (how === "another key") {
      await land(other, { "msd-cases-2022-02.csv": casesCsv([quentin]) });
      for (const name of readdirSync(join(other, "msd_cases")))
        cpSync(join(other, "msd_cases", name), join(folder, "msd_cases", name), { recursive: true });
    } else
      for (const name of readdirSync(join(folder, "msd_cases")))
        rmSync(join(folder, "msd_cases", name, "people.parquet"));
    await expect(knownPeople(connection, folder, sources)).rejects.toThrow(
      "has extracts that landed with another key, or by another version of Candour",
    );
  });
});
