import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Settings } from "../../../loaders/sources.ts";
import { temporaryFolder } from "../../folders.ts";
import { random, runs } from "../../gear.ts";
import { startPostgres, type TestPostgres } from "../../postgres.ts";
import { settingsOf, type Written } from "../smallSource.ts";
import { makeCertificate } from "./certificate.ts";
import { casesOf, Fetching } from "./fetched.ts";
import { officeAt, startFetch } from "./ownProcess.ts";

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres.stop());

beforeEach(() =>
  postgres.query(`
    drop schema if exists casework cascade;
    create schema casework;
    create table casework.cases (
      id bigint primary key, ref text not null, received timestamptz, closed timestamptz,
      modified timestamptz not null default now(), secret_note text default 'nobody asked for this')`),
);

const fetchFrom = (fetch: object = {}): object => ({
  kind: "postgresql",
  host: "127.0.0.1",
  port: postgres.port,
  database: "postgres",
  schema: "casework",
  table: "cases",
  key: "id",
  tls: "none",
  credentials: { user: "CASES_USER", password: "CASES_PASSWORD" },
  ...fetch,
});

const ofTable = (fetch: object = {}, change: Written = {}): Settings =>
  settingsOf({ log: casesOf(fetchFrom(fetch), change) });

function fetching(): Fetching {
  const one = new Fetching();
  one.environment = { CASES_USER: "tester", CASES_PASSWORD: "p@ss'w\"o\\rd" };
  return one;
}

const refOf = (id: number) => `EN-${String(id).padStart(7, "0")}`;

const insert = (id: number, modified: string, closed: string | null = null) =>
  postgres.query(
    `insert into casework.cases (id, ref, received, closed, modified) values ($1, $2, '2022-05-02 09:00Z', $3, $4)
     on conflict (id) do update set closed = excluded.closed, modified = excluded.modified`,
    [id, refOf(id), closed, modified],
  );

