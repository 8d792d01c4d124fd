import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildIfChanged } from "../../../src/commands/buildIfChanged.ts";
import type { BuildOptions, Built } from "../../../src/commands/buildOptions.ts";
import { addRecord, type BuildRecord } from "../../../src/restate/history.ts";
import { replaceOutput } from "../../../src/swap.ts";
import { hashesOf } from "../../endToEnd/office.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const built: Built = {
  asAt: "2022-03-31",
  isReadKept: false,
  loads: [
    {
      source: "telephony",
      file: "2022-04-02/a.csv",
      sha256: "",
      loaded_from: "parsed",
      same_as: null,
      rows_read: 3,
      rows_loaded: 2,
      rows_quarantined: 1,
      values_blanked: 0,
      notes: null,
    },
  ],
  refused: [{ source: "", file: "stray.csv", problem: "no source has this file name" }],
  figures: 5,
  pages: 7,
  faults: [],
  publicProblem: "No plan.",
};

const record: BuildRecord = {
  receivedTo: "2022-04-02",
  definitions: { calendar: "c", measures: {} },
  extracts: { telephony: "t" },
  figures: [],
};

/** An office, and a build of it that stands for the real one: its output is what the extracts say, and the same each time. */
function newOffice() {
  const home = temporaryFolder();
  const options = {
    extracts: join(home, "extracts"),
    landing: join(home, "landing"),
    out: join(home, "dist"),
    plan: join(home, "plan.yaml"),
  };
  writeFiles(home, {
    "extracts/2022-04-02/a.csv": "one",
    "extracts/2022-05-02/b.csv": "two",
    "plan.yaml": "",
  });
  const extract = join(options.extracts, "2022-04-02/a.csv");
  let builds = 0;
  let kept: BuildOptions["kept"];
  let meanwhile: () => void = () => undefined;
  const make = async (asked: BuildOptions) => {
    builds += 1;
    ({ kept } = asked);
    asked.log("Figures: 5");
    asked.log("Warning: beware");
    await replaceOutput(asked.out, async (folder) => {
      const said = `${readFileSync(extract, "utf8")} as at ${asked.asAt ?? "now"}`;
      writeFiles(folder, {
        "internal/index.html": said,
        "internal/data/figures.csv": said.length.toString(),
      });
      meanwhile();
      asked.seal?.(folder, built, record);
    });
    rmSync(`${asked.out}.stopped`, { recursive: true, force: true });
    addRecord(asked.history ?? join(home, "history"), "2022-03", record);
    return built;
  };
  const run = async (more: Partial<BuildOptions> = {}, isAgain = false) => {
    const before = builds;
    const said: string[] = [];
    const asked = { ...options, log: (message: string) => said.push(message), ...more };
    const outcome = await buildIfChanged(asked, make, isAgain);
    return { ...outcome, said, isBuilt: builds > before, kept };
  };
  return { ...options, home, extract, run, during: (change: () => void) => (meanwhile = change) };
}

describe("a build of what hasn't changed", () => {
  it("does nothing, and says again what the one it stands for said, and when that was", async () => {
    const office = newOffice();
    const first = await office.run();
    expect(first).toMatchObject({ isBuilt: true, builtOn: null });
    const before = hashesOf(office.out);
    const second = await office.run();
    expect(second).toMatchObject({ isBuilt: false, said: ["Warning: beware"], summary: first.summary });
    expect(second.builtOn).toEqual(statSync(join(office.out, "candour.json")).mtime);
    expect(second.summary).toMatchObject({
      files: 1,
      parsed: 1,
      rows: { read: 3, loaded: 2, quarantined: 1 },
      publicProblem: "No plan.",
      refused: [{ file: "stray.csv" }],
    });
    expect(hashesOf(office.out)).toEqual(before);
  });

  it("builds all the same when it is asked to, and makes the same bytes", async () => {
    const office = newOffice();
    await office.run();
    const before = hashesOf(office.out);
    expect(await office.run({}, true)).toMatchObject({ isBuilt: true });
    expect(hashesOf(office.out)).toEqual(before);
    expect(await office.run()).toMatchObject({ isBuilt: false });
  });

  it("is the same office in another place", async () => {
    const office = newOffice();
    await office.run();
    const elsewhere = join(office.home, "moved");
    renameSync(office.extracts, elsewhere);
    expect(await office.run({ extracts: elsewhere })).toMatchObject({ isBuilt: false });
  });

  it("puts back an output that a killed build had moved away, and clears what one that stopped had left", async () => {
    const office = newOffice();
    await office.run();
    renameSync(office.out, `${office.out}.previous`);
    mkdirSync(`${office.out}.stopped`);
    expect(await office.run()).toMatchObject({ isBuilt: false });
    expect(existsSync(`${office.out}.stopped`)).toBe(false);
  });
});

