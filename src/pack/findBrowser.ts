import { DataError } from "../../loaders/dataError.ts";

/** Where a browser is looked for. */
export interface Machine {
  platform: NodeJS.Platform;
  arch: string;
  environment: Readonly<Record<string, string | undefined>>;
  exists: (path: string) => boolean;
}

const onWindows = [
  String.raw`Microsoft\Edge\Application\msedge.exe`,
  String.raw`Google\Chrome\Application\chrome.exe`,
];

/**
 * The browser that papers are printed by: the one that CANDOUR_BROWSER (or CHROMIUM_PATH) names; on Windows an Edge or Chrome that is
 * installed; null for the one that comes packed, which runs on Linux with x86-64 alone. Throws a DataError where there is none.
 */
export function findBrowser({ platform, arch, environment, exists }: Machine): string | null {
  const named = environment.CANDOUR_BROWSER ?? environment.CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (exists(named)) return named;
    throw new DataError(
      "There is no browser where CANDOUR_BROWSER says, and what is printed is printed by one.",
      [named],
      "Set it to an Edge, Chrome or Chromium of this machine.",
    );
  }
  if (platform === "linux" && arch === "x64") return null;
  const folders = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"].flatMap(
    (name) => environment[name] ?? [],
  );
  const found =
    platform === "win32"
      ? onWindows.flatMap((path) => folders.map((folder) => `${folder}\\${path}`)).find(exists)
      : undefined;
  if (found !== undefined) return found;
  throw new DataError(
    `No browser was found, and what is printed is printed by one: the one that comes with Candour runs on Linux with x86-64, not on ${platform} ${arch}.`,
    [],
    "Set CANDOUR_BROWSER to an Edge, Chrome or Chromium of this machine.",
  );
}
