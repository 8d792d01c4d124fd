import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtSmall } from "../src/site/builtFixture.ts";
import { readablePage } from "./readable.ts";

/** A page of each kind. */
const kinds = {
  internal: [
    "index",
    "care/today",
    "feedback",
    "timeliness",
    "registers/index",
    "registers/mp-correspondence",
    "measures/index",
    "measures/feedback-closed-20wd",
    "trace/calls",
    "drill",
    "restated",
    "published",
    "present",
    "earlier/index",
    "data",
    "files/telephony_calls",
    "dictionary",
    "lineage",
    "lineage/timeliness",
    "how-to-read",
    "404",
  ],
  public: ["index", "measures/calls", "catalogue", "releases", "how-to-read", "not-held", "404"],
};

for (const edition of ["internal", "public"] as const)
  test.each(kinds[edition])(`${edition}/%s`, async (page) => {
    const text = readFileSync(join(await builtSmall(edition), `${page}.html`), "utf8");
    await expect(readablePage(text)).toMatchFileSnapshot(`./pages/${edition}/${page}.html`);
  });
