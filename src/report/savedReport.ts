import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { DataError } from "../../loaders/dataError.ts";
import { beginYearsWith } from "../../loaders/dates.ts";
import { type Figure, figureColumns } from "../measures/figure.ts";
import type { Report } from "./report.ts";

const fileOf = (out: string) => join(out, "warehouse/report.json.gz");

/** What tells a report from anything else. What is in it was checked as it was made. */
const Saved = z.looseObject({
  edition: z.enum(["internal", "public"]),
  asAt: z.iso.date(),
  about: z.looseObject({ first_month: z.int(), groups: z.looseObject({}) }),
  headlines: z.array(z.string()),
  notes: z.array(z.looseObject({ about: z.string() })),
  measures: z.array(z.looseObject({ id: z.string(), aliases: z.array(z.string()) })),
  casework: z.looseObject({ drawn: z.array(z.looseObject({ sample_id: z.string() })) }),
  dictionary: z.array(z.looseObject({ relation: z.string() })),
  figures: z.array(z.looseObject({ measure: z.string() })),
  pages: z.looseObject({}),
  pastMonths: z.array(z.looseObject({ month: z.string() })),
  ownPages: z.array(z.looseObject({ path: z.string() })),
});

const isReport = (value: unknown): value is Report => Saved.safeParse(value).success;

interface WithFigures {
  figures: readonly Figure[];
}

/** So few that what a line leaves behind is collected at once, and not only with all that is in use. */
const atOnce = 300;

/** JSON with its figures last, some hundreds to a line, each as its values in the order of `columns`: with its names it takes three times the room. */
function* toJson({ figures, ...rest }: WithFigures): Generator<string> {
  yield `${JSON.stringify({ ...rest, columns: figureColumns }).slice(0, -1)},"figures":[`;
  for (let from = 0; from < figures.length; from += atOnce) {
    const rows = figures
      .slice(from, from + atOnce)
      .map((figure) => figureColumns.map((name) => figure[name]));
    const piece = JSON.stringify(rows).slice(1, -1);
    yield from === 0 ? `\n${piece}` : `,\n${piece}`;
  }
  yield "\n]}";
}

/** Writes what has figures to a file as JSON, packed. */
export async function writeWithFigures(
  file: string,
  content: WithFigures & Record<string, unknown>,
): Promise<void> {
  await pipeline(Readable.from(toJson(content)), createGzip({ level: 1 }), createWriteStream(file));
}

/** The lines of a packed text, one after the other. */
async function* linesOf(packed: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const piece of packed) {
    let from = 0;
    for (let end = piece.indexOf("\n"); end !== -1; end = piece.indexOf("\n", from)) {
      yield Buffer.concat([...begun, piece.subarray(from, end)]).toString("utf8");
      begun = [];
      from = end + 1;
    }
    begun.push(piece.subarray(from));
  }
  yield Buffer.concat(begun).toString("utf8");
}

function toFigure(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const figure: Record<string, unknown> = {};
  for (const [place, name] of columns.entries()) figure[name] = values[place];
  return figure;
}

const Columns = z.looseObject({ columns: z.array(z.string()) });

/** What `writeWithFigures` wrote. Throws an Error for a file that is none, or is cut off. */
export async function readWithFigures(file: string): Promise<Record<string, unknown>> {
  const read: { rest: z.infer<typeof Columns> | null; figures: object[] } = { rest: null, figures: [] };
  await pipeline(createReadStream(file), createGunzip(), async (packed: AsyncIterable<Buffer>) => {
    for await (const line of linesOf(packed)) {
      if (read.rest === null) read.rest = Columns.parse(JSON.parse(`${line}]}`));
      else if (line !== "]}")
        for (const values of JSON.parse(`[${line.replace(/,$/, "")}]`))
          read.figures.push(toFigure(read.rest.columns, values));
    }
  });
  const { columns: _, ...rest } = Columns.parse(read.rest);
  return { ...rest, figures: read.figures };
}

/** Leaves what an internal site is made from beside the warehouse of a build's output. */
export async function saveReport(report: Report, out: string): Promise<void> {
  await writeWithFigures(fileOf(out), { ...report });
}

/** What the last build in `out` made its internal site from. Rejects with a DataError when it left none. */
export async function readReport(out: string): Promise<Report> {
  const next = "Build it first: npm run build";
  const report: unknown = await readWithFigures(fileOf(out)).catch((error: unknown) => {
    const why =
      error instanceof SyntaxError
        ? "it was left by another version of Candour, or is cut off"
        : String(error);
    throw new DataError(`${out} holds no report to make pages from.`, [why], next);
  });
  if (!isReport(report)) throw new DataError(`${fileOf(out)} can't be read.`, ["it is no report"], next);
  beginYearsWith(report.about.first_month);
  return report;
}
