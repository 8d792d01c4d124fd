import fc from "fast-check";
import { expect, it } from "vitest";
import { type ConstraintRow, openProgram, withSolver } from "../../../src/disclosure/linearProgram.ts";
import { openTableau } from "../../../src/disclosure/tableau.ts";
import { isLong, runs } from "../../gear.ts";

const size = 7;
const coefficient = fc.constantFrom(0, 0, 0, 1, 1, -1, 2, 100, -33.35);
const room = fc.constantFrom(0, 1, 3, 40, Number.POSITIVE_INFINITY);
const rooms = fc.array(fc.record({ below: fc.constantFrom(0, 1, 3, 40), above: room }), {
  minLength: size,
  maxLength: size,
});
const system = fc.record({
  /** Of rows that repeat others as well: a sum of two is the third. */
  rows: fc
    .array(fc.array(coefficient, { minLength: size, maxLength: size }), { minLength: 1, maxLength: 4 })
    .map((rows) => {
      const [first = [], second = first] = rows;
      return [...rows, first.map((value, index) => value + (second[index] ?? 0))];
    }),
  slacks: fc.array(fc.constantFrom(0, 0, 2, 50), { minLength: 5, maxLength: 5 }),
  searches: fc.array(fc.record({ rooms, column: fc.nat(size - 1) }), { minLength: 3, maxLength: 5 }),
});

it("a tableau kept open goes as far in each search as a linear program of its own", async () => {
  await withSolver((highs) => {
    const isAsFar = ({ rows, slacks, searches }: typeof system extends fc.Arbitrary<infer T> ? T : never) => {
      const lines = rows.map((line, index): ConstraintRow => {
        const columns = [...line.keys()].filter((column) => line[column] !== 0);
        const slack = slacks[index] ?? 0;
        const coefficients = columns.map((column) => line[column] ?? 0);
        return { columns, coefficients, lower: -slack, upper: slack };
      });
      const ends = lines.map(({ upper }) => ({ below: upper, above: upper }));
      const tableau = openTableau(size, lines, ends, (column) => column % 2 === 0);
      for (const { rooms, column } of searches) {
        const lower = Float64Array.from(rooms, ({ below }) => -below);
        const upper = Float64Array.from(rooms, ({ above }, at) => (at === column ? 5 : above));
        for (const at of rooms.keys()) tableau.setRoom(at, -(lower[at] ?? 0), upper[at] ?? 0);
        for (const sign of [1, -1] as const) {
          const cost = new Float64Array(size);
          cost[column] = -sign;
          const program = openProgram(highs, { lower, upper, cost }, lines);
          const { value } = program.minimise();
          program.close();
          const found = tableau.push(column, sign);
          expect(found?.far).toBeCloseTo(-value, 4);
          const changes = found?.changes ?? new Float64Array();
          for (const { columns, coefficients, upper: most } of lines) {
            const sum = columns.reduce(
              (all, at, place) => all + (coefficients[place] ?? 0) * (changes[at] ?? 0),
              0,
            );
            expect(Math.abs(sum)).toBeLessThan(most + 1e-6);
          }
        }
      }
    };
    fc.assert(fc.property(system, isAsFar), { numRuns: runs(60, 2000), ...(isLong ? {} : { seed: 20 }) });
  });
});
