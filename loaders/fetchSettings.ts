import { z } from "zod";
import { matchName } from "./fileNames.ts";
import { type Made, readHeadings } from "./mapping.ts";

/** The name of an environment variable, never what it holds: a secret written in its place is refused, and not repeated. */
const variable = z
  .string()
  .regex(
    /^[A-Z_][A-Z0-9_]{0,49}$/,
    "must be the name of an environment variable, in capitals: what it holds is never written here",
  );

/** Who asks, by the variables that hold it: a token, a user and password, or an application that signs in for a token. */
const ODataCredentials = z.strictObject({
  token: variable.optional(),
  user: variable.optional(),
  password: variable.optional(),
  client_id: variable.optional(),
  client_secret: variable.optional(),
  sign_in: z.string().optional(),
  scope: z.string().min(1).optional(),
});

const column = z.string().min(1);

/** What is fetched, and how, whichever kind of system it is fetched from. */
const common = {
  table: z.string().min(1),
  key: z.union([column, z.array(column).min(1)]),
  full: z.enum(["each time", "weekly", "monthly"]).optional(),
  overlap_minutes: z.int().min(0).max(10_080).optional(),
  timeout_seconds: z.int().min(1).max(3600).default(60),
  certificate: z.string().min(1).optional(),
};

const ODataFetch = z.strictObject({
  kind: z.literal("odata"),
  url: z.string(),
  ...common,
  page_size: z.int().min(1).max(10_000).default(5000),
  credentials: ODataCredentials.optional(),
});

const PostgresFetch = z.strictObject({
  kind: z.literal("postgresql"),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(5432),
  database: z.string().min(1),
  schema: z.string().min(1).default("public"),
  ...common,
  page_size: z.int().min(1).max(50_000).default(5000),
  tls: z.enum(["required", "none"]).default("required"),
  credentials: z.strictObject({ user: variable, password: variable.optional() }),
});

/** Where a source is fetched from, by `candour fetch`. Nothing but that command asks any network. */
export const Fetch = z.discriminatedUnion("kind", [ODataFetch, PostgresFetch], {
  error: () => "kind must be odata or postgresql",
});

export type Fetch = z.infer<typeof Fetch>;

export type ODataFetch = z.infer<typeof ODataFetch>;
export type PostgresFetch = z.infer<typeof PostgresFetch>;

const isHere = (host: string) => ["localhost", "127.0.0.1", "[::1]", "::1"].includes(host);

const isName = (name: string) =>
  /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]{0,127}$/u.test(name);

/** A column of OData, or what is said of one: `statuscode@OData.Community.Display.V1.FormattedValue`. */
const isODataColumn = (heading: string) =>
  /^[^@]+(@[A-Za-z0-9_.*]+)?$/.test(heading) && isName(heading.split("@")[0] ?? "");

/** What is wrong with an address that is asked: it must be of TLS, but on this machine, and hold no credential. */
function findAddressProblems(setting: string, written: string): string[] {
  if (!URL.canParse(written))
    return [`${setting} must be an address such as https://office.crm11.dynamics.com/api/data/v9.2/`];
  const { protocol, hostname, username, password, search, hash } = new URL(written);
  const isSafe = protocol === "https:" || (protocol === "http:" && isHere(hostname));
  return [
    ...(isSafe ? [] : [`${setting} must begin with https://, so that nobody on the way reads what is sent`]),
    ...(username === "" && password === ""
      ? []
      : [`${setting} can't hold a user or password: credentials name the variables that do`]),
    ...(search === "" && hash === "" ? [] : [`${setting} must end before the first ? or #`]),
  ];
}

/** The three ways to say who asks, each by the settings that it takes. */
const ways = [["token"], ["user", "password"], ["client_id", "client_secret", "sign_in", "scope"]];

function findODataProblems(
  { url, table, credentials, key }: ODataFetch,
  headings: readonly string[],
): string[] {
  const given = Object.keys(credentials ?? {});
  const isWay = ways.some((way) => way.length === given.length && way.every((name) => given.includes(name)));
  const names = [...headings, ...[key].flat()];
  return [
    ...findAddressProblems("url", url),
    ...(credentials?.sign_in === undefined ? [] : findAddressProblems("sign_in", credentials.sign_in)),
    ...(credentials === undefined || isWay
      ? []
      : [
          "credentials must have token, or user and password, or client_id, client_secret, sign_in and scope",
        ]),
    ...(isName(table) ? [] : ["table must be the name of an entity set, such as incidents"]),
    ...names.filter((name) => !isODataColumn(name)).map((name) => `no column of OData can be called ${name}`),
  ];
}

function findPostgresProblems({ schema, table, key }: PostgresFetch, headings: readonly string[]): string[] {
  return [schema, table, ...[key].flat(), ...headings]
    .filter((name) => name.includes("\0") || Buffer.byteLength(name) > 63)
    .map(() => "a name in PostgreSQL has at most 63 bytes, none of them 0");
}

/** The name that fetch would give a file of a source on some day, to try its pattern on. */
const exampleName = (id: string) => `${id}-20190614T100000Z-all-0123456789ab.parquet`;

/** What of a source's settings bears on how it is fetched. */
interface FetchedSource {
  id: string;
  fetch?: z.infer<typeof Fetch> | undefined;
  format: string;
  files: string | readonly string[];
  modified?: string | undefined;
  each_file: string;
  covers_from?: string | undefined;
  columns: Readonly<Record<string, string>>;
  made?: Readonly<Record<string, Made>> | undefined;
}

/** What is wrong with how a source is fetched, a line to each; nothing of one that isn't. */
export function findFetchProblems(source: FetchedSource): string[] {
  const { id, fetch, format, files, modified, each_file, covers_from } = source;
  if (!fetch) return [];
  const headings = [...readHeadings(source), ...(modified === undefined ? [] : [modified])];
  const isNamed = [files].flat().some((name) => matchName(name, exampleName(id)) === undefined);
  const isInPart = modified !== undefined && fetch.full !== "each time";
  return [
    ...(format === "parquet" ? [] : ["format must be parquet, in which fetch writes"]),
    ...(isNamed ? [] : [`files must be ${id}-*.parquet, as fetch names them`]),
    ...(covers_from === undefined
      ? ["covers_from must say from which day on the table holds everything"]
      : []),
    ...(modified === undefined && fetch.full !== undefined
      ? ["full has no use without modified: all rows are fetched each time"]
      : []),
    ...(!isInPart && fetch.overlap_minutes !== undefined
      ? ["overlap_minutes has no use where all rows are fetched each time"]
      : []),
    ...(isInPart && each_file === "all records" && fetch.full === undefined
      ? ["each_file: all records needs full: what is changed alone doesn't say what is gone"]
      : []),
    ...(fetch.kind === "odata" ? findODataProblems(fetch, headings) : findPostgresProblems(fetch, headings)),
    ...(fetch.kind === "postgresql" && fetch.tls === "none" && fetch.certificate !== undefined
      ? ["certificate has no use without tls"]
      : []),
  ].map((problem) => `fetch: ${problem}`);
}
