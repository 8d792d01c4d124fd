import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSite } from "../../src/site/buildSite.ts";
import { smallInput } from "../src/site/fixture.ts";
import { readablePage } from "./readable.ts";

const folder = mkdtempSync(join(tmpdir(), "candour-golden-"));

beforeAll(async () => {
  for (const edition of ["internal", "public"] as const)
    await buildSite(smallInput(edition), {
      root: join(folder, "pages", edition),
      out: join(folder, edition),
    });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A page of each kind. */
test.each([
  "internal/index",
  "internal/feedback",
  "internal/timeliness",
  "internal/registers/index",
  "internal/registers/mp-correspondence",
  "internal/measures/index",
  "internal/measures/feedback-closed-20wd",
  "internal/trace/calls",
  "internal/drill",
  "internal/restated",
  "internal/data",
  "internal/dictionary",
  "internal/lineage",
  "internal/404",
  "public/index",
  "public/measures/calls",
  "public/how-to-read",
  "public/not-held",
  "public/404",
])("%s", async (page) => {
  const text = readFileSync(join(folder, `${page}.html`), "utf8");
  await expect(readablePage(text)).toMatchFileSnapshot(`./pages/${page}.html`);
});
