import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
import { processName } from "../../loaders/processName.ts";
import { recoverOutput, replaceOutput } from "../../src/swap.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";

const write = (text: string) => async (folder: string) => {
  writeFileSync(join(folder, "page"), text);
  return text;
};

const pageOf = (out: string) => readFileSync(join(out, "page"), "utf8");

/** What stands beside the output folder, itself included. */
const beside = (out: string) => readdirSync(dirname(out)).sort();

/** An output folder, not yet made, in a folder of its own. */
const newOutput = () => join(temporaryFolder(), "dist");

const machine = processName.split("-")[0] ?? "";

/** The name of a process that has come and gone. */
const deadProcess = () => `${machine}-${spawnSync(process.execPath, ["-e", ""]).pid}-1`;

describe("an output that is made", () => {
  it("takes its place, whether or not there was one before, and leaves nothing beside it", async () => {
    const out = newOutput();
    expect(await replaceOutput(out, write("first"))).toBe("first");
    expect(pageOf(out)).toBe("first");
    await replaceOutput(out, write("second"));
    expect(pageOf(out)).toBe("second");
    expect(beside(out)).toEqual(["dist"]);
  });

  it("keeps nothing of the one before", async () => {
    const out = newOutput();
    await replaceOutput(out, async (folder) => writeFileSync(join(folder, "old"), ""));
    await replaceOutput(out, write("new"));
    expect(readdirSync(out).sort()).toEqual(["candour.json", "page"]);
  });

  it("may take the place of an empty folder", async () => {
    const out = newOutput();
    mkdirSync(out);
    await replaceOutput(out, write("first"));
    expect(pageOf(out)).toBe("first");
  });

  it("is made in folders that aren't there yet", async () => {
    const out = join(temporaryFolder(), "a", "b", "dist");
    await replaceOutput(out, write("first"));
    expect(pageOf(out)).toBe("first");
  });
});

describe("an output that can't be made", () => {
  it("leaves the last good one as it was, with the error as it came", async () => {
    const out = newOutput();
    await replaceOutput(out, write("good"));
    const error = new DataError("The build stops.");
    const failed = replaceOutput(out, async (folder) => {
      await write("half")(folder);
      throw error;
    });
    await expect(failed).rejects.toBe(error);
    expect(pageOf(out)).toBe("good");
    expect(beside(out)).toEqual(["dist"]);
  });

  it("leaves nothing where there was nothing", async () => {
    const out = newOutput();
    const failed = replaceOutput(out, () => Promise.reject(new Error("no")));
    await expect(failed).rejects.toThrow("no");
    expect(beside(out)).toEqual([]);
  });

  it("leaves the last good one when the new one is gone before it can take its place", async () => {
    const out = newOutput();
    await replaceOutput(out, write("good"));
    const failed = replaceOutput(out, async (folder) => renameSync(folder, `${out}-elsewhere`));
    await expect(failed).rejects.toThrow();
    expect(pageOf(out)).toBe("good");
  });
});

describe("a folder that no build made", () => {
  it("is refused and left alone", async () => {
    const out = newOutput();
    writeFiles(out, { "letters/thesis.txt": "precious" });
    const refused = replaceOutput(out, write("new"));
    await expect(refused).rejects.toThrow(DataError);
    await expect(refused).rejects.toThrow("it holds files that no build made");
    expect(readFileSync(join(out, "letters/thesis.txt"), "utf8")).toBe("precious");
    expect(beside(out)).toEqual(["dist"]);
  });
});

