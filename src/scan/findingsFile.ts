import { renameSync, rmSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { stringify } from "yaml";
import { DataError } from "../../loaders/dataError.ts";
import type { Found } from "./finding.ts";

const head = `# What the scan found, as it stands there: for the officer who decides on it, and nobody else. The next scan writes it anew.
# A false alarm is cleared by its text, what and, where it is to hold there alone, file, with a reason and by whom, in clearances.yaml
# beside the publication plan.
`;

/** Throws a DataError where a findings file would lie among what is to leave. */
export function mustLieOutside(file: string, folder: string): void {
  if (!relative(resolve(folder), resolve(file)).startsWith(".."))
    throw new DataError(
      `${file} can't hold findings: it lies in ${folder}, which is to leave.`,
      [],
      "Name another file with --findings.",
    );
}

/** Writes what was found, with what each says, to a file that only its owner may read; takes it away where nothing was. */
export function writeFindings(file: string, found: readonly Found[]): void {
  rmSync(file, { force: true });
  if (found.length === 0) return;
  const findings = found.map(({ said, what, file: name, where }) => ({
    ...(said === null ? {} : { text: said.text }),
    what,
    file: name,
    ...(where === "" ? {} : { where }),
    ...(said === null || said.around === "" ? {} : { around: said.around }),
  }));
  const work = `${file}.${process.pid}`;
  writeFileSync(work, head + stringify({ findings }, { lineWidth: 0 }), { mode: 0o600, flag: "wx" });
  renameSync(work, file);
}
