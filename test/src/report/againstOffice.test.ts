import { describe, expect, test } from "vitest";
import { againstOffice } from "../../../src/report/againstOffice.ts";

describe("a body's rate beside the office's", () => {
  test("is told apart by more than chance alone would do, of as many as are compared", () => {
    expect(againstOffice({ numerator: 30, denominator: 40 }, 40, 1)).toBe("higher");
    expect(againstOffice({ numerator: 4, denominator: 40 }, 40, 1)).toBe("lower");
    expect(againstOffice({ numerator: 23, denominator: 40 }, 40, 1)).toBe("higher");
    expect(againstOffice({ numerator: 23, denominator: 40 }, 40, 40)).toBe("can’t tell");
    expect(againstOffice({ numerator: 1, denominator: 1 }, 40, 40)).toBe("can’t tell");
    expect(againstOffice({ numerator: 0, denominator: 0 }, 40, 40)).toBe("can’t tell");
  });
});