describe("a source that is fetched from PostgreSQL", () => {
  it("is a file of the columns of its mapping, and the next of what has changed", async () => {
    for (let id = 1; id <= 7; id++) await insert(id, "2022-06-01T09:00:00.123456Z");
    const one = fetching();
    const settings = ofTable({ page_size: 3 });
    const first = await one.fetch(settings);
    expect(await one.rowsOf(first.file)).toHaveLength(7);
    expect((await one.rowsOf(first.file))[0]).toEqual({
      ref: refOf(1),
      received: "2022-05-02 09:00:00+00",
      closed: null,
      modified: "2022-06-01 09:00:00.123456+00",
    });
    await insert(3, "2022-06-14T20:00:00Z", "2022-06-13T23:30:00Z");
    one.at += 86_400_000;
    await one.fetch(settings);
    one.at += 86_400_000;
    await insert(8, "2022-06-15T20:00:00Z");
    const third = await one.fetch(settings);
    expect([third.since?.from, third.rows]).toEqual(["2022-06-14T19:00:00.000Z", 2]);
    const { rows, refused } = await one.load(settings);
    expect(refused).toEqual([]);
    expect(rows).toHaveLength(8);
    expect(rows[2]).toEqual({ case_reference: refOf(3), received_on: "2022-05-02", closed_on: "2022-06-14" });
  });

  it("keeps decimals, moments, words and texts as they are", async () => {
    await postgres.query(`
      create type casework.mood as enum ('good');
      create domain casework.short as varchar(20);
      create table casework.odd (
        "I""d" int, amount numeric(40, 20), flag boolean, day date, clock timestamp, word casework.mood,
        said casework.short, span interval, number double precision, uid uuid);
      insert into casework.odd values (1, 12345678901234567890.10000000000000000001, true, '2022-06-14',
        '2022-06-14 10:00', 'good', E'a\\nb''"', '1 hour 2 minutes', 0.1, '00000000-0000-0000-0000-000000000001'),
        (2, 'NaN', null, 'infinity', null, null, '', null, null, null)`);
    const columns = {
      case_reference: "amount",
      received_on: "day",
      decided_on: "clock",
      team: "flag",
      body: "word",
      caseworker: "said",
      outcome: "span",
      jurisdiction: "number",
      stage: "uid",
    };
    const one = fetching();
    const settings = ofTable({ table: "odd", key: 'I"d' }, { columns, modified: undefined });
    const { file } = await one.fetch(settings);
    expect(await one.rowsOf(file)).toEqual([
      {
        amount: "12345678901234567890.10000000000000000001",
        day: "2022-06-14",
        clock: "2022-06-14 10:00:00",
        flag: "true",
        word: "good",
        said: "a\nb'\"",
        span: "01:02:00",
        number: "0.1",
        uid: "00000000-0000-0000-0000-000000000001",
      },
      {
        amount: "NaN",
        day: "infinity",
        clock: null,
        flag: null,
        word: null,
        said: "",
        span: null,
        number: null,
        uid: null,
      },
    ]);
  });

  it("takes names in settings for names, whatever is in them", async () => {
    const evil = `cases"; drop table casework.cases; --`;
    await postgres.query(
      `create table casework."${evil.replaceAll('"', '""')}" (id int, "ref'""; select" text, received date, closed date)`,
    );
    await postgres.query(
      `insert into casework."${evil.replaceAll('"', '""')}" values (1, 'EN-0000001', '2022-01-01', null)`,
    );
    const columns = { case_reference: `ref'"; select`, received_on: "received", closed_on: "closed" };
    const one = fetching();
    const { rows } = await one.fetch(ofTable({ table: evil }, { columns, modified: undefined }));
    expect(rows).toBe(1);
    expect(await postgres.query("select count(*)::int as n from casework.cases")).toEqual([{ n: 0 }]);
    expect(await one.problem(ofTable({ schema: `x'; drop table casework.cases; --` }))).toContain(
      "there is no table",
    );
  });

  it("sees the table as it was when it began, and misses nothing that was written meanwhile", async () => {
    const next = random(3);
    const below = (count: number) => Math.floor(next() * count);
    for (let run = 0; run < runs(2, 20); run++) {
      await postgres.query("truncate casework.cases");
      for (let id = 1; id < 12; id++) await insert(id, "2022-06-01T09:00:00Z");
      const one = fetching();
      const settings = ofTable({ page_size: 1 + below(5), overlap_minutes: 1 });
      const options = one.options();
      const { fetchSource, getFetched } = await import("../../../loaders/fetch/fetchSource.ts");
      for (let times = 0; times < 3; times++) {
        one.at += 86_400_000;
        // Some are written before, some while it reads, each by the server's clock; some are committed only after.
        const late = below(2) === 0;
        const change = () => {
          const id = 1 + below(20);
          return postgres.query(
            `insert into casework.cases (id, ref, received, closed, modified) values (${id}, '${refOf(id)}', '2022-05-02 09:00Z', '2022-06-${10 + below(9)} 12:00Z', now())
             on conflict (id) do update set closed = excluded.closed, modified = excluded.modified
             ${late ? "returning pg_sleep(0.05)" : ""}`,
          );
        };
        await change();
        await Promise.all([fetchSource(getFetched(settings, "log"), settings, options), change(), change()]);
      }
      one.at += 86_400_000;
      await one.fetch(settings);
      const expected = await postgres.query(
        "select ref as case_reference, to_char(closed, 'YYYY-MM-DD') as closed_on from casework.cases order by ref",
      );
      const { rows } = await one.load(settings);
      expect(rows.map(({ case_reference, closed_on }) => ({ case_reference, closed_on }))).toEqual(expected);
    }
  });

  it("reads a clock without a zone by itself, through the hour that comes twice", async () => {
    await postgres.query("alter table casework.cases alter modified type timestamp");
    await insert(1, "2022-06-14 11:30:00");
    const one = fetching();
    const settings = ofTable({ overlap_minutes: 0 });
    await one.fetch(settings);
    one.at += 86_400_000;
    expect((await one.fetch(settings)).since).toEqual({ clock: "local", from: "2022-06-14T10:30:00.000" });
  });

  it("can't write, whatever its user may do", async () => {
    await insert(1, "2022-06-01T09:00:00Z");
    await postgres.query(`
      create function casework.spoil() returns text language sql as
        $$ insert into casework.cases (id, ref) values (99, 'x') returning ref $$;
      create view casework.spoiling as select id, ref, received, closed, modified, casework.spoil() as more from casework.cases`);
    const columns = { case_reference: "more", received_on: "received" };
    const said = await fetching().problem(ofTable({ table: "spoiling" }, { columns }));
    expect(said).toContain("the server says that it can't (25006)");
    expect(await postgres.query("select count(*)::int as n from casework.cases")).toEqual([{ n: 1 }]);
  });

  it("says what is wrong, in no word of the server's, and writes nothing", async () => {
    await insert(1, "2022-06-01T09:00:00Z");
    await postgres.query(`
      create role reader login password 'r3ader'; grant usage on schema casework to reader;
      alter table casework.cases add scan bytea, add list int[];
      create view casework.failing as select id, ref, received, modified, (secret_note::int)::text as closed from casework.cases`);
    const one = fetching();
    const said = async (fetch: object, change: Written = {}) => {
      const problem = await one.problem(ofTable(fetch, change));
      expect(problem).not.toMatch(/nobody asked|p@ss|r3ader/);
      expect(one.files()).toEqual([]);
      return problem;
    };
    const mapped = (closed: string) => ({
      columns: { case_reference: "ref", received_on: "received", closed_on: closed },
    });
    expect(await said({}, mapped("clsed"))).toContain("has no column clsed: did you mean closed?");
    expect(await said({}, mapped("scan"))).toContain("scan is of the type bytea");
    expect(await said({}, mapped("list"))).toContain("list is of the type _int4");
    expect(await said({}, { modified: "ref" })).toContain("must be a date or timestamp, not text");
    expect(await said({ table: "case" })).toContain("there is no table casework.case");
    expect(await said({ table: "failing" })).toContain("(22P02)");
    expect(await said({ database: "none" })).toContain("there is no such database (3D000)");
    await insert(2, "2022-06-01T09:00:00Z");
    expect(await said({ key: "received" })).toContain("its key, received, is the same in several rows");
    expect(await said({ tls: "required" })).toContain("the server has no TLS");
    expect(await said({ port: 1 })).toContain("it can't be reached (ECONNREFUSED)");
    one.environment.CASES_USER = "reader";
    expect(await said({})).toContain("its user may not read the table");
    delete one.environment.CASES_PASSWORD;
    expect(await said({})).toContain("the environment variable CASES_PASSWORD isn't set");
    await postgres.query("drop view casework.failing; drop table casework.cases");
    await postgres.query("revoke all on schema casework from reader; drop role reader");
  });

  it("killed while it reads and run again, it gives the rows of one that wasn't", async () => {
    for (let id = 1; id <= 9; id++) await insert(id, "2022-06-01T09:00:00Z");
    await postgres.query(
      "create view casework.slow as select id, ref, received, closed, modified from casework.cases where pg_sleep(0.2) is not null",
    );
    const home = officeAt(fetchFrom({ table: "slow", page_size: 2 }));
    const environment = { CASES_USER: "tester", CASES_PASSWORD: "none is asked for" };
    const one = fetching();
    one.extracts = join(home, "extracts");
    const killed = startFetch(home, environment);
    const isReading =
      "select 1 from pg_stat_activity where application_name = 'candour fetch' and query like 'fetch%'";
    while ((await postgres.query(isReading)).length === 0) await setTimeout(50);
    killed.child.kill("SIGKILL");
    expect((await killed.ended).code).toBeNull();
    expect(one.files()).toEqual([]);
    const again = await startFetch(home, environment).ended;
    expect(again.said).toContain("log: 9 rows, all there are, in ");
    expect(again.said).not.toContain("none is asked for");
    const [file = ""] = one.files();
    const whole = fetching();
    const expected = await whole.fetch(ofTable({ page_size: 2 }));
    expect(await one.rowsOf(file)).toEqual(await whole.rowsOf(expected.file));
    expect(one.kept()).toEqual([]);
  });

  it("gives up on a server that takes too long", async () => {
    await insert(1, "2022-06-01T09:00:00Z");
    await postgres.query(
      "create view casework.slow as select id, ref, received, closed, modified, pg_sleep(20)::text as wait from casework.cases",
    );
    const columns = { case_reference: "wait", received_on: "received" };
    const said = await fetching().problem(ofTable({ table: "slow", timeout_seconds: 1 }, { columns }));
    expect(said).toContain("it took too long, or was cancelled (57014)");
  });
});