describe("a build of what has changed", () => {
  const replace = (file: string, content: string) => {
    const { atime, mtime } = statSync(file);
    writeFileSync(file, content);
    utimesSync(file, atime, mtime);
  };

  it.each<[string, (office: ReturnType<typeof newOffice>) => Partial<BuildOptions>]>([
    [
      "an extract, though it is as long and as old",
      ({ extract }) => {
        replace(extract, "uno");
        return {};
      },
    ],
    [
      "an extract's name",
      ({ extract }) => {
        cpSync(extract, extract.replace("a.csv", "c.csv"));
        return {};
      },
    ],
    [
      "an extract that has gone",
      ({ extracts }) => {
        rmSync(join(extracts, "2022-05-02/b.csv"));
        return {};
      },
    ],
    [
      "the plan",
      ({ plan }) => {
        writeFileSync(plan, "# other");
        return {};
      },
    ],
    ["the day it is as at", () => ({ asAt: "2022-04-30" })],
    ["where it leaves its record", ({ home }) => ({ history: join(home, "other") })],
  ])("builds: %s", async (_title, change) => {
    const office = newOffice();
    await office.run();
    const more = change(office);
    expect(await office.run(more)).toMatchObject({ isBuilt: true });
    expect(await office.run(more)).toMatchObject({ isBuilt: false });
  });

  it("doesn't build for an extract that came after the day it is as at, nor for a hidden file", async () => {
    const office = newOffice();
    await office.run({ asAt: "2022-04-30" });
    writeFiles(office.extracts, { "2022-05-02/b.csv": "more", ".planted.csv": "" });
    expect(await office.run({ asAt: "2022-04-30" })).toMatchObject({ isBuilt: false });
  });

  it("isn't taken for the build of what was written while it was read", async () => {
    const office = newOffice();
    office.during(() => replace(office.extract, "one"));
    await office.run();
    office.during(() => undefined);
    expect(await office.run()).toMatchObject({ isBuilt: true });
    expect(await office.run()).toMatchObject({ isBuilt: false });
  });
});

describe("a build while which a file came and went", () => {
  it.each<[string, (office: ReturnType<typeof newOffice>) => void]>([
    ["it came", ({ extracts }) => writeFiles(extracts, { "2022-05-02/c.csv": "three" })],
    ["it went", ({ extracts }) => rmSync(join(extracts, "2022-05-02/b.csv"))],
  ])("isn't taken for the build of what there was: %s", async (_title, change) => {
    const office = newOffice();
    office.during(() => change(office));
    await office.run();
    office.during(() => undefined);
    const { extracts } = office;
    writeFiles(extracts, { "2022-05-02/b.csv": "two" });
    rmSync(join(extracts, "2022-05-02/c.csv"), { force: true });
    expect(await office.run()).toMatchObject({ isBuilt: true });
    expect(await office.run()).toMatchObject({ isBuilt: false });
  });
});

