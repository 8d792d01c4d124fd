import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openedIn, placeLeft, quarantineIn, saveRead, takeRead } from "../../../src/commands/keptRead.ts";
import type { BuildRecord } from "../../../src/restate/history.ts";
import { hashesOf } from "../../endToEnd/office.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { publicContent } from "../release/publicContent.ts";
import { smallInput } from "../site/fixture.ts";

const few = <T extends { figures: readonly unknown[] }>(told: T): T => ({
  ...told,
  figures: told.figures.slice(0, 50),
});
const report = few(smallInput("internal"));
const content = few(publicContent);
const record: BuildRecord = {
  receivedTo: "2022-04-02",
  definitions: { calendar: "c", measures: {} },
  extracts: {},
  figures: [],
};
const read = {
  asAt: report.asAt,
  loads: [
    {
      source: "telephony_calls",
      file: "2022-04-02/again.csv",
      sha256: "",
      // The same bytes as another: neither parsed nor landed.
      loaded_from: null,
      same_as: "2022-04-02/telephony.csv",
      rows_read: 0,
      rows_loaded: 0,
      rows_quarantined: 0,
      values_blanked: 0,
      notes: null,
    },
  ],
  refused: [{ source: "", file: "stray.csv", problem: "no source has this file name" }],
  figures: report.figures.length,
  warnings: ["Warning: beware"],
  report,
  record,
};
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** An output whose build read this, and what is left in it. */
async function leave(out: string, planned: Parameters<typeof saveRead>[0]["planned"], ...opened: string[]) {
  writeFiles(out, {
    "loads.csv": "file\r\n",
    "warehouse/marts/calls.parquet": "calls",
    "internal/index.html": "",
    "public/index.html": "",
  });
  writeFiles(openedIn(out), Object.fromEntries(opened.map((name) => [name, "{}"])));
  writeFileSync(quarantineIn(out), "source\r\n");
  await saveRead({ ...read, planned }, out);
  const left = hashesOf(out);
  placeLeft(out);
  return { out, left, kept: { files: hashesOf(out), record } };
}

describe("what a build read", () => {
  it.each([
    ["with a public site", { content }],
    ["with the problem it had", { problem: "No such measure." }],
    ["of an office that publishes nothing", "unplanned" as const],
  ])("is taken by the next as it was, with the files it left: %s", async (_title, planned) => {
    const { out, left, kept } = await leave(temporaryFolder(), planned, "calls/2022-03.json", "calls.json");
    writeFileSync(join(out, "internal/index.html"), "another page is no matter");
    const folder = temporaryFolder();
    const taken = await takeRead(kept, out, folder);
    expect(taken).toEqual(asJson({ ...read, planned }));
    const { "internal/index.html": _page, "public/index.html": _other, ...files } = left;
    expect(hashesOf(folder)).toEqual(files);
    expect(hashesOf(out)).toMatchObject({ "loads.csv": kept.files["loads.csv"] });
  });

  it("is taken without rows behind figures where no page opens them", async () => {
    const { out, kept } = await leave(temporaryFolder(), "unplanned");
    expect(await takeRead(kept, out, temporaryFolder())).not.toBeNull();
  });
});

describe("what a build read and is no longer as it was", () => {
  let home: Awaited<ReturnType<typeof leave>>;
  const first = mkdtempSync(join(tmpdir(), "candour-kept-"));
  beforeAll(async () => {
    home = await leave(first, { content }, "calls/2022-03.json", "calls.json");
  });

  afterAll(() => rmSync(first, { recursive: true }));

  it.each<[string, (out: string) => void]>([
    ["the report is cut off", (out) => truncateSync(join(out, "warehouse/report.json.gz"), 300)],
    ["what was planned is cut off", (out) => truncateSync(join(out, "warehouse/read.json.gz"), 30)],
    [
      "a mart is mixed with another's",
      (out) => writeFileSync(join(out, "warehouse/marts/calls.parquet"), "cells"),
    ],
    ["there is a mart more", (out) => writeFileSync(join(out, "warehouse/marts/cases.parquet"), "")],
    ["rows behind a figure have gone", (out) => rmSync(join(out, "internal/data/drill/calls/2022-03.json"))],
    [
      "rows of another measure are there",
      (out) => writeFiles(out, { "internal/data/drill/cases.json": "{}" }),
    ],
    ["all rows have gone", (out) => rmSync(join(out, "internal/data/drill"), { recursive: true })],
    ["what was set aside has gone", (out) => rmSync(join(out, "internal/data/quarantine.csv"))],
    ["a file was written over", (out) => appendFileSync(join(out, "loads.csv"), "x")],
    ["the internal site has gone", (out) => rmSync(join(out, "internal"), { recursive: true })],
  ])("isn't taken, and nothing of it: %s", async (_title, spoil) => {
    const out = join(temporaryFolder(), "dist");
    cpSync(home.out, out, { recursive: true });
    spoil(out);
    const folder = temporaryFolder();
    expect(await takeRead(home.kept, out, folder)).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});
