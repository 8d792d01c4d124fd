import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectFile } from "../../../src/project.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { smallOfficeYaml } from "../../smallOffice.ts";
import { casesOf } from "./fetched.ts";

interface Ended {
  code: number | null;
  said: string;
}

/** Starts `candour fetch log` as anybody would, in a process of its own, for the office in `home`. */
export function startFetch(
  home: string,
  environment: Readonly<Record<string, string>>,
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(
    process.execPath,
    [projectFile("bin/candour.js"), "fetch", "log", "--settings", join(home, "settings")],
    { env: { ...process.env, ...environment }, cwd: home },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => {
      said += part.toString();
    });
  const ended = new Promise<Ended>((resolve) => child.once("exit", (code) => resolve({ code, said })));
  return { child, ended };
}

/** The folder of an office whose cases are fetched so, and that has other sources: its settings, and beside them its extracts. */
export function officeAt(fetch: object, others: object = {}): string {
  const home = temporaryFolder();
  writeFiles(home, {
    "settings/office.yaml": smallOfficeYaml,
    "settings/bank-holidays.json": readFileSync(projectFile("data/bank-holidays.json")),
    "settings/sources.yaml": stringify({ sources: { log: casesOf(fetch), ...others } }),
  });
  return home;
}
