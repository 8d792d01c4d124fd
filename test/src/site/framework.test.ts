import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keepLeft, runFramework, runFrameworkApart, runFrameworkOnce } from "../../../src/site/framework.ts";
import { hashesOf } from "../../endToEnd/office.ts";
import { sample } from "../../gear.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-framework-"));
const kept = join(folder, "kept");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const site = (name: string, words: string, out: string) => {
  const root = join(folder, name);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "index.md"), `# ${words}\n`);
  writeFileSync(join(root, "style.css"), "h1 { color: red; }\n");
  return { root, out: join(folder, out), title: "A site" };
};

test("templates made once are those made anew, also where what was kept is cut off or has more in it", async () => {
  const words = "Once";
  await runFramework(site("a", words, "anew"));
  const anew = hashesOf(join(folder, "anew"));
  await runFrameworkOnce(site("b", words, "first"), kept);
  expect(hashesOf(join(folder, "first"))).toEqual(anew);
  expect(readdirSync(kept)).toHaveLength(1);
  const home = join(kept, readdirSync(kept)[0] ?? "", "built");
  const damages = [
    () => truncateSync(join(home, "index.html"), 10),
    () => writeFileSync(join(home, "more.html"), "more"),
  ];
  for (const damage of sample(damages, 1)) {
    damage();
    await runFrameworkOnce(site("b", words, "second"), kept);
    expect(hashesOf(join(folder, "second"))).toEqual(anew);
  }
  await runFrameworkOnce(site("b", `${words} and more`, "other"), kept);
  expect(hashesOf(join(folder, "other"))["index.html"]).not.toBe(anew["index.html"]);
  expect(readdirSync(kept)).toHaveLength(2);
  // Made where nothing may be kept: what is kept is taken, and what isn't whole any more is made anew and left to be kept.
  const left = join(folder, "left");
  await runFrameworkApart(site("b", words, "apart"), left, kept);
  expect(hashesOf(join(folder, "apart"))).toEqual(anew);
  expect(existsSync(left)).toBe(false);
  for (const damage of damages) damage();
  await runFrameworkApart(site("b", words, "again"), left, kept);
  expect(hashesOf(join(folder, "again"))).toEqual(anew);
  await keepLeft(left, kept);
  expect(readdirSync(kept)).toHaveLength(2);
  expect(hashesOf(home)).toEqual(anew);
});
