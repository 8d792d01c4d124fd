import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyProgram, writeArchive, writeSums } from "../../bin/install/makeArchives.js";
import { launcherFor, platforms } from "../../bin/install/platforms.js";
import { tarHeader } from "../../bin/install/tar.js";
import { findChanged, hashOf } from "../../bin/install/verify.js";
import { projectFile } from "../../src/project.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { isLong } from "../gear.ts";
import { installAndGoBack } from "./installed.ts";

const root = projectFile(".");

/** A program of few files, in the form of an archive. */
function fewFiles(): string {
  const home = temporaryFolder();
  const deep = `node_modules/${"a-long-name/".repeat(12)}index.js`;
  writeFiles(home, {
    candour: "#!/bin/sh\n",
    "src/cli.ts": "export {};\n",
    [deep]: "x".repeat(700),
    empty: "",
  });
  chmodSync(join(home, "candour"), 0o755);
  writeSums(home);
  return home;
}

describe("an archive to install from", () => {
  it("unpacks to the same files with their names and modes, as tar.gz and as zip, and is the same bytes each time", async () => {
    const home = fewFiles();
    const out = temporaryFolder();
    await writeArchive(home, "candour-1", "tar.gz", join(out, "one.tar.gz"));
    await writeArchive(home, "candour-1", "tar.gz", join(out, "two.tar.gz"));
    await writeArchive(home, "candour-1", "zip", join(out, "one.zip"));
    await writeArchive(home, "candour-1", "zip", join(out, "two.zip"));
    for (const kind of ["tar.gz", "zip"])
      expect(hashOf(join(out, `one.${kind}`))).toBe(hashOf(join(out, `two.${kind}`)));
    execFileSync("tar", ["xzf", join(out, "one.tar.gz"), "-C", out]);
    expect(findChanged(join(out, "candour-1"))).toEqual([]);
    expect(statSync(join(out, "candour-1/candour")).mode & 0o777).toBe(0o755);
    expect(statSync(join(out, "candour-1/empty")).mode & 0o777).toBe(0o644);
  });

  it("refuses a name that no header holds", () => {
    const entry = { name: "a".repeat(101), path: "", bytes: 0, isProgram: false };
    expect(() => tarHeader(entry)).toThrow("too long a name");
  });

  it("is verified by its list: what is changed, missing or more is named, and what Candour writes itself isn't", () => {
    const home = fewFiles();
    writeFiles(home, { "node_modules/.cache/candour/x.mjs": "", "dist/candour.json": "", "ledger/x": "" });
    expect(findChanged(home)).toEqual([]);
    appendFileSync(join(home, "candour"), "curl\n");
    rmSync(join(home, "src/cli.ts"));
    writeFiles(home, { "src/more.ts": "" });
    expect(findChanged(home)).toEqual([
      "changed: candour",
      "missing: src/cli.ts",
      "not of this archive: src/more.ts",
    ]);
  });

  it("has the program as git names it, and nothing of an office’s: no landed row, no test but what pages are told by", () => {
    const home = temporaryFolder();
    copyProgram(root, home);
    for (const name of ["bin/candour.js", "src/cli.ts", "docs/install.md", "data/office.yaml"])
      expect(existsSync(join(home, name))).toBe(true);
    expect(existsSync(join(home, "test/sql/measures/calls/expected.csv"))).toBe(true);
    for (const name of ["data/landing", "data/history", "data/demo", "test/src", "node_modules"])
      expect(existsSync(join(home, name))).toBe(false);
  });

  it("is begun by a launcher that takes the Node beside it, from any folder and by a link", () => {
    const home = temporaryFolder();
    const [linux, windows] = platforms.map(launcherFor);
    writeFiles(home, {
      candour: linux?.text ?? "",
      "bin/candour.js": "console.log(process.argv.slice(2).join(), process.execPath);",
    });
    chmodSync(join(home, "candour"), 0o755);
    mkdirSync(join(home, "a b"));
    execFileSync("ln", ["-s", join(home, "candour"), join(home, "a b/candour")]);
    const run = () =>
      spawnSync(join(home, "a b/candour"), ["build", "two words"], { encoding: "utf8", cwd: "/" });
    expect(run().stdout).toContain("build,two words");
    writeFiles(home, { "runtime/node": "#!/bin/sh\necho by the one beside\n" });
    chmodSync(join(home, "runtime/node"), 0o755);
    expect(run().stdout).toBe("by the one beside\n");
    expect(windows?.text).toMatch(/runtime\\node\.exe[\s\S]*bin\\candour\.js" %\*\r\n$/);
  });

  it("is refused for a platform there is none for, and names the Node of each by its hash", () => {
    const unknown = spawnSync(process.execPath, ["bin/install/makeArchives.js", "--only", "amiga"], {
      encoding: "utf8",
      cwd: root,
    });
    expect(unknown.status).not.toBe(0);
    expect(unknown.stderr).toContain("unknown platform: amiga; the platforms: linux-x64, win-x64");
    for (const { integrity } of platforms) expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
  });

  it("keeps its install text among the documents", () => {
    expect(readFileSync(projectFile("docs/install.md"), "utf8")).toContain("SHA256SUMS");
  });

  // It takes minutes and a registry.
  if (isLong)
    it("installs with the network cut, does a month, makes way for another version and comes back", {
      timeout: 1_200_000,
    }, async () => {
      await installAndGoBack(temporaryFolder());
    });
});
