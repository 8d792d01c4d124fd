import { describe, expect, it } from "vitest";
import { countFalseAlarms, describeFalseAlarms, publishedRate } from "../../bench/noise.ts";

describe("the control charts' rules, of noise alone", () => {
  it("signal in 100 series of 24 months no more often than is published", () => {
    console.log(describeFalseAlarms(100, 24, 1));
    const { points, signals } = countFalseAlarms(100, 24, 1);
    expect(signals).toBeLessThanOrEqual(points * publishedRate);
    expect(signals).toBeGreaterThan(0);
  });

  it("signal in 2,000 such series no more often either", () => {
    const { points, signals } = countFalseAlarms(2000, 24, 2);
    expect(signals / points).toBeLessThanOrEqual(publishedRate);
  });
});
