import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import type { DataError } from "../dataError.ts";
import type { ODataFetch } from "../fetchSettings.ts";
import { readCertificate } from "./certificate.ts";
import { NotRows, type RowPage, readPage } from "./jsonRows.ts";
import { openKept } from "./keptPages.ts";
import { type Plan, placeOf } from "./plan.ts";
import { refused } from "./refused.ts";
import { type Answer, RequestFailure, request } from "./request.ts";
import { askPatiently, type Refusal } from "./retry.ts";
import { type AskFor, askedColumns } from "./rowsOf.ts";
import { openSession, type Session } from "./session.ts";
import type { Watermark } from "./watermark.ts";

/** Bytes that one page may have, unpacked. */
const mostBytes = 128 * 1024 ** 2;

/** Pages without a row, one after another, after which a service is taken to go round in a circle. */
const mostEmpty = 100;

/** How much longer a whole page may take than nothing may come, and how often one that takes longer is asked for. */
const wholeTimes = 10;
const mostSlow = 3;

const filterBy = (column: string, { from }: Watermark) => `${column} ge ${from} or ${column} eq null`;

/** The address of the first page: the columns of the plan and no other, of rows changed since. */
export function toAddress({ url, table }: ODataFetch, plan: Plan, since: Watermark | null): URL {
  const columns = [...new Set(askedColumns(plan).map((column) => column.split("@")[0] ?? ""))];
  const query = [
    ["$select", columns.join(",")],
    ...(since && plan.modified !== undefined ? [["$filter", filterBy(plan.modified, since)]] : []),
    ["$orderby", plan.key.join(",")],
  ];
  const written = query.map(([name, value = ""]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return new URL(`${url.replace(/\/*$/, "/")}${encodeURIComponent(table)}?${written}`);
}

/** Where the next page is. Throws a DataError where it isn't on the host that was asked, or has been read already. */
function followLink(link: string, from: URL, seen: Set<string>, refuse: Refuse): URL {
  const next = URL.canParse(link, from) ? new URL(link, from) : undefined;
  const isThere = next?.origin === from.origin && next.username === "" && next.password === "";
  if (!next || !isThere)
    throw refuse(
      ["the address of its next page isn't on the host that was asked: it isn't followed"],
      askTheirs,
    );
  const hash = createHash("sha256").update(next.href).digest("hex");
  if (seen.has(hash)) throw refuse(["its next page is one that it has given already"], askTheirs);
  seen.add(hash);
  return next;
}

const askTheirs = "Ask those who run the service why.";

type Refuse = (bullets: readonly string[], nextStep: string) => DataError;

/** The columns asked for that a service names in what it says of a request that it can't answer: our words, and none of its. */
function columnsNamed(body: Buffer, columns: readonly string[]): string[] {
  const said = new Set(
    body
      .subarray(0, 100_000)
      .toString("utf8")
      .match(/[\p{L}\p{N}_]+/gu) ?? [],
  );
  return columns.filter((column) => said.has(column.split("@")[0] ?? ""));
}

const isJson = ({ headers }: Answer) => /\bjson\b/i.test(headers["content-type"] ?? "");

const isPage = ({ headers, body }: Answer) =>
  /\bhtml\b/i.test(headers["content-type"] ?? "") ||
  /^\s*<(!doctype|html)/i.test(body.subarray(0, 100).toString());

/** Where an answer sends whoever asked, as a host alone: the rest may hold anything. */
function hostOf(location: string | undefined, from: URL): string {
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from).host : "nowhere";
}

interface Page extends RowPage {
  began: number;
}

interface Conversation {
  columns: readonly string[];
  session: Session;
  refuse: Refuse;
  /** Whether it is a page that another led to. */
  isNext: boolean;
  url: URL;
}

/** What an answer holds, or why it is none that is any use, and whether to ask again. */
function judge(
  answer: Answer,
  { columns, session, refuse, isNext, url }: Conversation,
  now: () => Date,
): Page | Refusal {
  const { status, headers, body } = answer;
  const stop = (problem: string, nextStep: string): Refusal => ({
    again: false,
    error: refuse([problem], nextStep),
  });
  if (status >= 300 && status < 400)
    return stop(
      `it sends whoever asks to another address, on ${hostOf(headers.location, url)}: it isn't followed (${status})`,
      "Where that is a page to sign in on, its credentials aren't accepted. Else name the right address as url.",
    );
  if (status === 401 || status === 403)
    return {
      again: status === 401 && session.renew(),
      error: refuse([`its credentials aren't accepted (${status})`], session.nextStep),
    };
  if (status === 410 || (isNext && (status === 400 || status === 404)))
    return {
      again: false,
      isUseless: true,
      error: refuse(
        [`the address of its next page is no longer good (${status})`],
        "Run it again: it begins anew. What was fetched so far is dropped.",
      ),
    };
  if (status === 429 || status >= 500)
    return {
      again: true,
      wait: headers["retry-after"],
      error: refuse(
        [`it is too busy, or out of order (${status})`],
        "Run it again later: it goes on where it stopped.",
      ),
    };
  if (status !== 200) {
    const named = columnsNamed(body, columns);
    const lost =
      named.length > 0 ? [`it says something of ${named.join(", ")}: is that still a column of it?`] : [];
    return {
      again: false,
      isUseless: true,
      error: refuse(
        [`it doesn't answer what is asked (${status})`, ...lost],
        "Are url, table and the columns of the mapping as the service has them?",
      ),
    };
  }
  if (isPage(answer))
    return stop(
      "it answers with a web page, not with rows: perhaps one to sign in on",
      "Are its credentials still good, and is url the address of the service, not of the application?",
    );
  if (!isJson(answer)) return stop("its answer isn't JSON", "Is url the address of the service?");
  try {
    const date = Date.parse(headers.date ?? "");
    return {
      ...readPage(body.toString("utf8"), columns),
      began: Number.isNaN(date) ? now().getTime() : date,
    };
  } catch (error) {
    const again = !(error instanceof NotRows && error.isColumn);
    const problem = error instanceof NotRows ? error.message : "its JSON is cut off or broken";
    if (!(error instanceof NotRows) && !(error instanceof SyntaxError)) throw error;
    const next = again
      ? "Run it again: it goes on where it stopped."
      : "Has the system changed? Change the mapping, or ask those who run it.";
    return { again, isUseless: !again, error: refuse([problem], next) };
  }
}

const failures: Record<
  RequestFailure["failing"],
  (code: string, seconds: number) => { problem: string; again: boolean }
> = {
  cut: (code) => ({ problem: `the answer was cut off (${code})`, again: true }),
  slow: (code) => ({ problem: `the answer took too long (${code})`, again: true }),
  "too large": (code) => ({ problem: `a page is too large (${code})`, again: false }),
  "not trusted": (code) => ({
    problem: `its certificate isn't one that is trusted here (${code})`,
    again: false,
  }),
  "not reached": (code) => ({ problem: `it can't be reached (${code})`, again: true }),
  "not understood": (code) => ({ problem: `its answer isn't HTTP as it should be (${code})`, again: false }),
};

const afterFailure: Record<RequestFailure["failing"], string> = {
  cut: "Run it again: it goes on where it stopped.",
  slow: "Run it again, or set timeout_seconds higher, or page_size lower.",
  "too large": "Set page_size lower.",
  "not trusted": "Name its certificate, as a file in PEM, as certificate; or ask those who run it.",
  "not reached": "Is the network there, and the host of url right?",
  "not understood": askTheirs,
};

/** Rows of a page must differ by their key: one by which they don't would lose some of them. */
function findSame(rows: readonly (string | null)[][], plan: Plan): string | null {
  const columns = askedColumns(plan);
  const places = plan.key.map((name) => columns.indexOf(name));
  const keys = rows.map((row) => JSON.stringify(places.map((place) => row[place])));
  if (rows.some((row) => places.some((place) => row[place] === null))) return "is empty in some rows";
  return new Set(keys).size < keys.length ? "is the same in several rows" : null;
}

/** Asks an OData service for the rows of a plan, page by page; each is kept as it comes, and those kept aren't asked for again. */
export const askOData: AskFor<ODataFetch> = async (fetched, plan, start, asking) => {
  const { fetch, source } = fetched;
  const kept = openKept(asking.work, start);
  const columns = askedColumns(plan);
  const session = openSession(fetched, asking);
  const certificate = readCertificate(fetch.certificate, asking.settings, source.id);
  const seen = new Set<string>();
  const first = toAddress(fetch, plan, kept.start.since);
  const isAnnotated = columns.some((column) => column.includes("@"));
  const prefer = [
    `odata.maxpagesize=${fetch.page_size}`,
    ...(isAnnotated ? ['odata.include-annotations="*"'] : []),
  ].join(",");
  const idle = fetch.timeout_seconds * 1000;
  let number = kept.count;
  let empty = 0;
  const drop = () => rmSync(asking.work, { recursive: true, force: true });
  /** Says what is wrong with what came: the next time it begins anew. */
  const refuseAll: Refuse = (bullets, nextStep) => {
    drop();
    return refuse(bullets, nextStep);
  };
  const refuse: Refuse = (bullets, nextStep) =>
    refused(fetched, [`asked: GET ${first.pathname}, page ${number + 1}`, ...bullets], nextStep);
  if (kept.count > 0) asking.log(`${source.id}: goes on after page ${kept.count}, where it stopped.`);
  let url: URL | null = kept.count === 0 ? first : kept.next === null ? null : new URL(kept.next, first);
  while (url) {
    const here: URL = url;
    const ask = async (): Promise<Page | Refusal> => {
      try {
        const headers = {
          ...(await session.headers()),
          accept: "application/json",
          "odata-version": "4.0",
          "odata-maxversion": "4.0",
          prefer,
        };
        const limits = { idle, total: idle * wholeTimes, bytes: mostBytes };
        const options = { method: "GET" as const, headers, ...limits };
        const answer = await request(here, { ...options, ...(certificate ? { certificate } : {}) });
        return judge(answer, { columns, session, refuse, isNext: number > 0, url: here }, asking.now);
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        const { problem, again } = failures[error.failing](error.code, fetch.timeout_seconds);
        const most = error.failing === "slow" ? mostSlow : undefined;
        return { again, most, error: refuse([problem], afterFailure[error.failing]) };
      }
    };
    const page: Page = await askPatiently(ask, asking, {
      onUseless: drop,
      refuseWait: (seconds) =>
        refuse([`it asks to wait ${seconds} seconds`], "Run it again then: it goes on where it stopped."),
    });
    const same = findSame(page.rows, plan);
    if (same !== null)
      throw refuseAll(
        [`its key, ${plan.key.join(" and ")}, ${same}`],
        "Name as key the columns that tell its rows apart.",
      );
    const next: URL | null = page.next === null ? null : followLink(page.next, here, seen, refuseAll);
    if (next && asking.secrets.redact(next.href) !== next.href)
      throw refuseAll(["the address of its next page holds its credentials: it isn't kept"], askTheirs);
    empty = page.rows.length === 0 ? empty + 1 : 0;
    if (next && empty > mostEmpty) throw refuseAll([`${empty} pages came without a row`], askTheirs);
    kept.add(page.rows, { next: next?.href ?? null, began: page.began });
    number = kept.count;
    if (number % 20 === 0) asking.log(`${source.id}: ${number} pages of ${placeOf(fetch)}`);
    url = next;
  }
  return {
    start: kept.start,
    batches: kept.read(),
    began: () => kept.began ?? asking.now().getTime(),
    mayRepeat: true,
    close: () => Promise.resolve(),
  };
};
