/**
 * Something the person running the command can mend. Printed without a stack, exit code 1.
 * Form: the problem, at most five bullets and '… and 7 more', the next step. Never a row's contents.
 */
export class DataError extends Error {
  constructor(problem: string, bullets: readonly string[] = [], nextStep = "") {
    const shown = bullets.slice(0, 5).map((bullet) => `  ${bullet}`);
    if (bullets.length > 5) shown.push(`  … and ${bullets.length - 5} more`);
    super([problem, ...shown, ...(nextStep ? [nextStep] : [])].join("\n"));
    this.name = "DataError";
  }
}

/** Whether an error of Node's or the database's says that there is no room left to write. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  return ["ENOSPC", "EDQUOT"].includes(code) || error.message.includes("No space left");
}

/** Whether an error of the database's says that it may take no more memory. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("Out of Memory Error");

/** Whether the machine has too little of something, which is no fault of what was being read or made: it stops all. */
export const isOutOfRoom = (error: unknown): boolean => isDiskFull(error) || isOutOfMemory(error);
