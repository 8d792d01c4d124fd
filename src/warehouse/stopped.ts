import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DataError } from "../../loaders/dataError.ts";
import type { Settings } from "../../loaders/sources.ts";

/** A file nothing of which was read, and why. */
interface Refused {
  source: string;
  file: string;
  problem: string;
}

/** What has been loaded when a build stops, and what was refused. */
export interface Stopped {
  connection: DuckDBConnection;
  settings: Settings;
  refused: readonly Refused[];
}

/** What is wrong with a file, which it names once, by its path: what reads a workbook knows the last part alone. */
export function sayOfFile({ file, problem }: Pick<Refused, "file" | "problem">): string {
  const name = [file, basename(file)].find((one) => problem.startsWith(`${one} `));
  return name === undefined ? `${file}: ${problem}` : `${file}${problem.slice(name.length)}`;
}

/** A refusal in one line: the file, what is wrong with it and what to do. */
export function inOneLine({ file, problem }: Pick<Refused, "file" | "problem">): string {
  const [named = "", ...rest] = sayOfFile({ file, problem }).split("\n");
  const bullets = rest.filter((line) => line.startsWith("  ")).map((line) => line.trim());
  const next = rest.filter((line) => !line.startsWith("  "));
  if (bullets.length === 0) return [named, ...next].join(" ");
  return [`${named.replace(/\.$/, "")}: ${bullets.join("; ")}.`, ...next].join(" ");
}

/**
 * The error of extracts of which nothing, or no whole month, could be read. It names five of the files refused; the
 * others are logged before it, so that each is printed.
 */
export function nothingLoaded(
  problem: string,
  refused: readonly Pick<Refused, "file" | "problem">[],
  nextStep: string,
  log: (message: string) => void,
): DataError {
  const lines = refused.map(inOneLine);
  for (const line of lines.slice(5)) log(line);
  return new DataError(problem, lines, nextStep);
}
