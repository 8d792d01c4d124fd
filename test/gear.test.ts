import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "./folders.ts";
import { draw, drawOfEach, isDrawn, isLong, runs, sample, sampleOfEach } from "./gear.ts";

const items = Array.from({ length: 100 }, (_, index) => index);

it("draws as many as asked, each once and in order, the same for a seed and others for another", () => {
  const drawn = draw(items, 10, 1);
  expect(drawn).toHaveLength(10);
  expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  expect(draw(items, 10, 1)).toEqual(drawn);
  expect(draw(items, 10, 2)).not.toEqual(drawn);
  expect(draw(items, 1000, 1)).toEqual(items);
});

it("draws the first and the last of each kind, and some between", () => {
  const drawn = drawOfEach(items, (item) => String(item % 3), 2, 1);
  expect(drawn).toHaveLength(12);
  for (const end of [0, 1, 2, 97, 98, 99]) expect(drawn).toContain(end);
  expect(drawOfEach([7], String, 2, 1)).toEqual([7]);
});

it("draws about a share of names, the same ones each time", () => {
  const drawn = items.filter((item) => isDrawn(`name ${item}`, 0.5));
  expect(drawn.length).toBeGreaterThan(35);
  expect(drawn.length).toBeLessThan(65);
  expect(items.filter((item) => isDrawn(`name ${item}`, 0.5))).toEqual(drawn);
  expect(items.filter((item) => isDrawn(`name ${item}`, 1))).toEqual(items);
  expect(items.filter((item) => isDrawn(`name ${item}`, 0))).toEqual([]);
});

it("leaves nothing out in the long gear, and samples in the other", () => {
  expect(sample(items, 3)).toHaveLength(isLong ? 100 : 3);
  expect(sampleOfEach(items, () => "", 3)).toHaveLength(isLong ? 100 : 5);
  expect(runs(3, 100)).toBe(isLong ? 100 : 3);
});

it("is long in a run of mode long, and short in any other", { timeout: 120_000 }, () => {
  const gearOf = (...more: string[]) => {
    const said = join(temporaryFolder(), "gear");
    const args = ["run", "test/gear.test.ts", "-t", "says itself", ...more];
    const env = { ...process.env, SAY_GEAR: said };
    spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], { env });
    return readFileSync(said, "utf8");
  };
  expect(gearOf("--mode", "long")).toBe("long");
  expect(gearOf()).toBe("short");
});

it("says itself to who asks", () => {
  const { SAY_GEAR } = process.env;
  if (SAY_GEAR) writeFileSync(SAY_GEAR, isLong ? "long" : "short");
  expect(isLong).toBe(process.env.CANDOUR_GEAR === "long");
});
