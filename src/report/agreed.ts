import { daysBetween } from "../../loaders/dates.ts";
import type { RegisterAction } from "../casework/registers.ts";
import { capitalise, formatShortDay, plural } from "./format.ts";
import { type Content, type Html, html } from "./html.ts";

/** An action agreed at a meeting: in whose hands, and how it stood at the end of the reported month. Days are `yyyy-mm-dd`. */
export interface Agreed
  extends Pick<RegisterAction, "action" | "owner" | "agreed_on" | "due_on" | "done_on"> {
  reference: string;
  /** The days past its date; null where it is done, or the date hasn't passed. */
  days_over: number | null;
}

/** An action in the words that pages say it in, as it stood at the end of `asAt`. */
function toAgreed(one: RegisterAction, asAt: string): Agreed {
  const { action, owner, agreed_on, due_on, done_on, is_overdue } = one;
  const over = is_overdue && due_on !== null ? daysBetween(due_on, asAt) : null;
  return { reference: one.action_reference, action, owner, agreed_on, due_on, done_on, days_over: over };
}

/** The actions that the meeting looks at and that are meant to move a measure: those longest over first, those done last. */
export function agreedAbout(actions: readonly RegisterAction[], measure: string, asAt: string): Agreed[] {
  const rank = ({ done_on, days_over }: Agreed) => (done_on === null ? -(days_over ?? 0) : 1);
  return actions
    .filter((one) => one.measure === measure)
    .map((one) => toAgreed(one, asAt))
    .sort((a, b) => rank(a) - rank(b));
}

const endStop = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** By when an action was to be done, and whether it was. */
function byWhen({ due_on, done_on, days_over }: Agreed): Content {
  const by = due_on === null ? "no date set" : `by ${formatShortDay(due_on)}`;
  if (done_on !== null) return html`${by}: done ${formatShortDay(done_on)}`;
  if (days_over === null) return html`${by}: not done yet`;
  return html`${by}: <strong>${plural(days_over, "day")} over</strong>, not done`;
}

/** What was agreed, by whom and by when it was to be done, whether it was, and at which meeting; `named` is its reference as a page shows it. */
export function agreedWords(one: Agreed, named: Content): Html {
  const what = endStop(capitalise(one.action));
  const meeting = html`<span class="quiet">Agreed at the meeting of ${formatShortDay(one.agreed_on)} (${named}).</span>`;
  return html`${what} ${one.owner}, ${byWhen(one)}. ${meeting}`;
}
