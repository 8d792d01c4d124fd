import { readdirSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, query } from "../../../loaders/database.ts";
import { type FetchOptions, fetchSource, getFetched } from "../../../loaders/fetch/fetchSource.ts";
import { findExtracts } from "../../../loaders/findExtracts.ts";
import { load } from "../../../loaders/load.ts";
import type { Settings } from "../../../loaders/sources.ts";
import { literal } from "../../../loaders/sqlText.ts";
import { temporaryFolder } from "../../folders.ts";
import { settingsOf, type Written } from "../smallSource.ts";

/** A source of cases that is fetched, as settings write it. */
export const casesOf = (fetch: object, change: Written = {}): Written => ({
  system: "Case system",
  contract: "cases",
  files: "log-*.parquet",
  format: "parquet",
  later_files: "update",
  modified: "modified",
  covers_from: "2019-01-01",
  due: { days: 1, each: "day" },
  columns: { case_reference: "ref", received_on: "received", closed_on: "closed" },
  fetch,
  ...change,
});

export const ofService = (url: string, fetch: object = {}, change: Written = {}): Settings =>
  settingsOf({ log: casesOf({ kind: "odata", url, table: "cases", key: "id", ...fetch }, change) });

/** A fetch of the source `log`, by a clock that goes on by the milliseconds that it is told to wait. */
export class Fetching {
  extracts = temporaryFolder();
  at = Date.parse("2022-06-14T10:00:00Z");
  waits: number[] = [];
  lines: string[] = [];
  environment: Record<string, string> = {};

  options(all = false): FetchOptions {
    return {
      extracts: this.extracts,
      environment: this.environment,
      all,
      now: () => new Date(this.at),
      wait: (milliseconds) => {
        this.waits.push(milliseconds);
        this.at += milliseconds;
        return Promise.resolve();
      },
      random: () => 0.5,
      log: (line) => this.lines.push(line),
    };
  }

  async fetch(settings: Settings, all = false) {
    return await fetchSource(getFetched(settings, "log"), settings, this.options(all));
  }

  /** What it throws, in words; empty where it doesn't. */
  async problem(settings: Settings): Promise<string> {
    try {
      await this.fetch(settings);
      return "";
    } catch (error) {
      if (error instanceof Error && error.name === "DataError") return error.message;
      throw error;
    }
  }

  /** Files in the folders of days, oldest first. */
  files(): string[] {
    return readdirSync(this.extracts)
      .filter((name) => !name.startsWith("."))
      .sort()
      .flatMap((day) =>
        readdirSync(join(this.extracts, day))
          .sort()
          .map((name) => `${day}/${name}`),
      );
  }

  /** What is kept for later, by name. */
  kept(): string[] {
    return readdirSync(this.extracts, { recursive: true, encoding: "utf8" }).filter((name) =>
      /^\.fetch/.test(name),
    );
  }

  async rowsOf(file: string) {
    const instance = await openDatabase();
    const connection = await instance.connect();
    return await query(connection, `select * from read_parquet(${literal(join(this.extracts, file))})`);
  }

  /** The cases that load of all files: reference, days received and closed; and what was refused. */
  async load(settings: Settings) {
    const instance = await openDatabase();
    const found = findExtracts(this.extracts, settings);
    const { refused } = await load(instance, found, temporaryFolder());
    const connection = await instance.connect();
    const rows = await query<{ case_reference: string; received_on: string; closed_on: string | null }>(
      connection,
      "select case_reference, received_on::varchar as received_on, closed_on::varchar as closed_on from raw.cases order by 1",
    );
    return { rows, refused: refused.map(({ file, problem }) => `${file}: ${problem}`) };
  }

  /** How many rows load of all files, how many files are refused and how many rows set aside. */
  async counts(settings: Settings) {
    const instance = await openDatabase();
    const found = findExtracts(this.extracts, settings);
    const { refused } = await load(instance, found, temporaryFolder());
    const connection = await instance.connect();
    const contract = settings.sources[0]?.contract ?? "";
    const [counted] = await query(
      connection,
      `select (select count(*)::integer from raw.${contract}) as rows, (select count(*)::integer from raw.quarantine) as aside`,
    );
    return { ...counted, refused: refused.length };
  }
}
