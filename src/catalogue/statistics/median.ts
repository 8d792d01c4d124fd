import { ofAmounts } from "./amounts.ts";

/** The median of what the rows of each subject come to. */
export const median = ofAmounts("median", "median(amount)");
