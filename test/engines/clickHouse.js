import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Session } from "chdb";

/**
 * ClickHouse's HTTP interface, as far as Candour asks it: a query in the body, or in the address with the rows to insert as the body;
 * settings in the address; what is wrong as text with the status 500. The engine behind it is ClickHouse's own.
 */
const session = new Session();
const folder = mkdtempSync(join(tmpdir(), "candour-clickhouse-"));
const known = new Map();
let files = 0;

/** @param {import("node:http").IncomingMessage} request */
async function textOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** @param {string} sql */
function answer(sql) {
  const [, query = sql, format = "TabSeparated"] = /^([\s\S]*)\sformat\s+(\w+)\s*$/i.exec(sql) ?? [];
  return session.query(query, format);
}

/** @param {import("node:http").IncomingMessage} request */
async function answerTo(request) {
  const { searchParams } = new URL(request.url ?? "/", "http://localhost");
  for (const [name, value] of searchParams) {
    if (name === "query" || name === "wait_end_of_query" || known.get(name) === value) continue;
    session.query(`set ${name} = '${value}'`, "TabSeparated");
    known.set(name, value);
  }
  const insert = searchParams.get("query");
  if (insert === null) return answer(await textOf(request));
  files += 1;
  const file = join(folder, `${files}.parquet`);
  await pipeline(request, createWriteStream(file));
  const [, into] = /^(insert into .*) format Parquet$/.exec(insert) ?? [];
  const answered = session.query(`${into} select * from file('${file}', 'Parquet')`, "TabSeparated");
  rmSync(file);
  return answered;
}

/** One after the other: a session answers one at a time. */
let last = Promise.resolve();

const server = createServer((request, response) => {
  last = last.then(async () => {
    try {
      const text = await answerTo(request);
      response.end(text);
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.stdout.write(`listening on ${address.port}\n`);
});

process.on("SIGTERM", () => {
  session.cleanup();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
