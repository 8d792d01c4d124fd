import { DataError } from "../../loaders/dataError.ts";

/** Where another engine is, and as whom it is asked. */
export interface EngineAddress {
  kind: "postgres" | "clickhouse";
  /** What is said of it: kind, host, port and database, and never who asks. */
  name: string;
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** Whether the line to it is encrypted, and so that it is checked whose it is. */
  isEncrypted: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const form =
  "Give it as postgres://HOST:5432/DATABASE or clickhouse://HOST:8123, with ?tls=no where the line may be open to read. The user and password come from PGUSER and PGPASSWORD, or CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.";

const kinds = { "postgres:": "postgres", "postgresql:": "postgres", "clickhouse:": "clickhouse" } as const;

const isKnown = (protocol: string): protocol is keyof typeof kinds => protocol in kinds;

/** A part of an address as it was before it was written in it. Throws a TypeError where it can't be read. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new DataError("The address of the engine can't be read: a % in it must be written %25.", [], form);
  }
}

/**
 * An address such as `postgres://db.example:5432/figures`; who asks is in it, or in the environment. A line to another machine is
 * encrypted unless the address says `tls=no`. Throws a DataError, which never has what was given: that may hold a password.
 */
export function readEngineUrl(given: string, environment: Environment): EngineAddress {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !isKnown(url.protocol) || url.hostname === "")
    throw new DataError("The address of the engine can't be read.", [], form);
  const kind = kinds[url.protocol];
  const unknown = [...url.searchParams.keys()].filter((name) => name !== "tls");
  const tls = url.searchParams.get("tls");
  if (unknown.length > 0 || (tls !== null && tls !== "yes" && tls !== "no"))
    throw new DataError(
      "The address of the engine has a setting that isn't known.",
      unknown.map((name) => `unknown setting: ${name}`),
      form,
    );
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  const isEncrypted = tls === null ? !isHere : tls === "yes";
  const own =
    kind === "postgres"
      ? { port: 5432, user: environment.PGUSER, password: environment.PGPASSWORD }
      : {
          port: isEncrypted ? 8443 : 8123,
          user: environment.CLICKHOUSE_USER ?? "default",
          password: environment.CLICKHOUSE_PASSWORD,
        };
  const port = url.port === "" ? own.port : Number(url.port);
  const user = decoded(url.username) || own.user;
  const database = decoded(url.pathname.slice(1));
  if (kind === "postgres" && (!user || !database))
    throw new DataError(
      `The address of the engine has no ${user ? "database" : "user"}.`,
      [],
      user ? form : `${form} One of them must say who asks.`,
    );
  if (kind === "clickhouse" && database !== "")
    throw new DataError(
      "The address of ClickHouse names a database, and Candour writes several of its own.",
      [],
      "Leave it out: clickhouse://HOST:8123",
    );
  return {
    kind,
    name: `${kind}://${url.hostname}:${port}${database ? `/${database}` : ""}`,
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port,
    database,
    user: user ?? "",
    password: decoded(url.password) || (own.password ?? ""),
    isEncrypted,
  };
}

/** Words of an engine or a network without the password, should they have it: on one line, and not longer than is read. */
export function withoutSecrets(words: string, { password }: Pick<EngineAddress, "password">): string {
  const plain = words.replaceAll(/\s+/g, " ").trim().slice(0, 400);
  const forms = [password, encodeURIComponent(password)].filter((one) => one !== "");
  return forms.reduce((text, one) => text.replaceAll(one, "…"), plain);
}
