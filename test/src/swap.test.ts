import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../../loaders/dataError.ts";
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

/** The number of a process that has come and gone. */
function deadProcess(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

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
    expect(beside(out)).toEqual(["dist", `dist.building-${build.pid}`]);
    recoverOutput(out);
    expect(beside(out)).toContain(`dist.building-${build.pid}`);
    const gone = new Promise((exit) => build.once("exit", exit));
    build.kill("SIGKILL");
    await gone;
    expect(pageOf(out)).toBe("good");
    await replaceOutput(out, write("next"));
    expect(pageOf(out)).toBe("next");
    expect(beside(out)).toEqual(["dist"]);
  });
});

describe("folders beside the output", () => {
  it("that aren't leftovers of a build are left alone", () => {
    const out = newOutput();
    const others = ["dist.building-notes", "dist.building-", "dist2.building-1", "dist-old", "other"];
    for (const name of others) writeFiles(join(dirname(out), name), { file: "" });
    recoverOutput(out);
    expect(beside(out)).toEqual(others.sort());
    expect(existsSync(out)).toBe(false);
  });
});
