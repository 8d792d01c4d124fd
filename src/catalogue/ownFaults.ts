/** Something that an office has of its own, a measure or a page, that can't be used: where it is written and why. */
export interface OwnFault {
  kind: "measure" | "page";
  /** The id of the measure, or the path of the page. */
  name: string;
  /** Within the folder of its settings: `measures/letters.sql`. */
  file: string;
  line: number | null;
  problem: string;
}

/** Where a fault is and what it is, in a line. */
export const sayFault = ({ file, line, problem }: Omit<OwnFault, "kind" | "name">): string =>
  `${file}${line === null ? "" : `, line ${line}`}: ${problem}`;
