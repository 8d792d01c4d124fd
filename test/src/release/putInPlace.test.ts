import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { DataError } from "../../../loaders/dataError.ts";
import { findReleases, replacedEditions } from "../../../src/release/editions.ts";
import { hashFiles } from "../../../src/release/gate.ts";
import {
  addressFor,
  isInPlace,
  notRehearsed,
  place,
  publish,
  rehearse,
  toReplaced,
} from "../../../src/release/putInPlace.ts";
import { type Released, readReleases } from "../../../src/release/releaseRecord.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";

const signOff = { html: "<p>Signed</p>", pdf: Buffer.from("%PDF") };

let home: string;
let placed: { out: string; ledger: string; month: string };

beforeEach(() => {
  home = temporaryFolder();
  placed = { out: join(home, "releases"), ledger: join(home, "ledger"), month: "2022-03" };
});

function buildOf(words: string): string {
  const built = join(home, words);
  writeFiles(built, { "index.html": words, "data/figures.csv": "" });
  return built;
}

const published = (name: string) => join(placed.out, "published", name);
const wordsAt = (name: string) => readFileSync(join(published(name), "index.html"), "utf8");

function releasedOf(built: string, reissue: string | null, replaces: string | null): Released {
  return {
    record: {
      month: placed.month,
      as_at: "2022-03-31",
      received_by: "2022-04-12",
      published_on: "2022-04-12",
      signed_by: "Head of Statistics",
      signed_at: "2022-04-12T09:30:00Z",
      read_by: null,
      words: [],
      reissue,
      replaces,
      candour: "0.1.0",
      plan_sha256: "0".repeat(64),
      warnings: [],
      revisions: [],
      figures_hidden: 0,
      figures_as_published: 0,
      figures: [],
    },
    disclosure: {
      record: "candour release, not for publication",
      release: "2022-03",
      signed_by: "Head of Statistics",
      settings: { threshold: 5, protect_zeros: false, of: {} },
      files: hashFiles(built),
      published: {},
      hidden: {},
      derived: {},
      may_be_none: [],
      hidden_figures: [],
      sums: [],
      bounds: [],
    },
  };
}

/** Puts a first edition in place. */
async function placeFirst(): Promise<Released> {
  const built = buildOf("first");
  const first = releasedOf(built, null, null);
  await place(placed, built, first, { signOff, replaced: null });
  return first;
}

describe("a reissue", () => {
  it("keeps the edition before at an address of its own, and its records and page in the ledger", async () => {
    const first = await placeFirst();
    const address = addressFor(placed, first, 1);
    expect(address).toBe("2022-03-edition-1");
    const built = buildOf("second");
    const second = releasedOf(built, "Late file", address);
    await place(placed, built, second, { signOff, replaced: toReplaced(first, second.record) });
    expect(["2022-03-edition-1", "2022-03", "latest"].map(wordsAt)).toEqual(["first", "second", "second"]);
    expect(readReleases(placed.ledger).map(({ record }) => record.reissue)).toEqual([null, "Late file"]);
    for (const name of ["sign-off.pdf", "replaced/1/sign-off.pdf", "replaced/1/record.json"])
      expect(statSync(join(placed.ledger, "2022-03", name)).mode & 0o777).toBe(0o600);
  });

  it("that was cut short before it was public keeps the edition before when it is made again", async () => {
    const first = await placeFirst();
    const built = buildOf("second");
    const { record } = releasedOf(built, "Late file", "2022-03-edition-1");
    expect(isInPlace(placed, hashFiles(built))).toBe(false);
    await publish(placed, built, toReplaced(first, record));
    await publish(placed, built, toReplaced(first, record));
    expect(["2022-03-edition-1", "2022-03"].map(wordsAt)).toEqual(["first", "second"]);
    expect(isInPlace(placed, hashFiles(built))).toBe(true);
  });

  it("keeps none that was taken away because it must not be public", async () => {
    const first = await placeFirst();
    for (const name of ["2022-03", "latest"]) rmSync(published(name), { recursive: true });
    const address = addressFor(placed, first, 1);
    expect(address).toBeNull();
    const built = buildOf("second");
    const second = releasedOf(built, "It said too much", address);
    await place(placed, built, second, { signOff, replaced: toReplaced(first, second.record) });
    expect(existsSync(published("2022-03-edition-1"))).toBe(false);
    expect(wordsAt("2022-03")).toBe("second");
  });

  it("is refused where what is public isn't what was signed", async () => {
    const first = await placeFirst();
    writeFiles(published("2022-03"), { "index.html": "altered" });
    expect(() => addressFor(placed, first, 1)).toThrow("what is published isn't what was signed");
  });
});

