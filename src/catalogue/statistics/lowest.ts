import { ofAmounts } from "./amounts.ts";

/** The lowest of what the rows of each subject come to. */
export const lowest = ofAmounts("lowest", "min(amount)");