it("says that a password isn't accepted, and trusts no certificate that it doesn't know", async () => {
  const folder = temporaryFolder();
  const { key, cert } = makeCertificate("127.0.0.1");
  writeFileSync(join(folder, "server.pem"), cert);
  const secure = await startPostgres([], { key, cert, asksPassword: true });
  try {
    await secure.query(
      "create table public.cases (id int, ref text, received date, closed date, modified timestamptz)",
    );
    await secure.query("insert into public.cases values (1, 'EN-0000001', '2022-01-01', null, '2022-01-02')");
    const at = { port: secure.port, schema: "public", tls: "required" };
    const one = fetching();
    one.environment = { CASES_USER: "tester", CASES_PASSWORD: "wrong p@ss" };
    expect(await one.problem(ofTable(at))).toContain(
      "isn't one that is trusted here (DEPTH_ZERO_SELF_SIGNED_CERT)",
    );
    const trusted = { ...at, certificate: join(folder, "server.pem") };
    const said = await one.problem(ofTable(trusted));
    expect(said).toContain("the user or password isn't accepted");
    expect(said).not.toContain("wrong");
    expect(await one.problem(ofTable({ ...trusted, credentials: { user: "CASES_USER" } }))).toContain(
      "Name the variable that holds the password",
    );
    one.environment.CASES_PASSWORD = secure.password;
    expect((await one.fetch(ofTable(trusted))).rows).toBe(1);
  } finally {
    await secure.stop();
  }
});
