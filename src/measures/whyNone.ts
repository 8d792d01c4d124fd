import type { Figure } from "./figure.ts";

/**
 * Why a figure with the status x has no value: the office doesn't hold it · no extract that holds it was loaded · its time
 * hasn't come · a quantile that the data don't reach · only a part of its period is held. Its note says more.
 */
export type WhyNone = "not held" | "not loaded" | "not yet" | "not reached" | "held in part";

const beginnings: readonly [RegExp, WhyNone][] = [
  [/^Held in part: /, "held in part"],
  [/^Not yet: /, "not yet"],
  [/^Not reached: /, "not reached"],
  [/^No [^.]* extract (that was loaded covers|has ever been loaded)\b/, "not loaded"],
];

/** Why there is no figure, by what its note begins with: of one divided by another, after the other's name. */
export function whyNone({ note }: Pick<Figure, "note">): WhyNone {
  const own = note.replace(/^[^:.]+: (?=(No|Not|Held) )/, "");
  for (const [beginning, why] of beginnings) if (beginning.test(note) || beginning.test(own)) return why;
  return "not held";
}

/** What a note says besides why there is no figure. */
export const withoutState = (note: string): string =>
  note.replace(/^(Held in part|Not yet|Not reached): /, "");
