import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../folders.ts";
import { isLong, runs } from "../../gear.ts";
import { settingsOf } from "../smallSource.ts";
import { casesOf, Fetching, ofService } from "./fetched.ts";
import { type CaseRow, type Misbehaving, say, startService } from "./service.ts";

const refOf = (id: number) => `EN-${String(id).padStart(7, "0")}`;

const rowOf = (id: number, modified = "2022-06-01T09:00:00Z", closed: string | null = null): CaseRow => ({
  id,
  ref: refOf(id),
  received: "2022-05-02T09:00:00Z",
  closed,
  modified,
  secret_note: "nobody asked for this",
});

const someRows = (count: number) => Array.from({ length: count }, (_, index) => rowOf(index + 1));

describe("a source that is fetched from OData", () => {
  it("is a file of the office's day with the columns of its mapping alone, page by page", async () => {
    const service = await startService(someRows(25));
    const fetching = new Fetching();
    // Half past midnight in London, of the day after that in UTC.
    fetching.at = Date.parse("2022-06-13T23:30:00Z");
    const { file, rows, sha256 } = await fetching.fetch(ofService(service.url));
    expect(file).toMatch(/^2022-06-14\/log-20220613T233000Z-all-[0-9a-f]{12}\.parquet$/);
    expect([rows, file.includes(sha256.slice(0, 12))]).toEqual([25, true]);
    expect(service.asked).toHaveLength(3);
    expect(decodeURIComponent(service.asked[0] ?? "")).toBe(
      "/api/cases?$select=ref,received,closed,modified,id&$orderby=id",
    );
    const [first] = await fetching.rowsOf(file);
    expect(first).toEqual({
      ref: refOf(1),
      received: "2022-05-02T09:00:00Z",
      closed: null,
      modified: "2022-06-01T09:00:00Z",
    });
    expect(fetching.kept()).toEqual([]);
  });

  it("asks the next time for what has changed, and a later row takes the place of the earlier one", async () => {
    const service = await startService(someRows(12));
    const settings = ofService(service.url);
    const fetching = new Fetching();
    service.now = () => new Date(fetching.at);
    await fetching.fetch(settings);
    fetching.at += 86_400_000;
    service.rows[4] = rowOf(5, "2022-06-15T09:00:00Z", "2022-06-14T22:30:00Z");
    service.rows.push({ ...rowOf(13, "2022-06-15T09:30:00Z"), received: "2022-06-14T23:30:00Z" });
    service.asked = [];
    const { file, rows, since } = await fetching.fetch(settings);
    expect(file).toMatch(/^2022-06-15\/log-20220615T100000Z-after-20220614T100000Z-[0-9a-f]{12}\.parquet$/);
    // The latest change less an hour, of a first fetch in which all were of one moment: those come again.
    expect([rows, since?.from]).toEqual([14 - 1, "2022-06-01T08:00:00.000Z"]);
    const loaded = await fetching.load(settings);
    expect(loaded.refused).toEqual([]);
    expect(loaded.rows).toHaveLength(13);
    // A moment's day is that of London.
    expect(loaded.rows.find(({ case_reference }) => case_reference === refOf(5))?.closed_on).toBe(
      "2022-06-14",
    );
    fetching.at += 86_400_000;
    expect((await fetching.fetch(settings)).since?.from).toBe("2022-06-15T08:30:00.000Z");
  });

  it("keeps each number and text as it is", async () => {
    const odd = 'null \u0000 line\nend "quoted" \\ 1.50 🙂 =1+1';
    const service = await startService([{ ...rowOf(1), ref: odd }]);
    service.misbehave = (_, response) =>
      say(
        response,
        200,
        { "content-type": "application/json" },
        `{"__proto__":{"value":[]},"value":[{"__proto__":{"ref":"x"},"id":12345678901234567890,"ref":${JSON.stringify(odd)},"received":1234567890.10,"closed":true,"modified":"2022-06-01T09:00:00.1234567Z"}]}`,
      );
    const fetching = new Fetching();
    const { file } = await fetching.fetch(ofService(service.url));
    expect(await fetching.rowsOf(file)).toEqual([
      { ref: odd, received: "1234567890.10", closed: "true", modified: "2022-06-01T09:00:00.1234567Z" },
    ]);
  });

  it("reads what a service says of a value beside it", async () => {
    const label = "status@OData.Community.Display.V1.FormattedValue";
    const service = await startService([
      { ...rowOf(1), status: 4, [label]: "Closed" },
      { ...rowOf(2), status: null },
    ]);
    const columns = { case_reference: "ref", received_on: "received", stage: label };
    const fetching = new Fetching();
    const { file } = await fetching.fetch(ofService(service.url, {}, { columns }));
    expect((await fetching.rowsOf(file)).map((row) => row[label])).toEqual(["Closed", null]);
    expect(service.headers[0]?.prefer).toBe('odata.maxpagesize=5000,odata.include-annotations="*"');
  });

  it("takes all rows again where settings say so, and then what is gone is gone", async () => {
    const service = await startService(someRows(5));
    const settings = ofService(service.url, { full: "weekly" }, { each_file: "all records" });
    const fetching = new Fetching();
    service.now = () => new Date(fetching.at);
    await fetching.fetch(settings);
    service.rows = service.rows.filter(({ id }) => id !== 2);
    service.rows.push(rowOf(6, "2022-06-14T12:00:00Z"));
    fetching.at += 86_400_000;
    expect((await fetching.fetch(settings)).since).not.toBeNull();
    // What changed alone says nothing of what is gone.
    expect((await fetching.load(settings)).rows).toHaveLength(6);
    fetching.at += 6 * 86_400_000;
    const { since, file } = await fetching.fetch(settings);
    expect([since, file.includes("-all-")]).toEqual([null, true]);
    service.rows.push(rowOf(2, "2022-06-22T00:00:00Z"));
    expect((await fetching.load(settings)).rows.map(({ case_reference }) => case_reference)).toEqual([
      refOf(1),
      refOf(3),
      refOf(4),
      refOf(5),
      refOf(6),
    ]);
    fetching.at += 86_400_000;
    await fetching.fetch(settings);
    expect((await fetching.load(settings)).rows).toHaveLength(6);
  });

  it("of rows that are only added has none of them twice", async () => {
    const service = await startService(someRows(4));
    const { url } = service;
    const settings = settingsOf({
      log: casesOf(
        { kind: "odata", url, table: "cases", key: "id" },
        {
          contract: "web_forms",
          later_files: "add",
          columns: { form_id: "ref", submitted_at: "received", form: { constant: "Complaint" } },
        },
      ),
    });
    const fetching = new Fetching();
    await fetching.fetch(settings);
    service.rows.push({ ...rowOf(5, "2022-06-14T20:00:00Z"), received: "2022-06-14T20:00:00Z" });
    fetching.at += 86_400_000;
    // All but the new one come again, for they were changed at one moment.
    expect((await fetching.fetch(settings)).rows).toBe(5);
    expect(await fetching.counts(settings)).toEqual({ rows: 5, refused: 0, aside: 0 });
  });

  it("isn't loaded in part: what follows a fetch whose file is gone is refused", async () => {
    const service = await startService(someRows(3));
    const settings = ofService(service.url);
    const fetching = new Fetching();
    const first = await fetching.fetch(settings);
    fetching.at += 86_400_000;
    await fetching.fetch(settings);
    const content = readFileSync(join(fetching.extracts, first.file));
    rmSync(join(fetching.extracts, first.file));
    const { rows, refused } = await fetching.load(settings);
    expect(rows).toEqual([]);
    expect(refused.join("\n")).toContain("no file of that fetch is there: put it back, or fetch --all log");
    writeFileSync(join(fetching.extracts, first.file), content);
    expect((await fetching.load(settings)).rows).toHaveLength(3);
    // Nothing there is followed, so the next fetch is of all rows.
    rmSync(join(fetching.extracts, first.file));
    fetching.at += 86_400_000;
    expect((await fetching.fetch(settings)).since).toBeNull();
  });

  it("misses no row that changes while it is fetched", async () => {
    let seed = 1;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed % below;
    };
    for (let run = 0; run < runs(3, 40); run++) {
      const pageSize = 1 + next(7);
      const service = await startService([], { pageSize });
      const fetching = new Fetching();
      service.now = () => new Date(fetching.at);
      const change = () => {
        fetching.at += next(4) * 500;
        for (let times = next(4); times > 0; times--) {
          const id = 1 + next(30);
          const at = service.rows.findIndex((row) => row.id === id);
          const closed = `2022-06-${String(1 + next(13)).padStart(2, "0")}T12:00:00Z`;
          const row = rowOf(id, new Date(fetching.at).toISOString(), closed);
          if (at < 0) service.rows.push(row);
          else service.rows[at] = row;
        }
      };
      for (let id = 1; id < 20; id++) service.rows.push(rowOf(id));
      service.onPage = change;
      const settings = ofService(service.url, { overlap_minutes: next(2), page_size: 100 });
      for (let fetched = 0; fetched < 3; fetched++) {
        fetching.at += 1000 + next(3_600_000);
        change();
        await fetching.fetch(settings);
      }
      // The last finds the table still.
      service.onPage = undefined;
      fetching.at += 1000;
      await fetching.fetch(settings);
      const expected = service.rows.map(({ ref, closed }) => [ref, closed?.slice(0, 10) ?? null]).sort();
      const { rows, refused } = await fetching.load(settings);
      expect(refused).toEqual([]);
      expect(rows.map((row) => [row.case_reference, row.closed_on]).sort(), `run ${run}`).toEqual(expected);
      service.stop();
    }
  });
});

