import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import type { ODataFetch } from "../fetchSettings.ts";
import { readCertificate } from "./certificate.ts";
import { type FetchPlan, fetchedFrom } from "./fetchPlan.ts";
import { askTheirs, type JudgedPage, judge, judgeFailure, type Refuse } from "./judgeAnswer.ts";
import { openKept } from "./keptPages.ts";
import { refused } from "./refused.ts";
import { RequestFailure, request } from "./request.ts";
import { askPatiently, type Refusal } from "./retry.ts";
import { type AskFor, askedColumns } from "./rowsOf.ts";
import { openSession } from "./session.ts";
import type { Watermark } from "./watermark.ts";

/** Bytes that one page may have, unpacked. */
const mostBytes = 128 * 1024 ** 2;

/** Pages without a row, one after another, after which a service is taken to go round in a circle. */
const mostEmpty = 100;

/** How much longer a whole page may take than nothing may come. */
const wholeTimes = 10;

const filterBy = (column: string, { from }: Watermark) => `${column} ge ${from} or ${column} eq null`;

/** The address of the first page: the columns of the plan and no other, of rows changed since. */
export function toAddress({ url, table }: ODataFetch, plan: FetchPlan, since: Watermark | null): URL {
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

/** Rows of a page must differ by their key: one by which they don't would lose some of them. */
function findSame(rows: readonly (string | null)[][], plan: FetchPlan): string | null {
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
  const goOn = () => (kept.next === null ? null : followLink(kept.next, first, seen, refuseAll));
  let url = kept.count === 0 ? first : goOn();
  while (url) {
    const here: URL = url;
    const ask = async (): Promise<JudgedPage | Refusal> => {
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
        return judgeFailure(error, refuse);
      }
    };
    const page: JudgedPage = await askPatiently(ask, asking, {
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
    if (next && asking.secrets.isIn(next.href))
      throw refuseAll(["the address of its next page holds its credentials: it isn't kept"], askTheirs);
    empty = page.rows.length === 0 ? empty + 1 : 0;
    if (next && empty > mostEmpty) throw refuseAll([`${empty} pages came without a row`], askTheirs);
    kept.add(page.rows, { next: next?.href ?? null, began: page.began });
    number = kept.count;
    if (number % 20 === 0) asking.log(`${source.id}: ${number} pages of ${fetchedFrom(fetch)}`);
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
