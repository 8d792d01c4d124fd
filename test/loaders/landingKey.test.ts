import { createHmac } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDatabase, query } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { openLandingKey, readLandingKey } from "../../loaders/landingKey.ts";
import { load } from "../../loaders/load.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { settingsWith } from "../smallOffice.ts";

const [source] = settingsWith().sources.filter(({ id }) => id === "msd_cases");
if (!source) throw new Error("missing source: msd_cases");
const columns = { ...source.columns, complainant_reference: "Contact" };
const settings = { ...settingsWith(), sources: [{ ...source, columns, not_read: [] }] };

const headings = Object.values(columns);
const usual: Record<string, string> = {
  "Received On": "2022-03-01",
  Jurisdiction: "UK government departments",
};

function casesOf(contacts: readonly string[]): string {
  const lines = contacts.map((contact, index) =>
    headings
      .map((name) => ({ ...usual, "Case Number": `C-0000000${index}`, Contact: contact })[name] ?? "")
      .join(","),
  );
  return [headings.join(","), ...lines].join("\n");
}

async function keysOf(contacts: readonly string[], landing: string) {
  const extracts = temporaryFolder();
  writeFiles(extracts, { "2022-04-02/msd-cases-2022-03.csv": casesOf(contacts) });
  const instance = await openDatabase();
  const loaded = await load(instance, findExtracts(extracts, settings), landing);
  const rows = await query<{ key: string | null }>(
    await instance.connect(),
    "select complainant_reference_key as key from raw.cases order by case_reference",
  );
  expect(loaded.refused).toEqual([]);
  return { keys: rows.map(({ key }) => key), loaded };
}

describe("a personal column that is keyed", () => {
  it("is read as one hash of one person, whatever the capitals and blanks of their reference", async () => {
    const landing = temporaryFolder();
    const { keys } = await keysOf(
      ["CT 00123", "ct00123", " Ct\u00a0 00123 ", "CT 00124", "", "n/a"],
      landing,
    );
    const [first, second, third, other, none, written] = keys;
    const { bytes } = openLandingKey(landing);
    const expected = createHmac("sha256", bytes).update("ct00123").digest("hex").slice(0, 32);
    expect([first, second, third]).toEqual([expected, expected, expected]);
    expect(other).toMatch(/^[0-9a-f]{32}$/);
    expect(other).not.toBe(expected);
    expect([none, written]).toEqual([null, null]);
  });

  it("has one hash in every file of a landing folder, and another in any other", async () => {
    const landing = temporaryFolder();
    const [one, again, elsewhere] = [
      await keysOf(["CT 1"], landing),
      await keysOf(["CT 2", "CT 1"], landing),
      await keysOf(["CT 1"], temporaryFolder()),
    ];
    expect(again.keys[1]).toBe(one.keys[0]);
    expect(elsewhere.keys[0]).not.toBe(one.keys[0]);
  });
});

describe("the key of a landing folder", () => {
  it("is made once, and its owner alone reads it", () => {
    const landing = join(temporaryFolder(), "landing");
    expect(readLandingKey(landing)).toBeUndefined();
    const key = openLandingKey(landing);
    expect(openLandingKey(landing)).toEqual(key);
    expect(statSync(join(landing, "key")).mode & 0o777).toBe(0o600);
  });

  it.each(["lost", "damaged"])(
    "is made anew where it is %s, and what had landed by it is parsed again",
    async (how) => {
      const landing = temporaryFolder();
      const before = await keysOf(["CT 1"], landing);
      const home = before.loaded.files[0]?.rows ?? "";
      writeFiles(landing, { "msd_cases/notes.txt": "the office's own" });
      if (how === "lost") rmSync(join(landing, "key"));
      else writeFileSync(join(landing, "key"), "0123");
      const after = await keysOf(["CT 1"], landing);
      expect(after.loaded.files[0]?.loaded_from).toBe("parsed");
      expect(existsSync(home)).toBe(false);
      expect(after.keys).not.toEqual(before.keys);
      expect(readFileSync(join(landing, "msd_cases/notes.txt"), "utf8")).toBe("the office's own");
    },
  );
});
