import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { check } from "../../../src/commands/checkExtracts.ts";
import { projectFile } from "../../../src/project.ts";
import { candourHere } from "../../endToEnd/office.ts";
import { temporaryFolder } from "../../folders.ts";
import { settingsOf as settingsOfText } from "../../smallOffice.ts";
import { settingsOf } from "../smallSource.ts";
import { casesOf, Fetching } from "./fetched.ts";
import { officeAt } from "./ownProcess.ts";
import { startService } from "./service.ts";

const odata = { kind: "odata", url: "https://office.test/api", table: "cases", key: "id" };
const postgres = {
  kind: "postgresql",
  host: "office.test",
  database: "casework",
  table: "cases",
  key: "id",
  credentials: { user: "CASES_USER" },
};

/** What is wrong with the settings of a source, in one text. */
function problemOf(fetch: object, change: object = {}): string {
  try {
    settingsOf({ log: casesOf(fetch, { ...change }) });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

describe("settings of what is fetched", () => {
  it("are taken where they are whole", () => {
    expect([problemOf(odata), problemOf(postgres)]).toEqual(["", ""]);
    expect(problemOf({ ...odata, full: "monthly" }, { each_file: "all records" })).toBe("");
    expect(problemOf({ ...odata, url: "http://localhost:8080/api" })).toBe("");
  });

  it.each([
    [{ ...odata, urll: "x" }, {}, "unknown setting: urll: did you mean url?"],
    [{ ...postgres, databse: "x" }, {}, "unknown setting: databse: did you mean database?"],
    [{ ...odata, kind: "odta" }, {}, "kind must be odata or postgresql"],
    [{ ...odata, credentials: { tokn: "A" } }, {}, "unknown setting: tokn: did you mean token?"],
    [{ ...odata, credentials: { token: "eyJ-s3cr3t" } }, {}, "must be the name of an environment variable"],
    [{ ...odata, credentials: { user: "A" } }, {}, "credentials must have token, or user and password, or"],
    [{ ...odata, url: "http://office.test/api" }, {}, "must begin with https://"],
    [{ ...odata, url: "https://me:s3cr3t@office.test/" }, {}, "can't hold a user or password"],
    [{ ...odata, url: "https://office.test/?sig=s3cr3t" }, {}, "url must end before the first ? or #"],
    [{ ...odata, url: "file:///etc/passwd" }, {}, "must begin with https://"],
    [{ ...odata, table: "cases?$expand=people" }, {}, "table must be the name of an entity set"],
    [{ ...odata, key: "id,people" }, {}, "no column of OData can be called id,people"],
    [{ ...odata, full: "daily" }, {}, "must be each time or weekly or monthly"],
    [{ ...odata, overlap_minutes: 5 }, { modified: undefined }, "overlap_minutes has no use"],
    [{ ...odata, full: "weekly" }, { modified: undefined }, "full has no use without modified"],
    [odata, { each_file: "all records" }, "each_file: all records needs full"],
    [odata, { later_files: "replace" }, "modified has no use"],
    [odata, { format: "csv" }, "format must be parquet"],
    [odata, { files: "cases-{month}.parquet" }, "files must be log-*.parquet"],
    [odata, { covers_from: undefined }, "covers_from must say"],
    [{ ...postgres, table: "x".repeat(64) }, {}, "at most 63 bytes"],
    [{ ...postgres, tls: "none", certificate: "ca.pem" }, {}, "certificate has no use without tls"],
  ])("that are wrong are refused: %j %j", (fetch, change, problem) => {
    const said = problemOf(fetch, change);
    expect(said).toContain(problem);
    expect(said).not.toContain("s3cr3t");
  });
});

it("are taken as docs/fetch.md has them", () => {
  const guide = readFileSync(projectFile("docs/fetch.md"), "utf8");
  const [whole = "", postgresql = ""] = [...guide.matchAll(/```yaml\n([^`]*)```/g)].map(([, text]) => text);
  expect(() => settingsOfText(whole)).not.toThrow();
  expect(
    problemOf(z.object({ fetch: z.record(z.string(), z.unknown()) }).parse(parse(postgresql)).fetch),
  ).toBe("");
});

describe("what was fetched", () => {
  it("is checked as other extracts are, and the command says what it would ask", async () => {
    const service = await startService(
      Array.from({ length: 12 }, (_, id) => ({
        id,
        ref: `EN-${String(id).padStart(7, "0")}`,
        received: "2022-05-02T09:00:00Z",
        closed: null,
        modified: "2022-06-01T09:00:00Z",
      })),
    );
    const fetch = { kind: "odata", url: service.url, table: "cases", key: "id" };
    const other = casesOf({}, { fetch: undefined, files: "other-{month}.parquet" });
    const home = officeAt(fetch, { other });
    const folder = join(home, "settings");
    const given = ["--settings", folder, "--extracts"];
    const fetching = new Fetching();
    const unknown = await candourHere(["fetch", "lgo", ...given, fetching.extracts]);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringContaining("lgo can't be fetched.\n  unknown source: lgo: did you mean log?"),
    ]);
    const unsaid = await candourHere(["fetch", "other", ...given, fetching.extracts]);
    expect(unsaid.stderr).toContain(
      "other can't be fetched.\n  its settings don't say from where\nThese say from where: log.",
    );
    const planned = await candourHere(["fetch", "log", "--dry-run", ...given, fetching.extracts]);
    expect(planned.stderr).toContain("columns: ref, received, closed, modified, id");
    expect(service.asked).toEqual([]);
    const ran = await candourHere(["fetch", "log", ...given, fetching.extracts]);
    expect(ran.code, ran.stderr).toBe(0);
    const [file = ""] = fetching.files();
    expect(ran.stderr).toContain(`log: 12 rows, all there are, in ${file}\n  SHA-256 ${file.slice(-20, -8)}`);
    const checked = await check({
      settings: folder,
      extracts: fetching.extracts,
      files: [],
      landing: temporaryFolder(),
      today: new Date().toISOString().slice(0, 10),
    });
    expect(checked.strays).toEqual([]);
    expect(checked.sources[0]?.files).toMatchObject([{ refused: null, rows_loaded: 12 }]);
    const missing = await candourHere([
      "measures",
      "--missing",
      "--settings",
      folder,
      "--extracts",
      fetching.extracts,
    ]);
    expect([missing.code, missing.stdout.length > 0], missing.stderr).toEqual([0, true]);
  });
});
