import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contracts } from "../../loaders/contracts.ts";
import { openDatabase, query } from "../../loaders/database.ts";
import { DataError } from "../../loaders/dataError.ts";
import { temporaryFolder } from "../folders.ts";
import { draw, isLong } from "../gear.ts";
import { writeExtracts } from "../secondOffice/extracts.ts";
import { findFaultsOf } from "./anySources.ts";
import { candour, candourHere, candourWarm, filesOf } from "./office.ts";
import { findOtherWords, otherWordsIn } from "./otherWords.ts";
import { readPdfText } from "./pdfText.ts";
import { writePlainOffice } from "./plainOffice.ts";

const settings = join("test", "secondOffice", "settings");

describe("a second office, of another country and kind, by its settings alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "candour-second-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const given = ["--settings", settings, "--extracts", at("extracts"), "--landing", at("landing")];
  let complaints: Awaited<ReturnType<typeof writeExtracts>>;
  beforeAll(async () => {
    complaints = await writeExtracts(at("extracts"));
    const { code, stderr } = candour(["build", ...given, "--history", at("history"), "--out", at("dist")]);
    expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  });

  it("has both sites with no word of the office whose settings the program comes with", () => {
    expect(existsSync(at("dist/public/index.html"))).toBe(true);
    expect(["internal", "public"].flatMap((edition) => findOtherWords(at(`dist/${edition}`)))).toEqual([]);
  });

  it("has the figures that plain SQL over its files has, to the digit", async () => {
    const instance = await openDatabase();
    const connection = await instance.connect();
    const counted = await query<{ period: string; value: number }>(
      connection,
      `with newest as (
         select "Log No" as reference, max_by("Date In", filename) as received
         from read_csv('${at("extracts")}/*/Resolve export *.csv', all_varchar = true, filename = true)
         group by all
       )
       select strftime(strptime(received, '%m/%d/%Y'), '%Y-%m') as period, count(*)::integer as value
       from newest group by all order by all`,
    );
    const made = await query<{ period: string; value: number }>(
      connection,
      `select period, value::integer as value from read_csv('${at("dist")}/internal/data/figures.csv', all_varchar = true)
       where measure = 'cases-received' and breakdown is null and period similar to '\\d{4}-\\d{2}'
       order by period`,
    );
    connection.closeSync();
    expect(made).toEqual(counted);
    expect(made.reduce((sum, { value }) => sum + value, 0)).toBe(complaints.length);
  });

  it("is told by check what of it loads, in a line where it is much", async () => {
    const { code, stdout } = await candourHere(["check", ...given]);
    expect(code).toBe(0);
    expect(stdout).toContain("their 731 rows stand for");
    expect(stdout).toContain("the same bytes as 2024-03-03/Resolve export February 2024.csv");
    expect(stdout).not.toContain("without effect");
    expect(otherWordsIn(stdout)).toEqual([]);
  });

  it.runIf(isLong)("has a pack, and two months released one after the other", async () => {
    const kept = ["--ledger", at("ledger"), "--out", at("releases"), "--packs", at("packs")];
    const packed = candour(["pack", ...given, "--month", "2024-06", "--out", at("packs")]);
    expect([packed.code, packed.code === 0 ? "" : packed.stderr]).toEqual([0, ""]);
    const papers = await readPdfText(at("packs/2024-06/assurance-pack.pdf"));
    expect(papers).toContain("June 2024");
    expect(otherWordsIn(papers)).toEqual([]);
    expect(findOtherWords(at("packs"))).toEqual([]);
    for (const month of ["2024-05", "2024-06"]) {
      const release = ["release", ...given, ...kept, "--month", month, "--signed-by", "Commissioner"];
      candour(release);
      const { code, stderr } = candour([...release, "--read-by", "Registrar"]);
      expect([month, code, code === 0 ? "" : stderr]).toEqual([month, 0, ""]);
    }
    expect(findOtherWords(at("releases/published"))).toEqual([]);
    const signedOff = filesOf(at("ledger")).filter((file) => file.endsWith(".pdf"));
    expect(signedOff.length).toBeGreaterThan(0);
    for (const file of signedOff)
      expect(otherWordsIn(await readPdfText(join(at("ledger"), file))), file).toEqual([]);
  });
});

const names = [...contracts.keys()];
const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
/** How many pairs are looked through for what rests on nothing, and from which seed: `CANDOUR_DRAWS=153` has them all. */
const draws = Number(process.env.CANDOUR_DRAWS ?? (isLong ? 12 : 1));
const drawn = draw(pairs, draws, Number(process.env.CANDOUR_SEED ?? 1));
/** In the long gear all contracts at once and each alone, too. */
const few = isLong ? [names, ...names.map((name) => [name])] : [];
const byName = (offices: readonly (readonly string[])[]) =>
  offices.map((own) => [own.length === names.length ? "all" : own.join(", "), own] as const);

/** What speaks of other files alone reports nothing, and says so. */
const saysNoMonth = (text: string): boolean => text.includes("holds no whole month");

describe("an office of some contracts that says no more of itself than it must", () => {
  // Of each contract every office has the same files: they land once.
  const landing = mkdtempSync(join(tmpdir(), "candour-landing-"));
  afterAll(() => rmSync(landing, { recursive: true, force: true }));

  it.each(byName([...few, ...drawn]))(
    "says of what it hasn’t nothing but that, and no word of another: %s",
    async (_, own) => {
      const folder = temporaryFolder();
      writePlainOffice(folder, own);
      const asked = { settings: join(folder, "settings"), extracts: join(folder, "extracts"), landing };
      const found = await findFaultsOf(asked, isLong, otherWordsIn).catch((error: unknown) => {
        if (error instanceof DataError && saysNoMonth(error.message)) return [];
        throw error;
      });
      expect(found).toEqual([]);
    },
  );

  it.runIf(isLong).each(byName([...few, ...pairs]))(
    "has whole sites with no word of another: %s",
    async (_, own) => {
      const folder = temporaryFolder();
      writePlainOffice(folder, own);
      const at = (name: string) => join(folder, name);
      const given = ["--settings", at("settings"), "--extracts", at("extracts"), "--landing", landing];
      const { code, stderr } = await candourWarm([
        "build",
        ...given,
        "--history",
        at("history"),
        "--out",
        at("dist"),
      ]);
      if (code !== 0 && saysNoMonth(stderr)) return;
      expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
      expect(["internal", "public"].flatMap((edition) => findOtherWords(at(`dist/${edition}`)))).toEqual([]);
    },
  );
});
