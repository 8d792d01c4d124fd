import { readFileSync } from "node:fs";

/** What a part of a build took; `megabytes` is the most memory the process has had up to its end. */
interface Part {
  name: string;
  seconds: number;
  processor: number;
  megabytes: number;
}

/** Seconds of processor of processes that this one started and that have ended; none where the system doesn't tell. */
function ofOthers(): number {
  try {
    const text = readFileSync("/proc/self/stat", "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // Linux counts these in hundredths of a second.
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return 0;
  }
}

function ofThis(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The longest name of a part fits. */
const nameWidth = 24;

const toLine = ({ name, seconds, processor, megabytes }: Part) =>
  `  ${name.padEnd(nameWidth)} ${seconds.toFixed(1).padStart(6)} s ${processor.toFixed(1).padStart(6)} s of processor ${megabytes.toFixed(0).padStart(6)} MB`;

/** Takes the time from now on: `onPhase` as each part begins, `toLines` when the last has ended. */
export function takeTimes(): { onPhase: (name: string) => void; toLines: () => string } {
  const begun = performance.now();
  const parts: Part[] = [];
  let open: { name: string; at: number; processor: number } | null = null;
  const end = () => {
    if (!open) return;
    const { name, at, processor } = open;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    parts.push({
      name,
      seconds: (performance.now() - at) / 1000,
      processor: ofThis() - processor,
      megabytes,
    });
    open = null;
  };
  return {
    onPhase: (name) => {
      end();
      open = { name, at: performance.now(), processor: ofThis() };
    },
    toLines: () => {
      end();
      const others = ofOthers();
      const all = {
        name: "all",
        seconds: (performance.now() - begun) / 1000,
        processor: ofThis() + others,
        megabytes: process.resourceUsage().maxRSS / 1024,
      };
      const beside = `  ${"in other processes".padEnd(nameWidth + 9)} ${others.toFixed(1).padStart(6)} s of processor`;
      return [...parts.map(toLine), beside, toLine(all)].join("\n");
    },
  };
}
