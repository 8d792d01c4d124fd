/** Whether a target is met: of a sampled rate, `unclear` where its interval holds the target. */
export type TargetStatus = "met" | "missed" | "unclear";
