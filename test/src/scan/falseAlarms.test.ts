import { beforeAll, describe, expect, it } from "vitest";
import { firstNames, lastNames } from "../../../data/demonstration/pools.ts";
import { scanForOfficer } from "../../../src/scan/scan.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { knowing } from "./knowing.ts";
import { forenames, publicText, surnames } from "./publicText.ts";

/** Numbers from 0 to below 1, the same each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = seeded(20_220_331);
const oneOf = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";

/** As many people as a small office's extracts name, of the demonstration's names. */
const names = [...new Set(Array.from({ length: 3000 }, () => `${oneOf(firstNames)} ${oneOf(lastNames)}`))];

const day = () => new Date(Date.UTC(1930, 0, 1 + Math.floor(random() * 32_000))).toISOString().slice(0, 10);

const people = knowing({ names, dates_of_birth: Array.from({ length: 3000 }, day) });

/** Of ten pairs seven are of nobody's names, two have a forename or surname that somebody has, one both, but no one together. */
function drawPairs(count: number): string[] {
  const known = new Set(names);
  const pairs: string[] = [];
  while (pairs.length < count) {
    const kind = random();
    const pair = `${oneOf(kind < 0.8 ? forenames : firstNames)} ${oneOf(kind > 0.7 && (kind < 0.8 || kind > 0.9) ? lastNames : surnames)}`;
    if (!known.has(pair)) pairs.push(pair);
  }
  return pairs;
}

const page = (inside: string) =>
  `<!DOCTYPE html><html lang="en-GB"><head><title>Names</title></head><body><main>${inside}</main></body></html>`;

async function alarmsIn(inside: string) {
  const folder = temporaryFolder();
  writeFiles(folder, { "a.html": page(inside) });
  return scanForOfficer(folder, {
    known: people,
    allowed: ["0345 015 4033", "0762 480 3014", "M2 3HQ", "informationrights@ombudsman.example"],
  });
}

describe("false alarms", () => {
  const layouts: [string, (pair: string) => string][] = [
    ["in sentences", (pair) => `<p>The report of ${pair} was read.</p>`],
    ["in a list", (pair) => `<li>${pair}</li>`],
    ["in a table", (pair) => `<tr><td>${pair}</td><td>12</td></tr>`],
  ];
  let pairs: string[];
  beforeAll(() => {
    pairs = drawPairs(5000);
  });

  it.each(layouts)("of 5,000 pairs of names %s are fewer than 1 in 1,000", async (layout, toHtml) => {
    const found = await alarmsIn(pairs.map(toHtml).join("\n"));
    const texts = new Set(found.map(({ said }) => said?.text));
    process.stdout.write(`5,000 pairs of names ${layout}: ${texts.size} false alarms\n`);
    expect(texts.size).toBeLessThan(5);
  });

  it("of the numbers of 2,000 public bodies, a row to each, are none", async () => {
    const kinds = [
      "NHS trust",
      "Hospitals NHS Foundation Trust",
      "Community Health NHS",
      "Agency",
      "Surgery",
    ];
    const whole = (most: number) => Math.floor(random() * most);
    const rows = Array.from({ length: 2000 }, (_, place) => {
      const [part, all] = [whole(300), 300 + whole(20_000)];
      const share = () => (100 * random()).toFixed(1);
      const numbers = [part, all, share(), share(), share()];
      return [
        `Body ${place % 50} ${kinds[place % kinds.length]}`,
        "2018/19",
        ...numbers,
        all.toLocaleString("en-GB"),
      ];
    });
    const csv = rows.map((cells) =>
      cells.map((cell) => (/,/.test(String(cell)) ? `"${cell}"` : cell)).join(","),
    );
    const folder = temporaryFolder();
    writeFiles(folder, {
      "a.csv": `body,period,part,all,share,lower,upper,shown\r\n${csv.join("\r\n")}\r\n`,
      "a.html": page(
        `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`,
      ),
    });
    const found = await scanForOfficer(folder, { known: people });
    expect(found.map(({ file, what, said }) => `${file}: ${what}: ${said?.around}`)).toEqual([]);
  });

  it("of ordinary public text are none", async () => {
    const lines = publicText.trim().split("\n");
    const found = await alarmsIn(lines.map((line) => `<p>${line}</p>`).join("\n"));
    process.stdout.write(`${lines.length} lines of public text: ${found.length} false alarms\n`);
    expect(found.map(({ what, said }) => `${what}: ${said?.around}`)).toEqual([]);
  });
});
