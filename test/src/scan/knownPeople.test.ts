import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import { literal } from "../../../loaders/compileContract.ts";
import { openDatabase } from "../../../loaders/database.ts";
import { readSettings } from "../../../loaders/sources.ts";
import { projectFile } from "../../../src/project.ts";
import { knownPeople } from "../../../src/scan/knownPeople.ts";
import { temporaryFolder } from "../../folders.ts";

let connection: DuckDBConnection;
const { sources } = readSettings(projectFile("data/sources.yaml"));

beforeAll(async () => {
  connection = await (await openDatabase()).connect();
});

async function land(folder: string, source: string, key: string, select: string) {
  const home = join(folder, source, key);
  mkdirSync(home, { recursive: true });
  await connection.run(`copy (${select}) to ${literal(join(home, "rows.parquet"))} (format parquet)`);
}

const nobody = `null::varchar as complainant_name, null::varchar as address, null::varchar as postcode,
  null::varchar as telephone, null::varchar as email, null::date as date_of_birth, null::varchar as nhs_number,
  null::varchar as national_insurance_number`;

describe("what the landing knows of people", () => {
  it("is every value of every personal column, of all files of each source", async () => {
    const folder = temporaryFolder();
    await land(
      folder,
      "msd_cases",
      "a",
      `select 'Quentin Hardcastle' as complainant_name, '139 Ferry Bank' as address, 'ZX64 8RU' as postcode,
         '07700 900801' as telephone, 'q@example.net' as email, date '1950-01-31' as date_of_birth,
         '999 999 6744' as nhs_number, 'QQ 65 69 10 B' as national_insurance_number, 'Northmoor' as body`,
    );
    await land(
      folder,
      "msd_cases",
      "b",
      `select * replace ('Zoë Okonjo' as complainant_name) from (select ${nobody})`,
    );
    await land(
      folder,
      "hr_snapshots",
      "a",
      "select 'Meera Chattopadhyay' as staff_name, 'S1855' as staff_number",
    );
    await land(
      folder,
      "telephony_calls",
      "a",
      "select 'TC00156460' as call_id union all select 'a note' as call_id",
    );
    const known = await knownPeople(connection, folder, sources);
    expect(known.names.toSorted()).toEqual(["Meera Chattopadhyay", "Quentin Hardcastle", "Zoë Okonjo"]);
    expect(known).toMatchObject({
      addresses: ["139 Ferry Bank"],
      numbers: ["07700 900801", "999 999 6744", "QQ 65 69 10 B"],
      dates_of_birth: ["1950-01-31"],
      texts: [],
    });
    expect(known.references).toContain("TC\\d{8}");
    expect(known.references).not.toContain("a note");
  });

  it("has the form of every reference that a contract gives", async () => {
    const folder = temporaryFolder();
    await land(folder, "hr_snapshots", "a", "select null::varchar as staff_name");
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
    await expect(knownPeople(connection, temporaryFolder(), sources)).rejects.toThrow(
      "holds no landed extracts",
    );
  });
});
