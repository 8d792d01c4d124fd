import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What a command took, with all processes that it started. */
export interface Taken {
  seconds: number;
  processor: number;
  /** The most memory of all its processes together, what they share counted once; null where the system doesn't tell. */
  megabytes: number | null;
  said: string;
}

const hasProc = existsSync("/proc/self/smaps_rollup");

/** What a file of a process says; nothing when it has ended meanwhile. */
function readOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return "";
    throw error;
  }
}

function threadsOf(process: number): string[] {
  const folder = `/proc/${process}/task`;
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** A process and all that it started. */
function withChildren(process: number): number[] {
  const children = threadsOf(process).flatMap((thread) =>
    readOf(`/proc/${process}/task/${thread}/children`).split(" ").filter(Boolean).map(Number),
  );
  return [process, ...children.flatMap(withChildren)];
}

const megabytesOf = (process: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readOf(`/proc/${process}/smaps_rollup`))?.[1] ?? 0) / 1024;

const howOften = 200;

/** Runs a command in `root`, to its end. Throws an Error with what it said when it fails. The shell's `times` tells the processor's time. */
export async function runCommand(root: string, command: readonly string[]): Promise<Taken> {
  const begun = performance.now();
  const child = spawn("sh", ["-c", '"$@" >&2 || exit 1; times', "sh", ...command], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let most = 0;
  const look = () => {
    const all = [...new Set(withChildren(child.pid ?? 0))].map(megabytesOf);
    most = Math.max(
      most,
      all.reduce((sum, one) => sum + one, 0),
    );
  };
  const timer = hasProc ? setInterval(look, howOften) : undefined;
  const [times, said] = [child.stdout, child.stderr].map((stream) => {
    const text: string[] = [];
    stream.setEncoding("utf8").on("data", (part: string) => text.push(part));
    return text;
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  clearInterval(timer);
  const seconds = (performance.now() - begun) / 1000;
  if (code !== 0) throw new Error(said?.join(""));
  const ofChildren = times?.join("").trim().split("\n").at(-1) ?? "";
  const processor = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => 60 * Number(minutes) + Number(rest))
    .reduce((sum, part) => sum + part, 0);
  return { seconds, processor, megabytes: hasProc ? most : null, said: said?.join("") ?? "" };
}

/** A line of what something took, the first or another of it; beside that how many times what `first` took. */
export function sayTaken(name: string, taken: Omit<Taken, "said">, first?: Omit<Taken, "said">): string {
  const times = (key: "seconds" | "processor" | "megabytes") => {
    const [own, whole] = [taken[key], first?.[key]];
    return own === null || !whole ? " ".repeat(7) : `(${(own / whole).toFixed(2)})`.padStart(7);
  };
  const memory =
    taken.megabytes === null ? "" : `${taken.megabytes.toFixed(0).padStart(7)} MB${times("megabytes")}`;
  return `  ${name.padEnd(36)}${taken.seconds.toFixed(1).padStart(7)} s${times("seconds")}${taken.processor.toFixed(1).padStart(7)} s of processor${times("processor")}${memory}`;
}
