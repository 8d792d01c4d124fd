import { z } from "zod";
import type { ODataFetch } from "../fetchSettings.ts";
import type { Fetched } from "./fetchPlan.ts";
import { refused } from "./refused.ts";
import { RequestFailure, request } from "./request.ts";
import type { Asking } from "./rowsOf.ts";

/** Who asks, as a service wants to be told. */
export interface Session {
  headers: () => Promise<Record<string, string>>;
  /** Signs in anew at the next request, once for each time that it was accepted. Whether it can. */
  renew: () => boolean;
  /** What to do where it isn't accepted. */
  nextStep: string;
}

const Token = z.object({ access_token: z.string().min(1) });

/** An answer to signing in is short. */
const mostBytes = 1024 ** 2;

/** A session by the credentials of a source. Throws a DataError where one isn't set. */
export function openSession(fetched: Fetched<ODataFetch>, { secrets }: Asking): Session {
  const { credentials, timeout_seconds } = fetched.fetch;
  const goOn = "and run it again: it goes on where it stopped.";
  if (!credentials)
    return {
      headers: () => Promise.resolve({}),
      renew: () => false,
      nextStep: "It asks for credentials: name the variables that hold them as credentials.",
    };
  const { token, user, password, client_id, client_secret, sign_in, scope = "" } = credentials;
  const fixed = (authorization: string, nextStep: string): Session => ({
    headers: () => Promise.resolve({ authorization }),
    renew: () => false,
    nextStep,
  });
  if (token !== undefined)
    return fixed(`Bearer ${secrets.read(token)}`, `Put one that is good into ${token}, ${goOn}`);
  if (user !== undefined && password !== undefined) {
    const pair = Buffer.from(`${secrets.read(user)}:${secrets.read(password)}`).toString("base64");
    secrets.keep(pair);
    return fixed(`Basic ${pair}`, `Put those that are good into ${user} and ${password}, ${goOn}`);
  }
  if (client_id === undefined || client_secret === undefined || sign_in === undefined)
    throw new Error("invalid credentials: none of the ways is whole");
  const url = new URL(sign_in);
  const nextStep = `Are ${client_id} and ${client_secret} still good, and may that application read the table? Mend that, ${goOn}`;
  const refuse = (problem: string) =>
    refused(fetched, [`asked: POST to ${url.host}, to sign in`, problem], nextStep);
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: secrets.read(client_id),
    client_secret: secrets.read(client_secret),
    scope,
  }).toString();
  const idle = timeout_seconds * 1000;
  const signIn = async (): Promise<string> => {
    try {
      const answer = await request(url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body,
        idle,
        total: idle,
        bytes: mostBytes,
      });
      if (answer.status !== 200) throw refuse(`it isn't accepted (${answer.status})`);
      const given = Token.safeParse(JSON.parse(answer.body.toString("utf8")));
      if (!given.success || !/^[\x21-\x7e]+$/.test(given.data.access_token))
        throw refuse("the answer holds no token");
      secrets.keep(given.data.access_token);
      return given.data.access_token;
    } catch (error) {
      if (error instanceof RequestFailure) throw refuse(`no answer came (${error.failing}: ${error.code})`);
      if (error instanceof SyntaxError) throw refuse("the answer isn't JSON");
      throw error;
    }
  };
  let held: Promise<string> | undefined;
  let isFresh = false;
  return {
    headers: async () => {
      isFresh = held === undefined;
      held ??= signIn();
      return { authorization: `Bearer ${await held}` };
    },
    renew: () => {
      held = undefined;
      return !isFresh;
    },
    nextStep,
  };
}
