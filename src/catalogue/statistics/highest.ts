import { ofAmounts } from "./amounts.ts";

/** The highest of what the rows of each subject come to. */
export const highest = ofAmounts("highest", "max(amount)");
