import { statSync } from "node:fs";
import { expect, it } from "vitest";
import { keepToOwner, type System } from "../../loaders/ownersAlone.ts";
import { temporaryFolder } from "../folders.ts";

const windows = (run: System["run"], environment: System["environment"] = {}): System => ({
  platform: "win32",
  environment: { USERDOMAIN: "OFFICE", USERNAME: "analyst", SystemRoot: "C:\\Windows", ...environment },
  run,
});

it("lets its owner alone read a folder, by its mode", () => {
  const folder = temporaryFolder();
  keepToOwner(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it("replaces, where there are no modes, the list of who may read it, for all that comes to lie in it", () => {
  const ran: unknown[] = [];
  keepToOwner(
    "D:\\office\\landing",
    windows((...words) => ran.push(words)),
  );
  const who = "OFFICE\\analyst:(OI)(CI)F";
  const args = ["D:\\office\\landing", "/inheritance:r", "/grant:r", who, "/Q"];
  expect(ran).toEqual([["C:\\Windows\\System32\\icacls.exe", args]]);
});

it("is refused by name where Windows won't, or nobody is known to run it", () => {
  const won = () => {
    throw new Error("Access is denied.\nmore");
  };
  expect(() => keepToOwner("E:\\landing", windows(won))).toThrow(
    /^E:\\landing can't be kept to its owner.*\n {2}Access is denied\.\n.*NTFS/s,
  );
  const nobody = { USERDOMAIN: "", USERNAME: undefined };
  expect(() =>
    keepToOwner(
      "E:\\landing",
      windows(() => undefined, nobody),
    ),
  ).toThrow("USERNAME is empty");
});
