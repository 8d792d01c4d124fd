import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { isRunning } from "./isRunning.ts";

/** Text of the kernel's, where it is Linux's; elsewhere the host's name alone tells one machine from another. */
function ofKernel(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return "";
  }
}

/** Stands for the machine since it was started, and for the container on it: process numbers mean nothing outside. */
const machine = createHash("sha256")
  .update(
    [
      hostname(),
      ofKernel(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")),
      ofKernel(() => readlinkSync("/proc/self/ns/pid")),
    ].join("\n"),
  )
  .digest("hex")
  .slice(0, 8);

/** When a process began, in the kernel's ticks since the machine was started: its number may have been another's. */
function startOf(process_id: number): string {
  const stat = ofKernel(() => readFileSync(`/proc/${process_id}/stat`, "utf8"));
  // The second field, the command's name, may hold blanks and brackets.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
}

/** This process among all that may share a folder: machine, number and start, `3f2a91bc-4711-87654`. */
export const processName = `${machine}-${process.pid}-${startOf(process.pid)}`;

/** The form of `processName`, in a pattern. */
export const processNameForm = "[0-9a-f]{8}-[1-9]\\d*-\\d+";

/** What is known here of a process by its name: one on another machine, or in another container, can't be seen. */
export function findProcess(name: string): "running" | "ended" | "elsewhere" {
  const [where, number = "0", start] = name.split("-");
  if (where !== machine) return "elsewhere";
  const process_id = Number(number);
  return isRunning(process_id) && startOf(process_id) === start ? "running" : "ended";
}
