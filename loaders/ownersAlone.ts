import { execFileSync } from "node:child_process";
import { chmodSync, statSync } from "node:fs";
import { DataError } from "./dataError.ts";

const ownersFolder = 0o700;

/** What a folder is kept to its owner by: the system's name, who runs this, and how a program of it is run. */
export interface System {
  platform: NodeJS.Platform;
  environment: Readonly<Record<string, string | undefined>>;
  run: (program: string, args: readonly string[]) => void;
}

const thisSystem: System = {
  platform: process.platform,
  environment: process.env,
  run: (program, args) => {
    execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"], windowsHide: true });
  },
};

/** Whether files have modes that say who may read them. */
export const hasModes = ({ platform }: Pick<System, "platform"> = thisSystem): boolean =>
  platform !== "win32";

/**
 * Lets its owner alone read a folder and what comes to lie in it. Windows has no modes: there its list of who may is replaced, by
 * `icacls`, with one that names who runs this. Throws a DataError where Windows won't.
 */
export function keepToOwner(folder: string, system: System = thisSystem): void {
  if (hasModes(system)) {
    if ((statSync(folder).mode & 0o777) !== ownersFolder) chmodSync(folder, ownersFolder);
    return;
  }
  const { USERDOMAIN, USERNAME, SystemRoot = "C:\\Windows" } = system.environment;
  const user = USERDOMAIN ? `${USERDOMAIN}\\${USERNAME}` : USERNAME;
  try {
    if (!user) throw new Error("it isn't known who runs this: USERNAME is empty");
    const args = [folder, "/inheritance:r", "/grant:r", `${user}:(OI)(CI)F`, "/Q"];
    system.run(`${SystemRoot}\\System32\\icacls.exe`, args);
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new DataError(
      `${folder} can't be kept to its owner: what is in it is of people, or was hidden.`,
      [reason],
      "Put it on a disk of NTFS that whoever runs this may change the permissions of.",
    );
  }
}
