import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/);

export const groups = {
  timeliness: "Timeliness",
  caseload: "Caseload",
  quality: "Quality",
  reviews: "Reviews, service complaints and feedback",
  contact: "Contact",
  staffing: "Staffing",
  registers: "Assurance registers",
  requests: "Information requests",
} as const;

const Target = z
  .strictObject({
    comparison: z.enum(["at least", "at most"]),
    value: z.number(),
    assumed: z.boolean().default(false),
    source: z.string(),
  })
  .meta({ description: "What the office holds itself to; `assumed` where the source sets no figure." });

const Header = z.strictObject({
  title: z.string(),
  definition: z.string(),
  group: z.enum(Object.keys(groups) as [keyof typeof groups, ...(keyof typeof groups)[]]),
  unit: z.string().describe("percent, ratio, or the plural noun of what is counted"),
  direction: z.enum(["increase", "decrease", "neutral"]).describe("the good direction"),
  target: Target.nullable(),
  source: z.string(),
  time: z.enum(["flow", "stock", "snapshot"]),
  extracts: z.array(identifier).min(1).describe("the contracts whose coverage a figure depends on"),
  dimensions: z.array(identifier),
  public: z.array(z.string()).describe("breakdowns that may be published; 'total' is the undivided figure"),
  beside: z.array(z.string()).default([]).describe("measures that must be read with this one"),
  caveats: z.array(z.string()).default([]),
});

/** A measure: the header of its SQL file, its id (the file's name) and its query. */
export interface MeasureDefinition extends z.infer<typeof Header> {
  id: string;
  sql: string;
}

/**
 * The header and query of one measure file. The header is the YAML of the leading block comment.
 * Throws an Error that names the measure and each thing wrong with its header.
 */
export function parseDefinition(id: string, text: string): MeasureDefinition {
  const match = /^\/\*\n([\s\S]*?)\n\*\/\n/.exec(text);
  if (!match?.[1]) throw new Error(`missing header: sql/measures/${id}.sql must begin with a /* … */ header`);
  const header = Header.safeParse(parse(match[1]));
  if (!header.success)
    throw new Error(`invalid header: sql/measures/${id}.sql\n${z.prettifyError(header.error)}`);
  return { id, ...header.data, sql: text.slice(match[0].length).trim() };
}

/** Every measure under `folder` (sql/measures), in order of id. */
export function readDefinitions(folder: string): MeasureDefinition[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .map((name) => name.slice(0, -".sql".length))
    .sort()
    .map((id) => parseDefinition(id, readFileSync(join(folder, `${id}.sql`), "utf8")));
}
