import type { DataError } from "../dataError.ts";
import type { Asking } from "./rowsOf.ts";

/** Why an answer is no use: what to say of it, whether asking again may help, and what the service says of when. */
export interface Refusal {
  error: DataError;
  again: boolean;
  wait?: string | undefined;
  /** Whether what has been kept is no use any more either: the next time it begins anew. */
  isUseless?: boolean;
  /** How often to ask in all, where it isn't six times. */
  most?: number | undefined;
}

/** How often one thing is asked for in all. */
const mostTimes = 6;

/** Milliseconds of the first wait at most, and of any that the service doesn't ask for. */
const firstWait = 1000;
const longestWait = 60_000;

/** Seconds that a service may ask to be waited for: after longer a person decides. */
const longestAsked = 900;

/** How many seconds a Retry-After asks for: it is a number of them, or a moment. Undefined where it is neither. */
export function readRetryAfter(written: string | undefined, now: Date): number | undefined {
  if (written === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(written)) return Number(written);
  const moment = Date.parse(written);
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now.getTime()) / 1000));
}

/** Milliseconds to wait after asking so many times in vain: twice as long each time, and some random part of it less. */
export const toWait = (times: number, random: number): number =>
  Math.min(longestWait, firstWait * 2 ** (times - 1)) * (0.5 + random / 2);

const isRefusal = (answer: object): answer is Refusal => "error" in answer && "again" in answer;

/**
 * Asks until there is an answer, six times at most, waiting longer each time or as long as the service says. Throws the last
 * refusal's error.
 */
export async function askPatiently<T extends object>(
  ask: () => Promise<T | Refusal>,
  { now, wait, random }: Pick<Asking, "now" | "wait" | "random">,
  { onUseless, refuseWait }: { onUseless: () => void; refuseWait: (seconds: number) => DataError },
): Promise<T> {
  for (let times = 1; ; times++) {
    const answer = await ask();
    if (!isRefusal(answer)) return answer;
    if (answer.isUseless) onUseless();
    if (!answer.again || times === (answer.most ?? mostTimes)) throw answer.error;
    const seconds = readRetryAfter(answer.wait, now());
    if (seconds !== undefined && seconds > longestAsked) throw refuseWait(seconds);
    await wait(
      seconds === undefined ? toWait(times, random()) : Math.max(seconds * 1000, toWait(1, random())),
    );
  }
}
