import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { watchTree } from "../../../src/commands/watchTree.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

it("says what changes under a folder, also in one that is put back, and isn't stopped by a link to itself", async () => {
  const folder = temporaryFolder();
  const kept = join(temporaryFolder(), "kept");
  writeFiles(folder, { "measures/calls.sql": "one" });
  const changed = new Set<string>();
  watchTree(folder, (path) => changed.add(path));
  const says = async (name: string, change: () => void) => {
    changed.clear();
    change();
    await vi.waitFor(() => expect([...changed]).toContain(join(folder, name)), { timeout: 10_000 });
  };
  await says("measures/calls.sql", () => writeFileSync(join(folder, "measures/calls.sql"), "two"));
  await says("loop.sql", () => symlinkSync("loop.sql", join(folder, "loop.sql")));
  cpSync(join(folder, "measures"), kept, { recursive: true });
  await says("measures", () => {
    rmSync(join(folder, "measures"), { recursive: true });
    cpSync(kept, join(folder, "measures"), { recursive: true });
  });
  await says("measures/calls.sql", () => writeFileSync(join(folder, "measures/calls.sql"), "three"));
  await says("new", () => mkdirSync(join(folder, "new")));
  await says("new/one.sql", () => writeFileSync(join(folder, "new/one.sql"), "one"));
});