it("a record from before words were kept is read, as one whose words nobody was asked to read", async () => {
  await placeFirst();
  const file = join(placed.ledger, "2022-03/record.json");
  const { words: _, read_by: __, replaces: ___, ...old } = JSON.parse(readFileSync(file, "utf8"));
  writeFiles(placed.ledger, { "2022-03/record.json": JSON.stringify(old) });
  expect(readReleases(placed.ledger)[0]?.record).toMatchObject({ words: [], read_by: null, replaces: null });
});

describe("the editions of a month", () => {
  const asked = () => ({ ...placed, now: "2022-05-03T10:00:00Z" });

  it("are known to the next with the address of each, and to one that is made anew as it was", async () => {
    await placeFirst();
    for (const [words, reason] of [
      ["second", "Late file"],
      ["third", "Wrong limit"],
    ] as const) {
      const releases = findReleases({ ...asked(), reissue: reason });
      expect(releases.reissue).toEqual({ on: "2022-05-03", reason });
      const built = buildOf(words);
      const replaced = toReplaced(releases.earlier.at(-1), releases);
      await place(placed, built, releasedOf(built, reason, releases.replaces), { signOff, replaced });
    }
    const names = ["2022-03-edition-1", "2022-03-edition-2", "2022-03"];
    expect(names.map(wordsAt)).toEqual(["first", "second", "third"]);
    const again = findReleases(asked());
    expect(again.reissue).toEqual({ on: "2022-04-12", reason: "Wrong limit" });
    expect(replacedEditions(again, "2022-03")).toEqual([
      { number: 1, on: "2022-04-12", reason: "", address: "2022-03-edition-1", revisions: [] },
      { number: 2, on: "2022-04-12", reason: "Late file", address: "2022-03-edition-2", revisions: [] },
    ]);
  });

  it("aren't of a month that isn't out, or has another after it", async () => {
    expect(() => findReleases({ ...asked(), reissue: "Late file" })).toThrow("March 2022 isn't out");
    await placeFirst();
    expect(() => findReleases({ ...asked(), month: "2022-02", reissue: "Late file" })).toThrow(
      "Releases go in the order of their months",
    );
  });
});

describe("a dry run", () => {
  const word = (text: string) => ({ kind: "why a series breaks", of: "calls", text });

  it("leaves a page in the ledger for its owner alone, until the month is out", async () => {
    await rehearse(placed, signOff, [word("A")]);
    const folder = join(placed.ledger, "rehearsals/2022-03");
    expect(readFileSync(join(folder, "sign-off.html"), "utf8")).toBe(signOff.html);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "sign-off.pdf")).mode & 0o777).toBe(0o600);
    expect(existsSync(placed.out)).toBe(false);
    await placeFirst();
    expect(existsSync(folder)).toBe(false);
  });

  it("tells which words whoever read its page hasn't read: all where there is none", async () => {
    expect(notRehearsed(placed, [word("A")])).toEqual([word("A")]);
    await rehearse(placed, signOff, [word("A")]);
    expect(notRehearsed(placed, [word("A")])).toEqual([]);
    expect(notRehearsed(placed, [word("A"), word("B, written since")])).toEqual([word("B, written since")]);
  });

  it("of the edition before says nothing of why a month is released again", async () => {
    const reason = { kind: "why a month is released again", of: "", text: "A late file" };
    await rehearse(placed, signOff, [word("A")]);
    await placeFirst();
    expect(notRehearsed(placed, [reason])).toEqual([reason]);
    await rehearse(placed, signOff, [{ ...reason, text: "A file that was late" }]);
    expect(notRehearsed(placed, [reason])).toEqual([reason]);
    await rehearse(placed, signOff, [reason]);
    expect(notRehearsed(placed, [reason])).toEqual([]);
  });

  it.each(["not JSON", '[{"text": "SECRET"}]'])("whose words can't be read is named: %s", (text) => {
    writeFiles(join(placed.ledger, "rehearsals/2022-03"), { "words.json": text });
    const read = () => notRehearsed(placed, [word("A")]);
    expect(read).toThrow(DataError);
    expect(read).toThrow(/rehearsals\/2022-03\/words\.json can't be used/);
    expect(read).not.toThrow(/SECRET/);
  });
});
