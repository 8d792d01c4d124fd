/** The rule of special cause that names a point: the first that matches it. */
export type Rule = "outside" | "trend" | "two-of-three" | "shift";

/** What a point says: `common` is what chance explains; `high` and `low` are of a measure without a good direction. */
export type Variation = "common" | "improvement" | "concern" | "high" | "low";

/** Whether a process as it runs meets its target reliably, never, or by chance. */
export type Assurance = "passing" | "failing" | "hit-or-miss";
