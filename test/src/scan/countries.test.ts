import { describe, expect, it } from "vitest";
import { scanForOfficer } from "../../../src/scan/scan.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { random, runs } from "../../gear.ts";
import { publicTextOf } from "./countryText.ts";
import { knowing } from "./knowing.ts";

/** What is found in some lines at an office of a country: each line with the kinds of what it holds. */
async function findIn(country: string, lines: readonly string[], allowed: readonly string[] = []) {
  const folder = temporaryFolder();
  const html = `<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body>${lines.map((line) => `<p>${line}</p>`).join("\n")}</body></html>`;
  writeFiles(folder, { "a.html": html });
  return scanForOfficer(folder, { known: knowing({}), country, allowed });
}

const kindsIn = async (country: string, line: string, allowed: readonly string[] = []) => [
  ...new Set((await findIn(country, [line], allowed)).map(({ what }) => what)),
];

describe("the scan of an office of another country", () => {
  it.each([
    ["NZ", "Her IRD number is 49-091-850", "an IRD number"],
    ["NZ", "136 410 132 was written on it", "an IRD number"],
    ["NZ", "IRD: 49 091 850", "an IRD number"],
    ["NZ", "the patient ZZZ0016 complained", "an NHI number"],
    ["NZ", "call 021 234 567 or (04) 471 6669", "a telephone number"],
    ["NZ", "call +64 4 471 6669", "a telephone number"],
    ["NZ", "she lives at 12 Tinakori Road", "an address"],
    ["NZ", "write to PO Box 10152", "a postal box"],
    ["IE", "PPS 1234567T", "a PPS number"],
    ["IE", "of D02 X285", "an Eircode"],
    ["IE", "ring 087 123 4567", "a telephone number"],
    ["IE", "ring (01) 639 5600", "a telephone number"],
    ["US", "219-09-9999 is hers", "a Social Security number"],
    ["US", "SSN 219099999", "a Social Security number"],
    ["US", "call (202) 555-0143", "a telephone number"],
    ["US", "call 202-555-0143", "a telephone number"],
    ["US", "of Bethesda, MD 20814", "a ZIP code"],
    ["US", "of 1600 Pennsylvania Avenue", "an address"],
    ["CA", "130 692 544 is his", "a Social Insurance Number"],
    ["CA", "of K1A 0B1", "a postal code"],
    ["CA", "call 613-555-0143", "a telephone number"],
    ["AU", "TFN 123 456 782", "a tax file number"],
    ["AU", "Medicare 2123 45670 1", "a Medicare number"],
    ["AU", "call 0412 345 678", "a telephone number"],
    ["AU", "of Sydney NSW 2000", "a postcode"],
  ])("%s: finds what is there: %s", async (country, line, what) => {
    expect(await kindsIn(country, line)).toContain(what);
  });

  it.each([
    ["NZ", "49-091-851 has another check digit"],
    ["NZ", "of 123 456 789 dollars"],
    ["NZ", "ZZZ0017 isn’t one"],
    ["NZ", "01/07/2023 5 cases, 04.07.2023 6 cases"],
    ["US", "666-12-1234 and 000-12-1234 and 900-12-1234"],
    ["US", "in 2019-2020, 12,345-6,789"],
    ["CA", "130 692 545 has another check digit"],
    ["AU", "123 456 783 has another check digit"],
    ["IE", "1234567A has another check letter"],
    ["GB", "of D02 X285, MD 20814, 219-09-9999"],
  ])("%s: takes nothing else for it: %s", async (country, line) => {
    expect(await kindsIn(country, line)).toEqual([]);
  });

  it("lets the office publish its own line, box and address", async () => {
    const own = ["0800 802 602", "PO Box 10152", "12 Tinakori Road"];
    expect(
      await kindsIn("NZ", "Call 0800 802 602, write to PO Box 10152, come to 12 Tinakori Road", own),
    ).toEqual([]);
    expect(await kindsIn("NZ", "Call +64 800 802 602", own)).toEqual([]);
  });

  it("knows the number of somebody however it is written", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "a.csv": "a\r\n02 12/34 567\r\n" });
    const found = await scanForOfficer(folder, {
      known: knowing({ numbers: ["+64 21 234 567"] }),
      country: "NZ",
    });
    expect(found.map(({ what }) => what)).toContain("a telephone number");
  });

  it.each(Object.keys(publicTextOf))("%s: raises no alarm at ordinary public text", async (country) => {
    const lines = publicTextOf[country]?.trim().split("\n") ?? [];
    const found = await findIn(country, lines);
    process.stdout.write(`${country}: ${lines.length} lines of public text, ${found.length} false alarms\n`);
    expect(found.map(({ what, said }) => `${what}: ${said?.around}`)).toEqual([]);
  });

  it.each(Object.keys(publicTextOf))(
    "%s: raises no alarm at tables of counts and shares",
    async (country) => {
      const next = random(20_260_701);
      const whole = (most: number) => Math.floor(next() * most);
      const rows = Array.from({ length: runs(300, 3000) }, (_, place) => {
        const [part, all] = [whole(300), 300 + whole(2_000_000)];
        return [
          `Provider ${place % 50}`,
          `20${10 + (place % 14)}-07`,
          part,
          all,
          (100 * next()).toFixed(1),
          whole(9999),
        ];
      });
      const folder = temporaryFolder();
      writeFiles(folder, {
        "a.csv": `provider,month,part,all,share,cases\r\n${rows.map((row) => row.join(",")).join("\r\n")}\r\n`,
      });
      const found = await scanForOfficer(folder, { known: knowing({}), country });
      expect(found.map(({ what, said }) => `${what}: ${said?.around}`)).toEqual([]);
    },
  );
});
