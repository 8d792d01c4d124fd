import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaseOfSampling, drawSamples, groupKey } from "../../../src/casework/drawSamples.ts";
import { runs } from "../../gear.ts";

const samplings = ["open ones", "closed ones"];

const caseOf = (number: number, own: Partial<CaseOfSampling> = {}): CaseOfSampling => ({
  case_reference: `C-${String(number).padStart(4, "0")}`,
  sampling: "open ones",
  sampling_meaning: "open cases",
  officer: "S1",
  team: "A",
  jurisdiction: "health",
  stage: "intake",
  opened_on: "2022-03-01",
  closed_on: null,
  ...own,
});

const some = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 0, max: 400 }),
      sampling: fc.constantFrom(...samplings),
      team: fc.constantFrom("A", "B", "A\tB", "", null),
      officer: fc.constantFrom("S1", "S2", null),
      isTaken: fc.boolean(),
    }),
    { selector: ({ number }) => number, maxLength: 60 },
  )
  .map((all) =>
    all.map(({ number, isTaken, ...own }) => ({
      one: caseOf(number, own),
      isTaken: isTaken && number % 2 > 0,
    })),
  );

const groupings: ("team" | "officer")[][] = [["team"], ["officer"], ["team", "officer"]];

const by = fc.constantFrom(...groupings);

describe("a draw of quality samples", () => {
  it("draws of each group as many as are required, or all there are, no case twice and none taken", () => {
    fc.assert(
      fc.property(some, by, fc.integer({ min: 1, max: 9 }), fc.nat(), (all, columns, wanted, seed) => {
        const taken = new Set(all.filter(({ isTaken }) => isTaken).map(({ one }) => one));
        const cases = all.map(({ one }) => one);
        const required = samplings.map((sampling) => ({ sampling, by: [...columns], cases: wanted }));
        const { chosen, groups, ungrouped } = drawSamples({
          month: "2022-03",
          seed,
          required,
          cases,
          isTaken: (one) => taken.has(one),
          countDrawn: () => 0,
        });
        const references = chosen.map(({ case_reference }) => case_reference);
        expect(new Set(references).size).toBe(references.length);
        expect(cases.filter((one) => taken.has(one) && references.includes(one.case_reference))).toEqual([]);
        const isOf = (one: CaseOfSampling, sampling: string, group: Record<string, string>) =>
          one.sampling === sampling && columns.every((column) => one[column] === group[column]);
        for (const { sampling, group, found, sampled_before, drawn } of groups) {
          const own = cases.filter((one) => isOf(one, sampling, group));
          expect(found).toBe(own.filter((one) => !taken.has(one)).length);
          expect(sampled_before).toBe(own.length - found);
          expect(drawn).toBe(Math.min(wanted, found));
          expect(
            chosen.filter((one) => groupKey(one.sampling, one.group) === groupKey(sampling, group)).length,
          ).toBe(drawn);
        }
        const left = ungrouped.reduce((sum, one) => sum + one.cases, 0);
        const grouped = groups.reduce((sum, one) => sum + one.found + one.sampled_before, 0);
        expect(grouped + left).toBe(cases.length);
        expect(left).toBe(cases.filter((one) => columns.some((column) => one[column] === null)).length);
      }),
      { numRuns: runs(60, 1000), seed: 1 },
    );
  });

  it("is the same whatever order the cases come in, and another seed or month gives another", () => {
    const cases = Array.from({ length: 60 }, (_, index) => caseOf(index, { team: index % 2 ? "A" : "B" }));
    const draw = (seed: number, month: string, among: readonly CaseOfSampling[]) =>
      drawSamples({
        month,
        seed,
        cases: among,
        required: [{ sampling: "open ones", by: ["team"], cases: 5 }],
        isTaken: () => false,
        countDrawn: () => 0,
      });
    const first = draw(7, "2022-03", cases);
    expect(draw(7, "2022-03", [...cases].reverse())).toEqual(first);
    expect(draw(8, "2022-03", cases).chosen).not.toEqual(first.chosen);
    expect(draw(7, "2022-04", cases).chosen).not.toEqual(first.chosen);
  });

  it("draws what is missing of a group where some of it stands", () => {
    const cases = Array.from({ length: 9 }, (_, index) => caseOf(index));
    const { chosen, groups } = drawSamples({
      month: "2022-03",
      seed: 1,
      cases,
      required: [{ sampling: "open ones", by: ["team"], cases: 4 }],
      isTaken: ({ case_reference }) => case_reference < "C-0003",
      countDrawn: () => 3,
    });
    expect(chosen.length).toBe(1);
    expect(groups).toEqual([expect.objectContaining({ wanted: 1, found: 6, sampled_before: 3, drawn: 1 })]);
  });

  it("is fair: over many seeds each case of a group, and each two of them, are drawn equally often", () => {
    const size = 20;
    const wanted = 5;
    const seeds = runs(3_000, 20_000);
    const cases = Array.from({ length: size }, (_, index) => caseOf(index * 7));
    const times = new Map<string, number>();
    const add = (key: string) => times.set(key, (times.get(key) ?? 0) + 1);
    for (let seed = 0; seed < seeds; seed += 1) {
      const { chosen } = drawSamples({
        month: "2022-03",
        seed,
        cases,
        required: [{ sampling: "open ones", by: ["team"], cases: wanted }],
        isTaken: () => false,
        countDrawn: () => 0,
      });
      const drawn = chosen.map(({ case_reference }) => case_reference).sort();
      for (const one of drawn) {
        add(one);
        for (const other of drawn) if (one < other) add(`${one} ${other}`);
      }
    }
    const counts = (isPair: boolean) =>
      [...times].filter(([key]) => key.includes(" ") === isPair).map(([, count]) => count);
    const share = wanted / size;
    const single = counts(false).reduce((sum, count) => sum + (count - seeds * share) ** 2, 0);
    // Drawn without putting back, so that counts hang together: chi-square of 19 degrees, 43.8 one time in a thousand.
    expect(counts(false).length).toBe(size);
    expect((((size - 1) / size) * single) / (seeds * share * (1 - share))).toBeLessThan(43.8);
    const pairShare = (wanted * (wanted - 1)) / (size * (size - 1));
    const furthest = Math.max(...counts(true).map((count) => Math.abs(count - seeds * pairShare)));
    expect(counts(true).length).toBe((size * (size - 1)) / 2);
    expect(furthest / Math.sqrt(seeds * pairShare * (1 - pairShare))).toBeLessThan(4.6);
  });
});
