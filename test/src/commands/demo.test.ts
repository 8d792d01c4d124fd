import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { expect, onTestFinished, test } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { addDemo } from "../../../src/commands/demo.ts";

test("a folder that holds something and a scale out of range are refused as what can be mended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "candour-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "kept.txt"), "kept");
  const program = new Command();
  addDemo(program);
  const asked = program.parseAsync(["demo", "--out", folder, "--scale", "20"], { from: "user" });
  await expect(asked).rejects.toThrow(
    new DataError(
      "The demonstration extracts can't be written.",
      ["scale: must be from 0.01 to 10", `folder not empty: ${folder}`],
      "Give a scale and seed in range, and a folder that is new or empty.",
    ),
  );
});
