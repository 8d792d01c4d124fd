import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { openLandingKey } from "../../loaders/landingKey.ts";
import { load } from "../../loaders/load.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import type { Settings } from "../../loaders/sources.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { runs } from "../gear.ts";
import { officeContracts } from "../officeContracts.ts";

function settingsWith(encoding: string): Settings {
  const settings = readSettings("data/sources.yaml");
  const log = settings.sources.find(({ id }) => id === "information_requests");
  if (!log) throw new Error("missing source: information_requests");
  const columns = {
    request_reference: "Ref",
    request_type: "Type",
    received_on: "Received",
    due_on: "Due",
    sent_on: "Sent",
    outcome: "Outcome",
  };
  const source = { ...log, encoding, columns, not_read: ["Subject"], optional: ["outcome"] };
  return { ...settings, sources: [{ ...source, later_files: "add" }] };
}

/** Every file under a folder with the hash of its bytes. */
function bytesUnder(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return new Map(
    files
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ]),
  );
}

async function loadAll(extracts: string, landing: string, settings: Settings, only?: string) {
  const found = findExtracts(extracts, settings);
  const chosen = found.extracts.filter(({ file }) => only === undefined || file === only);
  const instance = await openDatabase();
  const { refused } = await load(instance, { extracts: chosen, strays: [] }, landing);
  instance.closeSync();
  return refused.map(({ file, problem }) => `${file}: ${problem}`);
}

async function landBothWays(files: Record<string, string | Uint8Array>, settings: Settings) {
  const extracts = temporaryFolder();
  const [together, apart] = [temporaryFolder(), temporaryFolder()];
  writeFiles(extracts, files);
  openLandingKey(together);
  copyFileSync(join(together, "key"), join(apart, "key"));
  const refused = await loadAll(extracts, together, settings);
  const each: string[] = [];
  for (const { file } of findExtracts(extracts, settings).extracts)
    each.push(...(await loadAll(extracts, apart, settings, file)));
  expect(refused).toEqual(each);
  expect(bytesUnder(together)).toEqual(bytesUnder(apart));
  return { refused, landed: bytesUnder(together) };
}

const heading = "Ref,Type,Received,Due,Sent,Outcome,Subject";
const nameOf = (index: number) =>
  `20${12 + index}-04-12/information-requests-${2011 + index}-${12 + index}.csv`;
const good = "HOTH 00000001,FOI,28/03/2012,27/04/2012,08/04/2012,Refused,x";

const lines = [
  good,
  good.replace("0001", "0002"),
  good.replace("0001", "0003").replace("08/04/2012", ""),
  good.replace(",x", ',"two\nlines"'),
  good.replace("FOI", "\u00a0foi\t"),
  good.replace("Refused", '""'),
  good.replace("28/03", "31/02"),
  good.replace("08/04/2012", "08/04/2015"),
  "HOTH 00000004,FOI",
  `${good},stray`,
  ",,,,,,",
  " ,\t,,,,,",
  "Total rows: 9",
  'HOTH "5,FOI,28/03/2012,,,,',
  "",
];

const headings = [
  heading,
  "\ufeffRef,Type,Received,Due,Sent,Outcome,Subject",
  "Subject,Sent,Ref,Type,Due,Received,Outcome",
];
const unreadable = [
  "",
  "PK\u0003\u0004 not a csv",
  heading.replace("Sent", "Posted"),
  `${heading}\n${good.replace(",x", ',"open')}\n${good}\n${good}\n`,
];

