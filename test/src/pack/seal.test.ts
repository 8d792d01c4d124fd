import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Manifest, readManifest } from "../../../src/pack/manifest.ts";
import { heedSeal, sealPack } from "../../../src/pack/seal.ts";
import { hashesOf } from "../../endToEnd/office.ts";
import { fixtureContent, fixtureMadeFrom } from "./content.ts";

const home = mkdtempSync(join(tmpdir(), "candour-packs-"));
const out = join(home, "one");
const folder = join(out, "2022-03");
const now = "2022-04-14T09:30:00.000Z";
const options = { month: "2022-03", out, now };

let first: Manifest;

beforeAll(async () => {
  first = await sealPack(fixtureContent(), fixtureMadeFrom, null, options);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("a sealed pack", () => {
  it("has the papers, the figures, the agenda and a manifest of them all", () => {
    const files = ["agenda.txt", "assurance-pack.pdf", "figures.csv", "figures.ods", "restated.csv"];
    expect(readdirSync(folder).sort()).toEqual([...files, "manifest.json"].sort());
    expect(first.outputs.map(({ file }) => file)).toEqual(files);
    const hashes = hashesOf(folder);
    for (const { file, bytes, sha256 } of first.outputs) {
      expect(hashes[file]).toBe(sha256);
      expect(readFileSync(join(folder, file))).toHaveLength(bytes);
    }
    expect(readManifest(folder)).toEqual(first);
  });

  it("has its agenda in order as text, with pages", () => {
    const agenda = readFileSync(join(folder, "agenda.txt"), "utf8");
    const numbers = [...agenda.matchAll(/^(\d+)\. .* \(page (\d+)\)$/gm)].map(([, item]) => Number(item));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(agenda.indexOf("Decisions needed today")).toBeLessThan(agenda.indexOf("Every measure with"));
    expect(agenda).toContain("INTERNAL: not for publication. Figures as at 31 March 2022.");
  });

  it("has the same manifest in another folder at another time, but for the time", async () => {
    const later = "2023-01-02T03:04:05.000Z";
    const elsewhere = { month: "2022-03", out: join(home, "two"), now: later };
    const again = await sealPack(fixtureContent(), fixtureMadeFrom, null, elsewhere);
    expect(again).toEqual({ ...first, made_at: later });
  });

  it("can't be made again without a reason, and says when it was made and how to", () => {
    expect(() => heedSeal(options)).toThrow(
      /The pack of March 2022 is sealed.*\n.*14 April 2022 at 09:30.*\n.*received by 12 April 2022\n.*--reissue "REASON"/,
    );
  });

  it("can't be reissued where there is none", () => {
    expect(() => heedSeal({ ...options, month: "2022-02", reissue: "Late file" })).toThrow(
      "There is no pack of February 2022",
    );
  });

  it("stands as it was when making it anew fails", async () => {
    const before = hashesOf(folder);
    const gone = { ...first, outputs: [...first.outputs, { file: "gone.csv", bytes: 0, sha256: "" }] };
    const asked = { ...options, reissue: "Broken" };
    await expect(sealPack(fixtureContent({ more: 7 }), fixtureMadeFrom, gone, asked)).rejects.toThrow(
      "gone.csv",
    );
    expect(hashesOf(folder)).toEqual(before);
    expect(readdirSync(out)).toEqual(["2022-03"]);
  });
});

describe("a reissue", () => {
  it("keeps the pack before, and records why and what changed", async () => {
    const before = hashesOf(folder);
    const reissue = "The telephone file of March was sent again";
    const asked = { ...options, reissue, now: "2022-04-20T10:00:00.000Z" };
    const content = fixtureContent({ more: 7, reissues: [reissue] });
    const manifest = await sealPack(content, fixtureMadeFrom, heedSeal(asked), asked);
    const [recorded] = manifest.reissues;
    const was = fixtureContent().site.byId.get("calls")?.latest?.value ?? 0;
    expect(recorded).toMatchObject({ reason: reissue, made_at: asked.now });
    expect(recorded?.changed.figures).toEqual([
      {
        measure: "calls",
        period: "2022-03",
        breakdown: "",
        group: "",
        was,
        was_status: "",
        is: was + 7,
        is_status: "",
      },
    ]);
    expect(recorded?.changed.files).toContain("assurance-pack.pdf");
    expect(recorded?.replaced).toEqual({ kept_in: "earlier/1", made_at: now, outputs: first.outputs });
    expect(hashesOf(join(folder, "earlier/1"))).toEqual(before);
    expect(readFileSync(join(folder, "agenda.txt"), "utf8")).toContain("Decisions needed today");
  });

  it("of a reissue keeps both before it", async () => {
    const asked = { ...options, reissue: "Again", now: "2022-04-21T10:00:00.000Z" };
    const manifest = await sealPack(fixtureContent({ more: 7 }), fixtureMadeFrom, heedSeal(asked), asked);
    expect(manifest.reissues.map(({ reason }) => reason)).toHaveLength(2);
    expect(manifest.reissues[1]?.changed.figures).toEqual([]);
    expect(existsSync(join(folder, "earlier/1/manifest.json"))).toBe(true);
    expect(existsSync(join(folder, "earlier/2/manifest.json"))).toBe(true);
    expect(() => heedSeal(options)).toThrow("reissued 2 times, the last because: Again");
  });
});
