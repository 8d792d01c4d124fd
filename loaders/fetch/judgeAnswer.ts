import type { DataError } from "../dataError.ts";
import { NotRows, type RowPage, readODataPage } from "./jsonRows.ts";
import type { HttpAnswer, RequestFailure } from "./request.ts";
import type { Refusal } from "./retry.ts";
import type { Session } from "./session.ts";

/** Says why a source can't be fetched, and what to do. */
export type Refuse = (bullets: readonly string[], nextStep: string) => DataError;

/** What to do where a service alone knows why. */
export const askTheirs = "Ask those who run the service why.";

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

const isJson = ({ headers }: HttpAnswer) => /\bjson\b/i.test(headers["content-type"] ?? "");

const isPage = ({ headers, body }: HttpAnswer) =>
  /\bhtml\b/i.test(headers["content-type"] ?? "") ||
  /^\s*<(!doctype|html)/i.test(body.subarray(0, 100).toString());

/** Where an answer sends whoever asked, as a host alone: the rest may hold anything. */
function hostOf(location: string | undefined, from: URL): string {
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from).host : "nowhere";
}

export interface JudgedPage extends RowPage {
  began: number;
}

/** What an answer is judged by. */
interface Conversation {
  columns: readonly string[];
  session: Session;
  refuse: Refuse;
  /** Whether it is a page that another led to. */
  isNext: boolean;
  url: URL;
}

/** What an answer holds, or why it is none that is any use, and whether to ask again. */
export function judge(
  answer: HttpAnswer,
  { columns, session, refuse, isNext, url }: Conversation,
  now: () => Date,
): JudgedPage | Refusal {
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
      ...readODataPage(body.toString("utf8"), columns),
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

const failures: Record<RequestFailure["failing"], (code: string) => { problem: string; again: boolean }> = {
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

/** How often a page that takes too long is asked for. */
const mostSlow = 3;

/** Why no whole answer came, and whether to ask again. */
export function judgeFailure({ failing, code }: RequestFailure, refuse: Refuse): Refusal {
  const { problem, again } = failures[failing](code);
  const most = failing === "slow" ? mostSlow : undefined;
  return { again, most, error: refuse([problem], afterFailure[failing]) };
}
