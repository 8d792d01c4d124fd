/** Whether a process as it runs meets its target: nearly every month, nearly none, some, or too few to say. */
export type Assurance = "passing" | "failing" | "hit-or-miss" | "unclear";

export interface TargetRecord {
  /** In how many of the months the target was met. */
  met: number;
  months: number;
  /**
   * Where the target lies: 1 beyond two thirds of the way to the limits on the good side, so that hardly a month would miss it; −1 so on the other;
   * 0 between; null without limits.
   */
  reach: -1 | 0 | 1 | null;
}

/** Fewer months say nothing of a target. */
export const fewestMonths = 7;

/** From so many months on the record alone decides. */
const enoughMonths = 12;

/** Met in this share of months or more is met, and missed in it missed. */
const nearlyAll = 0.95;

/**
 * What a record says of a target, and the limits only where they agree with it:
 *
 * | months    | met in       | limits                    | says        |
 * | --------- | ------------ | ------------------------- | ----------- |
 * | below 7   | any          | any                       | unclear     |
 * | 7 to 11   | all          | all beyond the target     | passing     |
 * | 7 to 11   | none         | none reaches the target   | failing     |
 * | 7 to 11   | all or none  | else                      | unclear     |
 * | 12 or more | 95% or more | any                       | passing     |
 * | 12 or more | 5% or fewer  | any                      | failing     |
 * | 7 or more | else         | any                       | hit-or-miss |
 *
 * So nothing is 'hit or miss' that is always hit or always missed, and nothing met or missed that the months contradict.
 */
export function assure({ met, months, reach }: TargetRecord): Assurance {
  if (months < fewestMonths) return "unclear";
  if (months >= enoughMonths) {
    if (met >= nearlyAll * months - 1e-9) return "passing";
    return met <= (1 - nearlyAll) * months + 1e-9 ? "failing" : "hit-or-miss";
  }
  if (met === months) return reach === 1 ? "passing" : "unclear";
  if (met === 0) return reach === -1 ? "failing" : "unclear";
  return "hit-or-miss";
}
