/** What is new in a month has a bit each, so that none hides another: their sum says all that there is. */
export const monthCodes = [
  [1, "a step couldn’t be done"],
  [2, "a check is failing, or a file is refused, that wasn’t the month before"],
  [4, "a source is late"],
  [8, "a target is newly missed"],
  [16, "the release would be refused"],
] as const;
