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
