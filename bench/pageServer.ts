import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".woff2": "font/woff2",
};

/** What was asked for since `forget`: paths with their bytes as sent. */
export interface PageServer {
  origin: string;
  asked: Map<string, number>;
  /** Serves a page of its own under a path. */
  put(path: string, text: string): void;
  close(): void;
}

/** A plain server that compresses as any does, each file once, and counts what it sends. */
export async function servePages(folder: string): Promise<PageServer> {
  const asked = new Map<string, number>();
  const packed = new Map<string, Buffer>();
  const pack = (path: string, content: Buffer) => {
    const sent = extname(path) === ".woff2" ? content : gzipSync(content);
    packed.set(path, sent);
    return sent;
  };
  const find = (path: string) => {
    const file = join(folder, normalize(path));
    return existsSync(file) && extname(file) !== "" ? pack(path, readFileSync(file)) : undefined;
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const sent = packed.get(path) ?? find(path);
    if (!sent) return response.writeHead(404).end();
    asked.set(path, sent.length);
    response.writeHead(200, {
      "Content-Type": types[extname(path)] ?? "application/octet-stream",
      ...(extname(path) === ".woff2" ? {} : { "Content-Encoding": "gzip" }),
    });
    return response.end(sent);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    put: (path, text) => void pack(path, Buffer.from(text)),
    close: () => server.close(),
  };
}
