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
const fewestMonths = 7;

/** From so many months on the record alone decides. */
const enoughMonths = 12;

/** How many months may be otherwise in a record that is nearly all one way: one in twenty, and one of a short record. */
const exceptions = (months: number): number => Math.max(1, Math.round(months / 20));

/**
 * What a record says of a target, and the limits only where they agree with it:
 *
 * | months     | met in                              | limits                 | says        |
 * | ---------- | ----------------------------------- | ---------------------- | ----------- |
 * | below 7    | any                                 | any                    | unclear     |
 * | 7 to 11    | all                                 | hardly a month misses  | passing     |
 * | 7 to 11    | none                                | hardly a month reaches | failing     |
 * | 7 to 11    | all or none                         | else                   | unclear     |
 * | 12 or more | all but one in twenty, or but one   | any                    | passing     |
 * | 12 or more | no more than one in twenty, or one  | any                    | failing     |
 * | 7 or more  | else                                | any                    | hit-or-miss |
 *
 * So nothing is 'hit or miss' that is always hit or always missed, and nothing met or missed that the months contradict.
 */
export function assure({ met, months, reach }: TargetRecord): Assurance {
  if (months < fewestMonths) return "unclear";
  if (months >= enoughMonths) {
    if (months - met <= exceptions(months)) return "passing";
    return met <= exceptions(months) ? "failing" : "hit-or-miss";
  }
  if (met === months) return reach === 1 ? "passing" : "unclear";
  if (met === 0) return reach === -1 ? "failing" : "unclear";
  return "hit-or-miss";
}
