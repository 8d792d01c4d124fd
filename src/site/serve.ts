import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";
import { DataError } from "../../loaders/dataError.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".ods": "application/vnd.oasis.opendocument.spreadsheet",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".pdf": "application/pdf",
  ".txt": "text/plain; charset=utf-8",
};

export const headers = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-cache",
};

/** What stands in the head of a page that has a policy of its own. */
const ownPolicy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/;

/**
 * What is said with a page: of a page of the office's own with blocks of js, the policy that it says itself, which no other page may; of
 * any other the usual.
 */
export function headersFor(path: string, page: string): Record<string, string> {
  const [, policy] = (/^\/pages\/[^/]+$/.test(path) && ownPolicy.exec(page)) || [];
  if (policy === undefined) return headers;
  const plain = policy.replaceAll("&#39;", "'").replaceAll("&quot;", '"');
  return { ...headers, "Content-Security-Policy": `${plain}; frame-ancestors 'none'` };
}

/** The headers of a file: a page's are looked for in its head. */
async function headersOf(path: string | null, file: string): Promise<Record<string, string>> {
  if (path === null || extname(file) !== ".html" || !path.startsWith("/pages/")) return headers;
  return headersFor(path, (await readFile(file, "utf8")).split("</head>")[0] ?? "");
}

/** The file a request path names within `folder`, or null: clean addresses find their .html first. */
async function findFile(folder: string | null, path: string): Promise<string | null> {
  if (folder === null) return null;
  const candidates = path.endsWith("/")
    ? [`${path}index.html`]
    : [`${path}.html`, path, `${path}/index.html`];
  for (const candidate of candidates) {
    try {
      const root = await realpath(folder);
      const file = await realpath(join(root, candidate));
      if (file.startsWith(root + sep) && (await stat(file)).isFile()) return file;
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
  return null;
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG";
}

/** The path of a request, decoded; null when it can't be a file's. */
function toPath(address: string): string | null {
  try {
    const path = decodeURIComponent(address.split(/[?#]/)[0] ?? "");
    const parts = path.split(/[/\\]/);
    return path.startsWith("/") && !path.includes("\0") && !parts.some((part) => part.startsWith("."))
      ? path
      : null;
  } catch {
    return null;
  }
}

/** Whether a request was addressed to this machine by name, which a page of another site can't fake. */
function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host ?? "");
}

/** Answers a request for `path` itself, or resolves to false: then a file does. */
type AnswerFirst = (path: string, response: ServerResponse) => Promise<boolean>;

export interface Serving {
  host: "127.0.0.1";
  port: number;
  /** What is being made, in words, while it is; null once all is there. A browser asks again for what isn't there yet. */
  progress?: () => string | null;
  /** Asked before a file is looked for. */
  first?: AnswerFirst;
}

/** The folder a site is in now; null while there is none. */
type Dir = () => string | null;

/** The file of a path, and of the page for what isn't found; looked for again where the site has moved meanwhile. */
async function locate(
  dir: Dir,
  path: string | null,
): Promise<{ found: string | null; notFound: string | null }> {
  const folder = dir();
  const found = path === null ? null : await findFile(folder, path);
  const notFound = found ? null : await findFile(folder, "/404.html");
  return dir() === folder ? { found, notFound } : locate(dir, path);
}

async function answer(
  dir: Dir,
  { progress, first }: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (code: number, text: string, more: Record<string, string> = {}) =>
    response.writeHead(code, { ...headers, "Content-Type": "text/plain; charset=utf-8", ...more }).end(text);
  if (!isLocal(request.headers.host)) return void refuse(421, "This site is served to this machine only.\n");
  if (request.method !== "GET" && request.method !== "HEAD")
    return void refuse(405, "Only GET and HEAD.\n", { Allow: "GET, HEAD" });
  const path = toPath(request.url ?? "/");
  if (path !== null && (await first?.(path, response))) return;
  const { found, notFound } = await locate(dir, path);
  const making = found ? null : (progress?.() ?? null);
  if (making !== null) return void refuse(503, `${making}\n`, { Refresh: "2", "Retry-After": "2" });
  const file = found ?? notFound;
  if (!file) return void refuse(404, "Page not found.\n");
  const { size } = await stat(file);
  response.writeHead(found ? 200 : 404, {
    ...(await headersOf(found ? path : null, file)),
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Content-Length": size,
  });
  if (request.method === "HEAD") return void response.end();
  createReadStream(file)
    .once("error", () => response.destroy())
    .pipe(response);
}

/**
 * Serves a built site on this machine only, with clean addresses. `dir` may be a function, asked at each
 * request, so that a new build is served without a restart; null while there is none. Port 0 takes any free port.
 * Throws a DataError when the port is in use.
 */
export async function serveSite(
  dir: string | Dir,
  serving: Serving,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(typeof dir === "function" ? dir : () => dir, serving, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, headers);
      response.end();
    });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", (error) => fail(isTaken(error) ? portTaken(serving.port) : error));
    server.listen(serving.port, serving.host, done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function isTaken(error: Error): boolean {
  return "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
}

function portTaken(port: number): DataError {
  return new DataError(
    `The site can't be served on port ${port}.`,
    ["the port is in use or not allowed"],
    `Choose another: npm start -- --port ${port < 65_535 ? port + 1 : 3000} (npm run dev takes it too).`,
  );
}