describe("what a build read and left for pages", () => {
  /** Says in the output's record that it was made from something else. */
  const changed = ({ out }: ReturnType<typeof newOffice>, ...names: ("inputs" | "reading" | "earlier")[]) => {
    const file = join(out, "candour.json");
    const record: object = JSON.parse(readFileSync(file, "utf8"));
    const other = Object.fromEntries(names.map((name) => [name, "other"]));
    writeFileSync(file, JSON.stringify({ ...record, ...other }));
  };

  it("is handed to the next where only what comes after it has changed, with each file and what it left", async () => {
    const office = newOffice();
    expect(await office.run()).toMatchObject({ isBuilt: true, kept: undefined });
    changed(office, "inputs");
    const { kept } = await office.run();
    const { "candour.json": _record, ...files } = hashesOf(office.out);
    expect(kept).toEqual({ files, record });
    expect(await office.run()).toMatchObject({ isBuilt: false });
  });

  it.each<[string, (office: ReturnType<typeof newOffice>) => void]>([
    ["it would read something else", (office) => changed(office, "inputs", "reading")],
    ["an earlier month has left something else", (office) => changed(office, "inputs", "earlier")],
    ["an extract is another", ({ extract }) => writeFileSync(extract, "uno")],
    ["its record has gone", ({ home }) => rmSync(join(home, "history"), { recursive: true })],
    ["its output has gone", ({ out }) => rmSync(out, { recursive: true })],
    ["its output says nothing of it", ({ out }) => truncateSync(join(out, "candour.json"), 40)],
  ])("isn't where %s", async (_title, change) => {
    const office = newOffice();
    await office.run();
    change(office);
    expect(await office.run()).toMatchObject({ isBuilt: true, kept: undefined });
  });

  it("isn't where a build of all was asked for", async () => {
    const office = newOffice();
    await office.run();
    changed(office, "inputs");
    expect(await office.run({}, true)).toMatchObject({ isBuilt: true, kept: undefined });
  });
});

describe("an output that isn't whole", () => {
  it.each<[string, (out: string) => void]>([
    ["cut off", (out) => truncateSync(join(out, "internal/index.html"), 2)],
    ["without a file", (out) => rmSync(join(out, "internal/data/figures.csv"))],
    [
      "mixed: a file is another build's, as long",
      (out) => writeFileSync(join(out, "internal/index.html"), "two as at now"),
    ],
    ["mixed: it has a file of another build's", (out) => writeFileSync(join(out, "internal/old.html"), "")],
    ["with its record cut off", (out) => truncateSync(join(out, "candour.json"), 40)],
    [
      "with the record of an earlier version",
      (out) => writeFileSync(join(out, "candour.json"), '{"made_by":"candour build"}'),
    ],
    ["of an unknown form", (out) => appendFileSync(join(out, "candour.json"), "x")],
  ])("is built again, to the same bytes: %s", async (_title, spoil) => {
    const office = newOffice();
    await office.run();
    const clean = hashesOf(office.out);
    spoil(office.out);
    expect(hashesOf(office.out)).not.toEqual(clean);
    expect(await office.run()).toMatchObject({ isBuilt: true });
    expect(hashesOf(office.out)).toEqual(clean);
  });

  it("is stale when it is of an earlier state of the extracts, though it was put back whole", async () => {
    const office = newOffice();
    await office.run();
    cpSync(office.out, `${office.out}-kept`, { recursive: true });
    writeFileSync(office.extract, "uno");
    await office.run();
    const clean = hashesOf(office.out);
    rmSync(office.out, { recursive: true });
    renameSync(`${office.out}-kept`, office.out);
    expect(await office.run()).toMatchObject({ isBuilt: true });
    expect(hashesOf(office.out)).toEqual(clean);
  });

  it("is built again when it has left no record for later builds, and leaves one", async () => {
    const office = newOffice();
    await office.run();
    rmSync(join(office.home, "history"), { recursive: true });
    expect(await office.run()).toMatchObject({ isBuilt: true });
    expect(existsSync(join(office.home, "history/2022-03.json"))).toBe(true);
  });
});
