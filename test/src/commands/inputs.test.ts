import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { readInputs } from "../../../src/commands/inputs.ts";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

/** What is read of the extracts imports these. */
const reading: Record<string, string> = {
  "src/commands/readExtracts.ts":
    'import { load } from "../../loaders/load.ts";\nimport type { Words } from "../report/report.ts";\n',
  "src/report/report.ts": 'export * from "./words.ts";\n',
  "src/report/words.ts": "",
};

/** A project and an office's extracts, and the hash of what a build of them depends on. */
function newProject() {
  const root = temporaryFolder();
  writeFiles(root, {
    "src/site/style/1-base.css": "a",
    "src/cli.ts": 'import "./commands/readExtracts.ts";',
    "src/report/forPages.ts": 'import "./words.ts";',
    ...reading,
    "loaders/load.ts": "a",
    "sql/marts/calls.sql": "a",
    "data/sources.yaml": "a",
    "data/publication.yaml": "a",
    "data/measures/own.sql": "a",
    "data/demo/2022-04-02/a.csv": "a",
    "data/landing/a": "a",
    "package-lock.json": "a",
    "node_modules/.package-lock.json": "a",
    "test/sql/measures/calls/expected.csv": "a",
    "extracts/2022-04-02/a.csv": "a",
    "ledger/2022-03/record.json": "a",
    "ledger/answers/FOI-1/record.json": "a",
  });
  const options = { extracts: join(root, "extracts"), ledger: join(root, "ledger") };
  const read = () => readInputs(options, root);
  return { root, hash: () => read().hash, readHash: () => read().readHash };
}

describe("what a build depends on", () => {
  it.each([
    "src/site/style/1-base.css",
    "src/cli.ts",
    "loaders/load.ts",
    "sql/marts/calls.sql",
    "data/sources.yaml",
    "data/publication.yaml",
    "data/measures/own.sql",
    "package-lock.json",
    "node_modules/.package-lock.json",
    "extracts/2022-04-02/a.csv",
    "ledger/2022-03/record.json",
    "ledger/answers/FOI-1/record.json",
  ])("is what %s holds", (name) => {
    const { root, hash } = newProject();
    const before = hash();
    expect(hash()).toBe(before);
    writeFileSync(join(root, name), "b");
    expect(hash()).not.toBe(before);
  });

  it.each([
    "src/new.ts",
    "sql/marts/new.sql",
    "data/new.csv",
    "extracts/2022-04-02/new.csv",
    "extracts/stray",
    "ledger/2022-03/disclosure.json",
  ])("is that there is a file: %s", (name) => {
    const { root, hash } = newProject();
    const before = hash();
    writeFileSync(join(root, name), "");
    expect(hash()).not.toBe(before);
  });

  it("is what an office's own settings hold, wherever they lie, and then none of the program's", () => {
    const { root } = newProject();
    writeFiles(root, { "office/sources.yaml": "a", "office/measures/own.sql": "a", "office/.git/HEAD": "a" });
    const options = { extracts: join(root, "extracts"), settings: join(root, "office") };
    const hash = () => readInputs(options, root).hash;
    const before = hash();
    writeFiles(root, { "office/.git/HEAD": "b", "data/sources.yaml": "b" });
    expect(hash()).toBe(before);
    for (const name of ["office/sources.yaml", "office/targets.csv", "office/measures/own.sql"]) {
      const last = hash();
      writeFiles(root, { [name]: "b" });
      expect(hash()).not.toBe(last);
    }
  });

  it.each<[isRead: boolean, name: string]>([
    [false, "src/site/style/1-base.css"],
    [false, "src/site/new.css"],
    [false, "src/cli.ts"],
    [false, "src/report/forPages.ts"],
    [true, "src/commands/readExtracts.ts"],
    [true, "src/report/words.ts"],
    [true, "src/report/words.css"],
    [true, "loaders/load.ts"],
    [true, "loaders/new.sql"],
    [true, "bin/bundle.js"],
    [true, "sql/marts/calls.sql"],
    [true, "data/sources.yaml"],
    [true, "data/publication.yaml"],
    [true, "package-lock.json"],
    [true, "node_modules/.package-lock.json"],
    [true, "extracts/2022-04-02/a.csv"],
    [true, "ledger/2022-03/record.json"],
    [true, "test/sql/measures/new/expected.csv"],
  ])("is read of the extracts, or isn't: that is %s of %s", (isRead, name) => {
    const { root, readHash, hash } = newProject();
    const before = { read: readHash(), all: hash() };
    writeFiles(root, { [name]: `${reading[name] ?? ""}b` });
    expect(hash()).not.toBe(before.all);
    expect(readHash() !== before.read).toBe(isRead);
  });

  it("is which Node makes it", () => {
    const { readHash } = newProject();
    const before = readHash();
    vi.stubGlobal("process", Object.create(process, { version: { value: "v0.0.0" } }));
    const after = readHash();
    vi.unstubAllGlobals();
    expect(after).not.toBe(before);
  });

  it("is that a measure has a case among the tests", () => {
    const { root, hash } = newProject();
    const before = hash();
    rmSync(join(root, "test/sql/measures/calls"), { recursive: true });
    expect(hash()).not.toBe(before);
  });

  it("isn't what a ledger keeps beside its records", () => {
    const { root, hash } = newProject();
    const before = hash();
    writeFiles(root, {
      "ledger/2022-03/sign-off.html": "",
      "ledger/rehearsals/2022-04/words.json": "",
      "ledger/scan-findings.yaml": "",
    });
    expect(hash()).toBe(before);
    writeFiles(root, { "ledger/2022-03/replaced/1/record.json": "" });
    expect(hash()).not.toBe(before);
  });

  it("isn't what lies in data but was made from it", () => {
    const { root, hash } = newProject();
    const before = hash();
    writeFiles(root, {
      "data/landing/b": "",
      "data/demo/2022-04-02/b.csv": "",
      "data/history/2022-03.json": "",
    });
    expect(hash()).toBe(before);
  });

  it("is, of an extract that can't be read, that it can't", () => {
    const { root, hash } = newProject();
    writeFiles(root, { "extracts/2022-04-02/b.csv/inner": "" });
    const before = hash();
    rmSync(join(root, "extracts/2022-04-02/b.csv"), { recursive: true });
    writeFiles(root, { "extracts/2022-04-02/b.csv": "" });
    expect(hash()).not.toBe(before);
  });

  it("is every file of the project that a build reads: no folder but those that tell nothing of it", () => {
    const known = ["bench", "bin", "data", "docs", "loaders", "sql", "src", "test"];
    const folders = readdirSync(projectFile("."), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .filter((name) => !/^(node_modules|dist.*|packs|releases|ledger|screenshots|coverage)$/.test(name));
    expect(folders).toEqual(known);
  });
});
