import { ofAmounts, sumOfAmounts } from "./amounts.ts";

/** The mean of what the rows of each subject come to. */
export const mean = ofAmounts("mean", `${sumOfAmounts} / count(*)`);
