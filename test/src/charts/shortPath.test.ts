import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shortPath } from "../../../src/charts/shortPath.ts";
import { pathVertices } from "../../../src/scan/geometry.ts";

/** The different points of a path in their order, in tenths: a point said twice running is one. */
const pointsOf = (d: string) =>
  pathVertices(d)
    .map(({ x, y }) => `${Math.round(x * 10)},${Math.round(y * 10)}`)
    .filter((point, index, all) => point !== all[index - 1]);

const tenth = fc.integer({ min: -400, max: 9999 }).map((number) => number / 10);
const at = fc.tuple(tenth, tenth);
const line = fc
  .tuple(at, fc.array(at, { minLength: 1, maxLength: 9 }))
  .map(([[x, y], rest]) => `M${x},${y}${rest.map(([x, y]) => `L${x},${y}`).join("")}`);
const steps = fc
  .tuple(at, fc.array(at, { minLength: 1, maxLength: 9 }), fc.boolean())
  .map(
    ([[x, y], rest, isClosed]) =>
      `M${x} ${y}${rest.map(([x, y]) => `V${y}H${x}`).join("")}${isClosed ? "Z" : ""}`,
  );
const sign = at.map(([x, y]) => `M${x} ${y}a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0Z`);
const cap = at.map(([x, y]) => `M${x} ${y}m-3 0h6`);
const path = fc
  .array(fc.oneof(line, steps, sign, cap), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));

describe("a path in fewer characters", () => {
  test("has its lines measured from the point before, but for their first piece", () => {
    expect(shortPath("M41,28.2L46.9,19.9L52.9,25.5L52.9,30")).toBe("M41 28.2L46.9 19.9l6 5.6v4.5");
    expect(shortPath("M38 77.9H252V83.2H38Z")).toBe("M38 77.9H252v5.3h-214Z");
  });

  test("has its signs measured from the one before", () => {
    expect(shortPath("M1 2a1 1 0 1 0 2 0ZM7 1.5a1 1 0 1 0 2 0Z")).toBe(
      "M1 2a1 1 0 1 0 2 0Zm6-.5a1 1 0 1 0 2 0Z",
    );
  });

  test("goes through the same points, as the scan of a release reads them", () => {
    fc.assert(
      fc.property(path, (d) => {
        expect(pointsOf(shortPath(d))).toEqual(pointsOf(d));
      }),
    );
  });

  test("is left as it is when it has curves, or steps it doesn't know", () => {
    for (const d of ["M1 2C3 4 5 6 7 8", "M1 2Q3 4 5 6", "M1 2A1 1 0 1 0 3 4", "M1e3 4L2 3", ""])
      expect(shortPath(d)).toBe(d);
  });
});
