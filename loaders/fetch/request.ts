import http from "node:http";
import https from "node:https";
import { createGunzip } from "node:zlib";

/** What a request may take, and how it is made. */
export interface RequestOptions {
  method: "GET" | "POST";
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** How long nothing may come, in milliseconds, and how long all of it may take. */
  idle: number;
  total: number;
  /** How many bytes an answer may have, unpacked. */
  bytes: number;
  /** Certificates to trust, in PEM, besides none: where it is left out, those that Node trusts. */
  certificate?: string;
}

export interface HttpAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

type Failing = "cut" | "slow" | "too large" | "not trusted" | "not reached" | "not understood";

/** Why no whole answer came. Its message holds nothing that a server said. */
export class RequestFailure extends Error {
  override name = "RequestFailure";
  failing: Failing;
  code: string;

  constructor(failing: Failing, code: string) {
    super(`${failing}: ${code}`);
    this.failing = failing;
    this.code = code;
  }
}

const isOfTrust = (code: string) =>
  /CERT|SELF_SIGNED|UNABLE_TO|SSL|TLS|EPROTO|ALTNAME/.test(code) && code !== "ERR_TLS_HANDSHAKE_TIMEOUT";

const notReached = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"];

function toFailure(error: unknown): Error {
  if (error instanceof RequestFailure || !(error instanceof Error)) return toError(error);
  const code = (error as NodeJS.ErrnoException).code ?? error.name;
  if (isOfTrust(code)) return new RequestFailure("not trusted", code);
  if (notReached.includes(code)) return new RequestFailure("not reached", code);
  if (/^HPE_/.test(code)) return new RequestFailure("not understood", code);
  return new RequestFailure("cut", code);
}

const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

/**
 * The answer to one request: no redirect is followed, no proxy or cache asked, and a certificate is always checked, whatever the
 * environment says. Throws a RequestFailure where none came whole.
 */
export function request(url: URL, options: RequestOptions): Promise<HttpAnswer> {
  const { method, headers, body, idle, total, bytes, certificate } = options;
  return new Promise((resolve, reject) => {
    const given = {
      method,
      headers: { ...headers, "accept-encoding": "gzip" },
      ...(url.protocol === "https:" ? { rejectUnauthorized: true } : {}),
      ...(certificate === undefined ? {} : { ca: certificate }),
    };
    const asked = (url.protocol === "https:" ? https : http).request(url, given);
    const fail = (error: unknown) => {
      clearTimeout(clock);
      asked.destroy();
      reject(toFailure(error));
    };
    const clock = setTimeout(() => fail(new RequestFailure("slow", `${total / 1000} seconds`)), total);
    asked.setTimeout(idle, () => fail(new RequestFailure("slow", `${idle / 1000} seconds without a byte`)));
    asked.on("error", fail);
    asked.on("response", (answer) => {
      const packing = answer.headers["content-encoding"] ?? "identity";
      if (!["identity", "gzip"].includes(packing)) {
        fail(new RequestFailure("not understood", "packed in a way that wasn't asked for"));
        return;
      }
      const parts: Buffer[] = [];
      let length = 0;
      const unpacked = packing === "gzip" ? answer.pipe(createGunzip()) : answer;
      answer.on("error", fail);
      answer.on("aborted", () => fail(new RequestFailure("cut", "ended early")));
      unpacked.on("error", fail);
      unpacked.on("data", (part: Buffer) => {
        length += part.length;
        parts.push(part);
        if (length > bytes) fail(new RequestFailure("too large", `more than ${bytes / 1024 ** 2} MB`));
      });
      unpacked.on("end", () => {
        if (!answer.complete) {
          fail(new RequestFailure("cut", "ended early"));
          return;
        }
        clearTimeout(clock);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) });
      });
    });
    asked.end(body);
  });
}
