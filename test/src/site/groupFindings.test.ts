import { describe, expect, test } from "vitest";
import { ageBandsOf } from "../../../src/casework/limits.ts";
import type { RegisterItem } from "../../../src/casework/registers.ts";
import { html } from "../../../src/report/html.ts";
import { toSite } from "../../../src/report/series.ts";
import { lateFinding } from "../../../src/site/components/groups/answeredInTime.ts";
import { loadsFinding } from "../../../src/site/components/groups/officerLoads.ts";
import { agesFinding } from "../../../src/site/components/groups/registerAges.ts";
import { sampledFinding, sampledTeams } from "../../../src/site/components/groups/sampledTeams.ts";
import { ageOf, fixtureLimits } from "./casework.ts";
import { fixtureInput } from "./fixture.ts";

const site = toSite(fixtureInput("internal"));

describe("what heads a group’s drawing", () => {
  test("counts officers below the caseload aimed at, whatever little there is", () => {
    expect(loadsFinding([], 20)).toBe("No feedback case is open with an officer");
    expect(loadsFinding([7], 20)).toBe("The one officer with open cases has 7");
    expect(loadsFinding([7, 20, 31], 20)).toBe(
      "1 of 3 officers has fewer than 20 open cases; from 7 to 31, half with 20 or more",
    );
    expect(loadsFinding([20, 31], 20)).toMatch(/^None of 2 officers have fewer/);
  });

  test("counts items open and their ages", () => {
    const aged = (...ages: number[]) =>
      ages.map((age_days) => ({ age_days, age: ageOf("register items", age_days) }) as RegisterItem);
    const bands = ageBandsOf(fixtureLimits, "register items");
    expect(agesFinding([], bands)).toBe("No item is open in any register");
    expect(agesFinding(aged(1), bands)).toBe("One item is open, for 1 day");
    expect(agesFinding(aged(1, 28), bands)).toBe(
      "2 items are open, none for more than 28 days; the oldest for 28 days",
    );
    expect(agesFinding(aged(1, 29, 200), bands)).toBe(
      "3 items are open, 2 for more than 28 days; the oldest for 200 days",
    );
  });

  test("counts teams that meet or miss a target and those of which it can’t be told", () => {
    const title = "Outcome requirements met";
    expect(sampledFinding(title, [])).toBe(`${title}: no team was sampled`);
    expect(sampledFinding(title, ["unclear", "unclear"])).toContain("none was sampled enough");
    expect(sampledFinding(title, ["missed", "met", "unclear"])).toBe(
      `${title}: 1 of 3 teams misses the target, 1 meets it; of 1 it can’t be told yet`,
    );
  });

  test("tells of no team by a single sample", () => {
    const report = fixtureInput("internal");
    const ofTeam = report.figures.find(
      ({ measure, breakdown, period }) =>
        measure === "sample-outcome-met" && breakdown === "team" && period === "2021/22",
    );
    if (!ofTeam) throw new Error("missing figure");
    const sampled = (group: string, numerator: number, denominator: number) => {
      const value = (100 * numerator) / denominator;
      const interval = value === 0 ? { lower: 0, upper: 79.3 } : { lower: 100, upper: 100 };
      const target_status = value === 0 ? ("missed" as const) : ("met" as const);
      return { ...ofTeam, ...interval, group, numerator, denominator, value, target_status };
    };
    const figures = [sampled("A", 0, 1), sampled("B", 1, 1), sampled("C", 40, 40)];
    const said = html`${sampledTeams(toSite({ ...report, figures }))}`.text;
    expect(said).toContain("none of 3 teams misses the target, 1 meets it; of 2 it can’t be told yet");
    expect(said).not.toContain(">missed<");
  });

  test("counts requests not answered in time, and says nothing of a quarter without a figure", () => {
    const latest = site.byId.get("foi-answered-20wd")?.latest;
    if (!latest) throw new Error("missing figure");
    const last = {
      ...latest,
      period: "2021/22 Q4",
      period_kind: "quarter" as const,
      period_start: "2022-01-01",
    };
    expect(lateFinding([], "FOI request")).toBe("FOI requests answered in time, by quarter");
    expect(lateFinding([{ ...last, numerator: 90, denominator: 91, value: 98.9 }], "FOI request")).toBe(
      "1 of 91 FOI requests due in January to March 2022 wasn’t answered in time",
    );
    const of = (numerator: number, denominator: number) => ({ ...last, numerator, denominator });
    expect(lateFinding([of(1, 1)], "FOI request")).toBe(
      "The one FOI request due in January to March 2022 was answered in time",
    );
    expect(lateFinding([of(2, 2), of(3, 3), of(2, 2), of(1, 1), of(4, 4)], "FOI request")).toMatch(
      /^All 4 FOI requests .* were answered in time; in the four quarters before, all were$/,
    );
    expect(lateFinding([of(2, 2), of(1, 3), of(2, 2), of(1, 1), of(3, 4)], "FOI request")).toMatch(
      /^1 of 4 FOI requests .* wasn’t answered in time; in the four quarters before, 0 to 2 a quarter weren’t$/,
    );
    expect(lateFinding([{ ...last, numerator: null, denominator: null, value: null }], "FOI request")).toBe(
      "FOI requests answered in time, by quarter",
    );
  });
});
