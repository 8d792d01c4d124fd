import { describe, expect, it } from "vitest";
import { plainNames } from "../../../loaders/calledNames.ts";
import { type Clock, clockNames } from "../../../loaders/clocks.ts";
import { readCasework } from "../../../src/casework/casework.ts";
import { readDefinitions } from "../../../src/catalogue/definition.ts";
import { fillLimits, type OfficeLimits, withLimitWords } from "../../../src/catalogue/limitWords.ts";
import { asNamed } from "../../../src/catalogue/ownMeasures.ts";
import { projectFile } from "../../../src/project.ts";
import { callsCsv, feedbackCsv, openSmallOffice, settingsFolder, settingsWith } from "../../smallOffice.ts";

const working: Clock = {
  clock: "day 20",
  days: 15,
  counted_in: "working days",
  calendar: "own",
  said_in: "days",
};
const calendars = [{ name: "own", file: "own.csv", divisions: null, of: "New Zealand" }];
const limits: OfficeLimits = {
  clocks: [
    working,
    { ...working, clock: "acknowledgement", days: 1 },
    { ...working, clock: "week 8", days: 42, counted_in: "calendar days", said_in: "weeks" },
  ],
  calendars,
};

describe("a limit in words", () => {
  it.each([
    ["closed in {day 20}", "closed in 15 working days"],
    ["in {acknowledgement}", "in 1 working day"],
    ["past {day 20|day}", "past day 15"],
    ["the {day 20|number} days", "the 15 days"],
    ["{week 8} ({week 8|days}), {week 8|day}", "6 weeks (42 days), week 6"],
    ["days off in {day 20|calendar}", "days off in New Zealand"],
    ["closed in {MP enquiry}", "closed in the limit"],
  ])("%s: %s", (words, said) => {
    expect(fillLimits(words, limits)).toBe(said);
  });

  it.each(["{day 21}", "{day 20|hours}"])("is none that there isn't: %s", (words) => {
    expect(() => fillLimits(words, limits)).toThrow("unknown");
  });
});

describe("the words of the measures", () => {
  const own = { off: [], named: {}, called: plainNames };
  const written = readDefinitions(projectFile("sql/measures"));
  const ids = written.map(({ id }) => id);
  const definitions = asNamed(written, own, ids);
  const others: OfficeLimits = {
    clocks: clockNames.map((clock) => ({ ...working, clock, days: 77 })),
    calendars,
  };
  const textOf = ({ title, definition, caveats }: (typeof definitions)[number]) =>
    [title, definition, ...caveats].join("\n");

  it("tell measures apart by the weeks of a limit that isn’t set", () => {
    const titles = withLimitWords(definitions, { clocks: [], calendars })
      .map(({ title }) => title)
      .filter((title) => title.startsWith("Cases decided in"));
    expect(titles).toEqual(
      ["13 weeks", "26 weeks", "52 weeks", "7 weeks"].map((one) => `Cases decided in ${one}`),
    );
  });

  it("give no number of a limit but the office's own", () => {
    const filled = withLimitWords(
      definitions.filter(({ clocks }) => clocks.length > 0),
      others,
    );
    const literal = filled.flatMap((measure) =>
      [...textOf(measure).matchAll(/\b(\d+) (?:working days?|days?|weeks?)\b|\b(?:day|week) (\d+)/g)]
        .filter(([, count, day]) => (count ?? day) !== "77")
        .map(([words]) => `${measure.id}: ${words}`),
    );
    expect(literal).toEqual([]);
  });

  it("name each limit that a measure goes by", () => {
    const unsaid = definitions
      .filter(({ clocks }) => clocks.length > 0)
      .filter((measure) => measure.clocks.every((clock) => !textOf(measure).includes(`{${clock}`)));
    expect(unsaid.map(({ id }) => id)).toEqual([]);
  });
});

describe("an office that has set no limit", () => {
  it("has no figure of what goes by one, and says why; all else is as it was", async () => {
    const folder = settingsFolder({ "clocks.yaml": "" });
    const { context, definitions, connection, inMonth } = await openSmallOffice(
      {
        "2022-03-02/telephony-2022-02.csv": callsCsv([["1", "2022-02-14T12:00:00Z"]]),
        "2022-03-03/msd-feedback-2022-02.csv": feedbackCsv([
          {
            "Feedback Number": "FB-0000001",
            "Received On": "2022-02-01",
            "Acknowledged On": "2022-02-01",
            "Allocated On": "2022-02-02",
          },
        ]),
      },
      { ...settingsWith(), folder },
    );
    const without = context.holdings.filter(({ reason }) =>
      reason.startsWith("This office has set no limit"),
    );
    const going = definitions.filter(({ clocks }) => clocks.length > 0).map(({ id }) => id);
    expect(without.map(({ measure }) => measure)).toEqual(going);
    expect(going.length).toBeGreaterThan(20);
    const [first] = without;
    expect(first).toMatchObject({ breakdown: "", from: "0001-01-01", extent: "none" });
    // What is listed case by case is none that could be read as nothing due.
    const { feedback, forecast } = await readCasework(connection, context.asAt);
    expect([feedback, forecast.team.map(({ open }) => open)]).toEqual([[], [0]]);
    expect(await inMonth("feedback-received", "2022-02")).toMatchObject({ value: 1 });
    expect(await inMonth("due-soon", "2022-02")).toMatchObject({ value: null, status: "x" });
    expect(definitions.find(({ id }) => id === "mp-enquiry-28d")?.title).toBe(
      "MP enquiries answered in the limit",
    );
  });
});
