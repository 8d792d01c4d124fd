import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openLedger } from "../../../src/release/ledger.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

let home: string;
let kept: { out: string; ledger: string };

beforeEach(() => {
  home = temporaryFolder();
  kept = { out: join(home, "releases"), ledger: join(home, "ledger") };
});

const modeOf = (...path: string[]) => statSync(join(home, ...path)).mode & 0o777;

describe("a ledger", () => {
  it("is made where there is none, for its owner alone", () => {
    openLedger(kept);
    expect(modeOf("ledger")).toBe(0o700);
    expect(existsSync(kept.out)).toBe(false);
  });

  it("that others could read is closed to them, with the records in it", () => {
    writeFiles(kept.ledger, { "2022-02/record.json": "{}", "2022-02/replaced/1/disclosure.json": "{}" });
    for (const path of ["", "2022-02", "2022-02/replaced"]) chmodSync(join(kept.ledger, path), 0o755);
    chmodSync(join(kept.ledger, "2022-02/record.json"), 0o644);
    openLedger(kept);
    for (const path of ["", "2022-02", "2022-02/replaced", "2022-02/replaced/1"])
      expect(modeOf("ledger", path)).toBe(0o700);
    expect(modeOf("ledger/2022-02/record.json")).toBe(0o600);
    expect(modeOf("ledger/2022-02/replaced/1/disclosure.json")).toBe(0o600);
  });

  it.each(["releases", "releases/ledger", "releases/published/ledger", "."])(
    "can't lie in what may be served, nor hold it: %s",
    (name) => {
      expect(() => openLedger({ ...kept, ledger: join(home, name) })).toThrow(
        "The ledger can't lie in the folder that may be served",
      );
      expect(existsSync(join(home, "releases"))).toBe(false);
    },
  );

  it("may be called like what is served and more", () => {
    expect(() => openLedger({ ...kept, ledger: `${kept.out}-ledger` })).not.toThrow();
  });
});

describe("records that lie among what may be served, as they did before there was a ledger", () => {
  it("stop a release, which says how to move them", () => {
    writeFiles(kept.out, {
      "2022-02/record.json": "{}",
      "2022-03/record.json": "{}",
      "published/2022-02/index.html": "",
    });
    const move = `mkdir -p -m 700 "${kept.ledger}" && mv "${kept.out}/2022-02" "${kept.out}/2022-03" "${kept.ledger}/"`;
    expect(() => openLedger(kept)).toThrow(move);
    expect(existsSync(kept.ledger)).toBe(false);
  });

  it("are those of a month alone: what is published is let be", () => {
    writeFiles(kept.out, { "published/2022-02/index.html": "" });
    mkdirSync(join(kept.out, "2022-02"), { recursive: true });
    expect(() => openLedger(kept)).not.toThrow();
  });
});
