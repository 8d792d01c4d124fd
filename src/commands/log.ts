/** Progress and summaries go to standard error, so that standard output holds only what was asked for. */
export function log(message: string): void {
  process.stderr.write(`${message}\n`);
}