describe("files scanned together", () => {
  it.each(["utf-8", "windows-1252"])(
    "land with the same bytes, and are refused with the same words, as one at a time: %s",
    async (encoding) => {
      const content = fc
        .tuple(
          fc.constantFrom(
            ...(encoding === "utf-8" ? headings : headings.filter((one) => !one.startsWith("\ufeff"))),
          ),
          fc.array(fc.constantFrom(...lines), { maxLength: 12 }),
          fc.constantFrom("\n", "\r\n"),
        )
        .map(([first, rows, end]) => [first, ...rows, ""].join(end));
      const files = fc.array(fc.oneof({ weight: 5, arbitrary: content }, fc.constantFrom(...unreadable)), {
        minLength: 3,
        maxLength: 6,
      });
      await fc.assert(
        fc.asyncProperty(files, async (contents) => {
          const encoded = contents.map(
            (text, index) => [nameOf(index), iconv.encode(text, encoding)] as const,
          );
          await landBothWays(Object.fromEntries(encoded), settingsWith(encoding));
        }),
        { numRuns: runs(4, 20), seed: 11, endOnFailure: true },
      );
    },
    120_000,
  );

  it("stop no other: a broken one, one of other bytes and one without an optional column", async () => {
    const { refused, landed } = await landBothWays(
      {
        [nameOf(0)]: `${heading}\n${good}\n`,
        [nameOf(1)]: `${heading}\n${good.replace(",x", ',"open')}\n${good}\n${good}\n`,
        [nameOf(2)]: iconv.encode(`${heading}\n${good.replace(",x", ",caf\u00e9")}\n${good}\n`, "latin1"),
        [nameOf(3)]: `${heading.replace(",Outcome", "")}\n${good.replace(",Refused", "")}\n`,
        [nameOf(4)]: `${heading}\n${good}\n${good}\n`,
      },
      settingsWith("utf-8"),
    );
    expect(refused).toEqual([expect.stringContaining(`${nameOf(1)}: ${nameOf(1)} can't be loaded.`)]);
    expect([...landed.keys()].filter((name) => name.endsWith("counts.json"))).toHaveLength(4);
    expect([...landed.keys()].filter((name) => name.endsWith("quarantine.parquet"))).toHaveLength(2);
  });

  it("land with the same bytes, and are refused with the same words, where each line is an object", async () => {
    const settings = readSettings("data/sources.yaml");
    const sources = settings.sources.filter(({ id }) => id === "webforms");
    const form = (id: number, more: object = {}) =>
      JSON.stringify({
        form_id: `WF-0000${id}`,
        submitted_at: "2014-05-01T10:00:00Z",
        form: "Feedback about us",
        name: "Hermione Rowbotham",
        email: "",
        message: "Ring Efua Fernsby on 020 7946 0018",
        ...more,
      });
    const named = (index: number) => `20${15 + index}-01-12/webforms-20${14 + index}-${15 + index}.jsonl`;
    const common = [
      `\ufeff${form(1)}\r\n\n${form(2)}\n`,
      `${form(3, { name: "Tom Adeyemi" })}\n${form(3)}\n{"form_id":\n`,
    ];
    const odd = {
      "a key that no other has": form(4, { priority: 1 }),
      "a key that is left out": JSON.stringify({
        form_id: "WF-00005",
        submitted_at: "2014-05-01T10:00:00Z",
        form: "x",
      }),
      "an array": `[${form(6)}]`,
      "no object": "7\n8\n",
      nothing: "",
      "no such day": form(9, { submitted_at: "2014-02-30T10:00:00Z" }),
    };
    for (const texts of [[], [odd.nothing], Object.values(odd)]) {
      const files = [...common, ...texts, form(8)].map((text, index) => [named(index), text] as const);
      const { landed } = await landBothWays(Object.fromEntries(files), { ...settings, sources });
      expect([...landed.keys()].some((name) => name.endsWith("people.parquet"))).toBe(true);
    }
  }, 60_000);

  it("land with the same bytes where a file has more rows than a group of Parquet", async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, row) => good.replace("00000001", String(row).padStart(8, "0")));
    const { landed } = await landBothWays(
      {
        [nameOf(0)]: [heading, ...rows(5000)].join("\n"),
        [nameOf(1)]: [heading, ...rows(130_000)].join("\n"),
        [nameOf(2)]: [heading, ...rows(70_000)].join("\n"),
      },
      settingsWith("utf-8"),
    );
    expect([...landed.keys()].filter((name) => name.endsWith("rows.parquet"))).toHaveLength(3);
  }, 60_000);
});

describe("the key of a contract", () => {
  it.each([...officeContracts.values()].map((contract) => [contract.name, contract] as const))(
    "is never empty in a row of %s, so that equal keys can be joined",
    (_name, { key, fields }) => {
      for (const column of key) expect(fields.shape[column]?.safeParse(null).success).toBe(false);
    },
  );
});
