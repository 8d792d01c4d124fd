import { expect, it } from "vitest";
import { findBrowser, type Machine } from "../../../src/pack/findBrowser.ts";

const edge = String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`;
const chrome = String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`;

const windows = (there: readonly string[], environment: Machine["environment"] = {}): Machine => ({
  platform: "win32",
  arch: "x64",
  environment: {
    ProgramFiles: "C:\\Program Files",
    "ProgramFiles(x86)": "C:\\Program Files (x86)",
    ...environment,
  },
  exists: (path) => there.includes(path),
});

it("is the one that comes packed on Linux, unless one is named", () => {
  const linux: Machine = { platform: "linux", arch: "x64", environment: {}, exists: () => true };
  expect(findBrowser(linux)).toBeNull();
  expect(findBrowser({ ...linux, environment: { CANDOUR_BROWSER: "/usr/bin/chromium" } })).toBe(
    "/usr/bin/chromium",
  );
  expect(findBrowser({ ...linux, environment: { CHROMIUM_PATH: "/opt/chromium" } })).toBe("/opt/chromium");
});

it("is an Edge or a Chrome that is installed on Windows, Edge first", () => {
  expect(findBrowser(windows([chrome, edge]))).toBe(edge);
  expect(findBrowser(windows([chrome]))).toBe(chrome);
  expect(findBrowser(windows([edge, "D:\\chrome.exe"], { CANDOUR_BROWSER: "D:\\chrome.exe" }))).toBe(
    "D:\\chrome.exe",
  );
});

it("is refused by name where there is none, and where the one that is named isn't there", () => {
  expect(() => findBrowser(windows([]))).toThrow(/not on win32 x64\.\nSet CANDOUR_BROWSER/);
  expect(() => findBrowser(windows([edge], { CANDOUR_BROWSER: "D:\\none.exe" }))).toThrow(
    /no browser where CANDOUR_BROWSER says.*D:\\none\.exe/s,
  );
  const arm: Machine = { platform: "linux", arch: "arm64", environment: {}, exists: () => true };
  expect(() => findBrowser(arm)).toThrow("not on linux arm64");
});