describe("a service that misbehaves", () => {
  const json = { "content-type": "application/json" };
  const busyTwice =
    (status: number, headers: Record<string, string>): Misbehaving =>
    (_, response, number) =>
      number === 2 || number === 3 ? say(response, status, headers) : undefined;

  it("is waited for as it asks", async () => {
    const service = await startService(someRows(25));
    service.misbehave = busyTwice(429, { "retry-after": "17" });
    const fetching = new Fetching();
    expect((await fetching.fetch(ofService(service.url))).rows).toBe(25);
    expect(fetching.waits).toEqual([17_000, 17_000]);
  });

  it("is waited for longer each time, and not for ever", async () => {
    const service = await startService(someRows(25));
    service.misbehave = (_, response, number) => (number > 1 ? say(response, 503) : undefined);
    const fetching = new Fetching();
    const said = await fetching.problem(ofService(service.url));
    expect(said).toContain("log can't be fetched from cases of 127.0.0.1");
    expect(said).toContain("asked: GET /api/cases, page 2");
    expect(said).toContain("too busy, or out of order (503)");
    expect(fetching.waits).toEqual([750, 1500, 3000, 6000, 12_000]);
    expect(fetching.files()).toEqual([]);
    service.misbehave = undefined;
    service.asked = [];
    expect((await fetching.fetch(ofService(service.url))).rows).toBe(25);
    // The first page was kept.
    expect(service.asked).toHaveLength(2);
  });

  const wrong = [
    ["asks to wait for hours", (_, r) => say(r, 429, { "retry-after": "7200" }), "wait 7200 seconds"],
    ["doesn't take the credentials any more", (_, r, n) => n > 1 && say(r, 401), "aren't accepted (401)"],
    [
      "shows a page to sign in on",
      (_, r) => say(r, 200, { "content-type": "text/html" }, "<html>Sign in, Jane Doe"),
      "with a web page",
    ],
    ["says that the next page has expired", (_, r, n) => n > 1 && say(r, 410), "no longer good (410)"],
    [
      "says that a column is lost",
      (_, r) => say(r, 400, json, '{"error":{"message":"Jane Doe: no property named \'closed\' on cases"}}'),
      "something of closed: is that still a column of it?",
    ],
    [
      "lacks a column",
      (_, r) => say(r, 200, json, '{"value":[{"id":1,"ref":"Jane Doe"}]}'),
      "its rows have no received",
    ],
    [
      "cuts its JSON off",
      (_, r) => say(r, 200, json, '{"value":[{"id":1,"ref":"Jane Doe'),
      "its JSON is cut off",
    ],
    [
      "cuts its answer off",
      (_, r) => {
        r.writeHead(200, { ...json, "content-length": "1000" });
        r.write('{"value":[');
        setTimeout(() => r.destroy(), 5);
        return true;
      },
      "the answer was cut off",
    ],
    [
      "sends elsewhere",
      (_, r) => say(r, 302, { location: "https://elsewhere.test/?Jane" }),
      "on elsewhere.test: it isn't followed (302)",
    ],
    [
      "leads to a file",
      (_, r) => say(r, 200, json, '{"value":[],"@odata.nextLink":"file:///etc/passwd"}'),
      "isn't on the host that was asked",
    ],
    [
      "leads to another host",
      (_, r) => say(r, 200, json, '{"value":[],"@odata.nextLink":"http://169.254.169.254/x"}'),
      "isn't on the host that was asked",
    ],
    [
      "puts the credentials into the next address",
      (q, r) =>
        say(
          r,
          200,
          json,
          JSON.stringify({
            value: [rowOf(1)],
            "@odata.nextLink": `http://${q.headers.host}/api/cases?key=${encodeURIComponent("s3cr3t+/=&token")}`,
          }),
        ),
      "holds its credentials",
    ],
    [
      "leads round in a circle",
      (q, r) =>
        say(
          r,
          200,
          json,
          JSON.stringify({ value: [], "@odata.nextLink": `http://${q.headers.host}/api/cases?a` }),
        ),
      "one that it has given already",
    ],
    [
      "has a list in place of a value",
      (_, r) =>
        say(
          r,
          200,
          json,
          '{"value":[{"id":1,"ref":["Jane Doe"],"received":null,"closed":null,"modified":null}]}',
        ),
      "ref holds a list or an object",
    ],
    [
      "has rows with one key",
      (_, r) => say(r, 200, json, JSON.stringify({ value: [rowOf(1), rowOf(1)] })),
      "its key, id, is the same in several rows",
    ],
    [
      "has changes that are no moments",
      (_, r) => say(r, 200, json, JSON.stringify({ value: [{ ...rowOf(1), modified: "Jane Doe" }] })),
      "modified doesn't say when a row was changed",
    ],
    ["shows no row", (_, r) => say(r, 200, json, '{"value":[]}'), "it shows no row at all"],
    [
      "sends a bomb",
      (_, r) => {
        r.writeHead(200, { ...json, "content-encoding": "gzip" });
        r.end(bomb());
        return true;
      },
      "a page is too large",
    ],
    [
      "drips",
      (_, r) => {
        r.writeHead(200, json);
        const drip = setInterval(() => r.write(" "), 100);
        r.on("close", () => clearInterval(drip));
        return true;
      },
      "took too long",
    ],
    ["says nothing", () => true, "took too long (1 seconds without a byte)"],
  ] satisfies [string, (...asked: Parameters<Misbehaving>) => boolean, string][];

  // One that drips takes half a minute of waiting.
  it.each(wrong.filter(([name]) => isLong || name !== "drips"))(
    "that %s: what is wrong is said, and nothing is written",
    async (name, misbehave, problem) => {
      const service = await startService(someRows(25));
      service.misbehave = (...asked) => misbehave(...asked) || undefined;
      const fetching = new Fetching();
      const settings = ofService(service.url, {
        ...(/drips|says nothing/.test(name) ? { timeout_seconds: 1 } : {}),
        credentials: { token: "SERVICE_TOKEN" },
      });
      fetching.environment.SERVICE_TOKEN = "s3cr3t+/=&token";
      const said = await fetching.problem(settings);
      expect(said).toContain(problem);
      expect(said).not.toMatch(/Jane|s3cr3t/);
      expect(said.split("\n").at(-1)).not.toBe("");
      expect(fetching.files()).toEqual([]);
      expect(JSON.stringify(fetching.lines)).not.toContain("s3cr3t");
      for (const file of fetching.kept().filter((one) => one.endsWith("l") || one.endsWith("n")))
        expect(readFileSync(join(fetching.extracts, file), "utf8")).not.toContain("s3cr3t");
      // Once it behaves, the same command gives what it would have given.
      service.misbehave = undefined;
      expect((await fetching.fetch(settings)).rows).toBe(25);
      expect(service.headers.at(-1)?.authorization).toBe("Bearer s3cr3t+/=&token");
    },
    60_000,
  );

  it("that asks an application to sign in anew gets a new token, once", async () => {
    const tokens: string[] = [];
    const service = await startService(someRows(25));
    service.misbehave = (request, response, number) => {
      if (request.method === "POST") {
        tokens.push(`t0ken-${tokens.length}`);
        return say(response, 200, json, JSON.stringify({ access_token: tokens.at(-1) }));
      }
      return number === 3 || number === 5 ? say(response, 401) : undefined;
    };
    const credentials = {
      client_id: "APP_ID",
      client_secret: "APP_SECRET",
      sign_in: `${service.url}sign-in`,
      scope: "https://office.test/.default",
    };
    const fetching = new Fetching();
    const settings = ofService(service.url, { credentials });
    expect(await fetching.problem(settings)).toContain("the environment variable APP_ID isn't set");
    fetching.environment = { APP_ID: "app", APP_SECRET: "p&ss=w+rd " };
    expect(await fetching.problem(settings)).toContain("APP_SECRET begins or ends with a blank");
    fetching.environment.APP_SECRET = "p&ss=w+rd";
    // Page 2 is refused with the first token and again with the new one.
    expect(await fetching.problem(settings)).toContain("aren't accepted (401)");
    expect((await fetching.fetch(settings)).rows).toBe(25);
    expect(tokens.length).toBe(3);
  });

  it("isn't trusted by a certificate that nobody knows, whatever the environment says", async () => {
    const { makeCertificate } = await import("./certificate.ts");
    const tls = makeCertificate("127.0.0.1");
    const service = await startService(someRows(5), { tls });
    const fetching = new Fetching();
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      expect(await fetching.problem(ofService(service.url))).toContain("isn't one that is trusted here");
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
    const folder = temporaryFolder();
    writeFileSync(join(folder, "ca.pem"), tls.cert);
    const settings = ofService(service.url, { certificate: join(folder, "ca.pem") });
    expect((await fetching.fetch(settings)).rows).toBe(5);
    expect(await fetching.problem(ofService(service.url, { certificate: "none.pem" }))).toContain(
      "can't be read: ENOENT",
    );
    expect(
      await fetching.problem(
        ofService(service.url.replace("127.0.0.1", "localhost"), { certificate: join(folder, "ca.pem") }),
      ),
    ).toContain("isn't one that is trusted here");
  });
});

/** 130 MB of blanks, packed into some 100 kB. */
const bomb = () => gzipSync(Buffer.alloc(130 * 1024 ** 2, " "));