describe("a build that was killed", () => {
  it("between taking the old output away and putting the new in its place gives the old back", async () => {
    const out = newOutput();
    await replaceOutput(out, write("good"));
    renameSync(out, `${out}.previous`);
    writeFiles(`${out}.building-${deadProcess()}`, { page: "new", "candour.json": "{}" });
    recoverOutput(out);
    expect(pageOf(out)).toBe("good");
    expect(beside(out)).toEqual(["dist"]);
  });

  it("after putting the new in its place keeps the new", async () => {
    const out = newOutput();
    await replaceOutput(out, write("new"));
    writeFiles(`${out}.previous`, { page: "old" });
    recoverOutput(out);
    expect(pageOf(out)).toBe("new");
    expect(beside(out)).toEqual(["dist"]);
  });

  it("with SIGKILL halfway leaves the last good output, and its leftovers go with the next build", async () => {
    const out = newOutput();
    await replaceOutput(out, write("good"));
    const script = `import { writeFileSync } from "node:fs";
      import { replaceOutput } from ${JSON.stringify(join(import.meta.dirname, "../../src/swap.ts"))};
      await replaceOutput(${JSON.stringify(out)}, async (folder) => {
        writeFileSync(folder + "/page", "half");
        console.log("halfway");
        await new Promise((done) => setTimeout(done, 60_000));
      });`;
    const build = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((halfway) => build.stdout.once("data", halfway));
    const begun = beside(out);
    expect(begun).toEqual([
      "dist",
      expect.stringMatching(`^dist\\.building-${machine}-${build.pid}-\\d+$`),
      "dist.lock",
    ]);
    recoverOutput(out);
    expect(beside(out)).toEqual(begun);
    await expect(replaceOutput(out, write("other"))).rejects.toThrow("is being made by another command");
    expect(beside(out)).toEqual(begun);
    const gone = new Promise((exit) => build.once("exit", exit));
    build.kill("SIGKILL");
    await gone;
    expect(pageOf(out)).toBe("good");
    await replaceOutput(out, write("next"));
    expect(pageOf(out)).toBe("next");
    expect(beside(out)).toEqual(["dist"]);
  });
});

describe("an output that is being made elsewhere", () => {
  const elsewhere = `00000000-${process.pid}-1`;
  const locked = (out: string, text: string) => writeFileSync(`${out}.lock`, text);

  it("is left alone, with who makes it, since when, and what to do if that has ended", async () => {
    const out = newOutput();
    await replaceOutput(out, write("good"));
    locked(out, `${elsewhere}\nrecords-2\n2022-04-05T09:00:00.000Z\n`);
    const refused = replaceOutput(out, write("other"));
    await expect(refused).rejects.toThrow("on records-2, since 2022-04-05T09:00:00.000Z");
    await expect(refused).rejects.toThrow(`remove ${out}.lock first`);
    expect(pageOf(out)).toBe("good");
    expect(beside(out)).toEqual(["dist", "dist.lock"]);
  });

  it("is left alone where it can't be read who makes it", async () => {
    const out = newOutput();
    locked(out, "{");
    await expect(replaceOutput(out, write("other"))).rejects.toThrow("on an unknown machine");
    expect(beside(out)).toEqual(["dist.lock"]);
  });

  it("keeps its work until nothing has happened there for a day", () => {
    const out = newOutput();
    const work = `${out}.building-${elsewhere}`;
    writeFiles(work, { page: "half" });
    recoverOutput(out);
    expect(existsSync(work)).toBe(true);
    utimesSync(work, new Date(), new Date(Date.now() - 86_500_000));
    recoverOutput(out);
    expect(existsSync(work)).toBe(false);
  });

  it("is free when its process has ended, though another has its number now", async () => {
    const out = newOutput();
    locked(out, `${machine}-${process.pid}-1\nhere\n2022-04-05\n`);
    await replaceOutput(out, write("new"));
    expect(pageOf(out)).toBe("new");
    expect(beside(out)).toEqual(["dist"]);
  });
});

describe("folders beside the output", () => {
  it("that aren't leftovers of a build are left alone", () => {
    const out = newOutput();
    const others = [
      "dist.building-notes",
      "dist.building-",
      "dist-old",
      "other",
      "dist.building-1",
      `dist2.building-${deadProcess()}`,
    ];
    for (const name of others) writeFiles(join(dirname(out), name), { file: "" });
    recoverOutput(out);
    expect(beside(out)).toEqual(others.sort());
    expect(existsSync(out)).toBe(false);
  });
});
