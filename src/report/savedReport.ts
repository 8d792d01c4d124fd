import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import type { Report } from "./report.ts";

const fileOf = (out: string) => join(out, "warehouse/report.json.gz");

/** What tells a report from anything else. What is in it was checked as it was made. */
const Saved = z.looseObject({
  edition: z.enum(["internal", "public"]),
  asAt: z.iso.date(),
  measures: z.array(z.looseObject({ id: z.string() })),
  figures: z.array(z.looseObject({ measure: z.string() })),
});

const isReport = (value: unknown): value is Report => Saved.safeParse(value).success;

/** Leaves what an internal site is made from beside the warehouse of a build's output. */
export function saveReport(report: Report, out: string): void {
  writeFileSync(fileOf(out), gzipSync(JSON.stringify(report), { level: 1 }));
}

/** What the last build in `out` made its internal site from. Throws a DataError when it left none. */
export function readReport(out: string): Report {
  const next = "Build it first: npm run build";
  let text: string;
  try {
    text = gunzipSync(readFileSync(fileOf(out))).toString("utf8");
  } catch (error) {
    throw new DataError(`${out} holds no report to make pages from.`, [String(error)], next);
  }
  const report: unknown = JSON.parse(text);
  if (!isReport(report)) throw new DataError(`${fileOf(out)} can't be read.`, ["it is no report"], next);
  return report;
}
