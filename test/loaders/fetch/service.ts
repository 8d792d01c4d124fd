import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface CaseRow {
  id: number;
  ref: string;
  received: string | null;
  closed: string | null;
  modified: string;
  [column: string]: unknown;
}

/** What a service does with a request in place of answering it; true where it did. */
export type Misbehaving = (
  request: IncomingMessage,
  response: ServerResponse,
  number: number,
) => boolean | undefined;

/** An OData service on this machine, over a table that a test may change at any time. */
export interface Service {
  url: string;
  rows: CaseRow[];
  /** What was asked for, path and query, in order. */
  asked: string[];
  headers: IncomingMessage["headers"][];
  pageSize: number;
  misbehave: Misbehaving | undefined;
  /** Called after each page: rows may change meanwhile. */
  onPage: (() => void) | undefined;
  /** Its clock. */
  now: () => Date;
  stop: () => void;
}

/** Rows as the service selects, filters and orders them: by key, a page at a time, each after the last key of the one before. */
function answer(service: Service, url: URL): object {
  const select = url.searchParams.get("$select")?.split(",") ?? [];
  const filter = /^(\w+) ge (\S+) or \w+ eq null$/.exec(url.searchParams.get("$filter") ?? "");
  const after = Number(url.searchParams.get("$skiptoken") ?? -1);
  const [, column = "", from = ""] = filter ?? [];
  const found = service.rows
    .filter((row) => !filter || row[column] === null || String(row[column]) >= from)
    .filter(({ id }) => id > after)
    .sort((a, b) => a.id - b.id);
  const page = found.slice(0, service.pageSize);
  const value = page.map((row) =>
    Object.fromEntries(
      select.flatMap((name) => {
        const label = `${name}@OData.Community.Display.V1.FormattedValue`;
        const own = [name, row[name]] as const;
        return row[label] === undefined ? [own] : [own, [label, row[label]] as const];
      }),
    ),
  );
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(page.at(-1)?.id));
  return { value, ...(found.length > page.length ? { "@odata.nextLink": next.href } : {}) };
}

/** Starts a service; with `tls` by HTTPS. It ends with the test. */
export async function startService(
  rows: CaseRow[] = [],
  { pageSize = 10, tls }: { pageSize?: number; tls?: { key: string; cert: string } } = {},
): Promise<Service> {
  let number = 0;
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    number += 1;
    service.asked.push(request.url ?? "");
    service.headers.push(request.headers);
    if (service.misbehave?.(request, response, number)) return;
    const body = JSON.stringify(answer(service, new URL(request.url ?? "", service.url)));
    response.writeHead(200, {
      "content-type": "application/json; odata.metadata=minimal",
      date: service.now().toUTCString(),
    });
    response.end(body);
    service.onPage?.();
  };
  const server: Server = tls ? createTlsServer(tls, handle) : createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const service: Service = {
    rows,
    pageSize,
    stop,
    asked: [],
    headers: [],
    misbehave: undefined,
    onPage: undefined,
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}/api/`,
    now: () => new Date(),
  };
  onTestFinished(stop);
  return service;
}

/** Answers with a status, and nothing more unless told. */
export function say(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body = "",
): true {
  response.writeHead(status, headers);
  response.end(body);
  return true;
}
