import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gunzipSync } from "node:zlib";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { beginYearsWith } from "../../loaders/dates.ts";
import type { Report } from "./report.ts";

const fileOf = (out: string) => join(out, "warehouse/report.json.gz");

/** What tells a report from anything else. What is in it was checked as it was made. */
const Saved = z.looseObject({
  edition: z.enum(["internal", "public"]),
  asAt: z.iso.date(),
  about: z.looseObject({ first_month: z.int(), groups: z.looseObject({}) }),
  headlines: z.array(z.string()),
  notes: z.array(z.looseObject({ about: z.string() })),
  measures: z.array(z.looseObject({ id: z.string() })),
  dictionary: z.array(z.looseObject({ relation: z.string() })),
  figures: z.array(z.looseObject({ measure: z.string() })),
  pages: z.looseObject({}),
  ownPages: z.array(z.looseObject({ path: z.string() })),
});

const isReport = (value: unknown): value is Report => Saved.safeParse(value).success;

const atOnce = 5_000;

/** The report as JSON, its figures some thousands at a time: all at once they take some hundred megabytes. */
function* toJson({ figures, ...rest }: Report): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"figures":[`;
  for (let from = 0; from < figures.length; from += atOnce) {
    const piece = JSON.stringify(figures.slice(from, from + atOnce)).slice(1, -1);
    yield from === 0 ? piece : `,${piece}`;
  }
  yield "]}";
}

/** Leaves what an internal site is made from beside the warehouse of a build's output. */
export async function saveReport(report: Report, out: string): Promise<void> {
  await pipeline(Readable.from(toJson(report)), createGzip({ level: 1 }), createWriteStream(fileOf(out)));
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
  beginYearsWith(report.about.first_month);
  return report;
}
