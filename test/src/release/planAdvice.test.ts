import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { MeasureDefinition } from "../../../src/catalogue/definition.ts";
import type { Figure } from "../../../src/measures/figure.ts";
import { foldSmall } from "../../../src/release/floors.ts";
import { dimensionsOf, type Plan } from "../../../src/release/plan.ts";
import { type Advice, adviseOn, hiddenLines, shareHidden, toYaml } from "../../../src/release/planAdvice.ts";
import type { PlanFigures } from "../../../src/release/planFigures.ts";
import { toPublicFigures } from "../../../src/release/publicFigures.ts";
import { random, runs } from "../../gear.ts";
import { casesMeasure, countedFigure, emptyPlan } from "./planFigure.ts";

const months = ["2021-04", "2021-05", "2021-06", "2021-07", "2021-08", "2021-09"];
const periodsOf = { month: months, quarter: ["2021/22 Q1", "2021/22 Q2"] };
const quarterOf = (month: string) => (months.indexOf(month) < 3 ? "2021/22 Q1" : "2021/22 Q2");

const measureOf = (id: string) =>
  casesMeasure(id, "flow", { dimensions: ["channel", "ground"], public: ["total", "channel", "ground"] });
const received = measureOf("received");
const declined = measureOf("declined");
const definitions: MeasureDefinition[] = [received, declined];

/** How many in a month by channel and ground. */
interface Counted {
  month: string;
  channel: string;
  ground: string;
  count: number;
}

type Office = Record<string, Counted[]>;

/** The figures that a plan would have of what was counted, in months and quarters. */
function figuresIn(office: Office): (plan: Plan) => Promise<PlanFigures> {
  return async (plan) => {
    const tables = definitions.flatMap((measure) =>
      Object.entries(plan.measures[measure.id] ?? {}).map(([breakdown, kinds]) => {
        const by = dimensionsOf(breakdown);
        const rows = office[measure.id] ?? [];
        const groupOf = (row: Counted) =>
          by.map((one) => (one === "channel" ? row.channel : row.ground)).join(" · ");
        const groups = [...new Set(rows.map(groupOf))].sort();
        const figures = kinds.flatMap((kind) =>
          (kind === "month" || kind === "quarter" ? periodsOf[kind] : []).flatMap((period) =>
            groups.map((group): Figure => {
              const own = rows.filter(
                (row) => groupOf(row) === group && (row.month === period || quarterOf(row.month) === period),
              );
              const count = own.reduce((sum, row) => sum + row.count, 0);
              return countedFigure(measure, period, count, { breakdown: by.join(","), group });
            }),
          ),
        );
        return { measure, by, figures };
      }),
    );
    return foldSmall(tables, plan);
  };
}

const channels = ["email", "letter", "telephone"];
const grounds = ["delay", "other"];

/** An office whose counts are drawn around a mean of each channel. */
function officeOf(seed: number, means: Record<string, number>): Office {
  const next = random(seed);
  const of = (scale: number) =>
    months.flatMap((month) =>
      channels.flatMap((channel) =>
        grounds.map((ground) => ({
          month,
          channel,
          ground,
          count: Math.floor(next() * 2 * scale * (means[channel] ?? 0)),
        })),
      ),
    );
  return { received: of(1), declined: of(0.5) };
}

const kindsOf: Plan["measures"][string] = {
  total: ["month", "quarter"],
  channel: ["month", "quarter"],
  "channel,ground": ["quarter"],
};

const planOf = (measures: Plan["measures"]): Plan => ({
  ...emptyPlan,
  labels: { channel: channels, ground: grounds },
  measures,
});

const advise = (plan: Plan, office: Office, over = 33) =>
  adviseOn({
    plan,
    definitions,
    earlier: [],
    lastGiven: { given: new Map(), boundaries: { breaks: [], rebases: [] } },
    over,
    figuresOf: figuresIn(office),
    log: (message) => expect(message).toContain("trying"),
  });

/** All that a plan publishes, hidden in one go. */
async function published(plan: Plan, office: Office): Promise<Figure[]> {
  const { tables, behind } = await figuresIn(office)(plan);
  return (await toPublicFigures(tables, plan, [], behind)).figures;
}

const shownIn = (figures: readonly Figure[]) =>
  new Set(
    figures
      .filter(({ status }) => status !== "c")
      .map(({ measure, period, breakdown, group }) => [measure, period, breakdown, group].join("|")),
  );

const sum = ({ lines }: Pick<Advice, "lines">, of: "figures" | "small" | "others") =>
  lines.reduce((all, line) => all + line[of], 0);

describe("advice on a plan", () => {
  it("has nothing to propose where nothing is hidden", async () => {
    const many = officeOf(1, { email: 400, letter: 400, telephone: 400 });
    const office = Object.fromEntries(
      Object.entries(many).map(([id, rows]) => [id, rows.map((row) => ({ ...row, count: row.count + 20 }))]),
    );
    const advice = await advise(planOf({ received: kindsOf }), office, 0);
    expect(sum(advice, "figures")).toBe(6 + 2 + 18 + 6 + 12);
    expect(sum(advice, "small") + sum(advice, "others")).toBe(0);
    expect(advice.proposals).toEqual([]);
  });

  it("says what each choice would show, and what to write for the best", async () => {
    const office = officeOf(3, { email: 60, letter: 2, telephone: 1.2 });
    const plan = planOf({ received: kindsOf, declined: { total: ["month"], channel: ["month"] } });
    const { proposals } = await advise(plan, office);
    const byMonth = proposals.find(
      ({ line }) => line.measure === "declined" && line.breakdown === "channel" && line.kind === "month",
    );
    expect(byMonth?.choices.map(({ what }) => what).sort()).toEqual([
      "not by channel",
      "quarters instead of months",
      "the 2 smallest groups as one",
      "years instead of months",
    ]);
    expect(byMonth?.choices.flatMap(({ groups }) => groups)).toEqual(["telephone", "letter"]);
    const best = byMonth?.choices[0]?.plan ?? plan;
    const written = parse(byMonth?.yaml ?? "");
    expect({ ...plan, ...written, measures: { ...plan.measures, ...written.measures } }).toMatchObject({
      measures: best.measures,
      joined: best.joined,
    });
  });

  it("takes out of the plan what names a breakdown that it drops", () => {
    const plan = planOf({ received: kindsOf, declined: kindsOf });
    const link = {
      whole: { measure: "received", by: "channel", group: "email" },
      parts: [{ measure: "declined" }],
    };
    const before: Plan = { ...plan, links: [link] };
    const { channel: _, ...rest } = kindsOf;
    const after: Plan = { ...before, links: [], measures: { ...plan.measures, received: rest } };
    expect(toYaml(before, after)).toBe(
      [
        "measures:",
        "  received:",
        "    total: [month, quarter]",
        '    "channel,ground": [quarter]',
        `# no longer among links: ${JSON.stringify(link)}`,
      ].join("\n"),
    );
  });

  it("of any plan counts what is hidden, and of each choice gives just what the changed plan comes to", async () => {
    let [choices, joined] = [0, 0];
    for (let seed = 1; seed <= runs(8, 100); seed++) {
      const next = random(seed + 1000);
      const mean = () => 0.5 + next() * 12;
      const office = officeOf(seed, { email: 30 * mean(), letter: mean(), telephone: mean() });
      const plan = planOf({
        received: next() < 0.5 ? kindsOf : { total: ["month"], channel: ["month", "quarter"] },
        declined: next() < 0.5 ? { total: ["quarter"] } : { total: ["month"], ground: ["month"] },
      });
      const advice = await advise(plan, office);
      const now = await published(plan, office);
      const hidden = now.filter(({ status }) => status === "c").length;
      expect([sum(advice, "figures"), sum(advice, "small") + sum(advice, "others")]).toEqual([
        now.length,
        hidden,
      ]);
      for (const { line, choices: own } of advice.proposals) {
        expect(shareHidden(line)).toBeGreaterThan(33);
        choices += own.length;
        for (const choice of own.slice(0, 2)) {
          const then = await published(choice.plan, office);
          const [before, after] = [shownIn(now), shownIn(then)];
          const gained = [...after].filter((id) => !before.has(id)).length;
          const gone = [...before].filter((id) => !after.has(id)).length;
          expect(choice.gain).toBe(gained - gone);
          expect(choice.lost + choice.elsewhereHidden).toBe(gone);
          expect(choice.elsewhereShown).toBeLessThanOrEqual(gained);
          if (choice.what.includes("as one")) joined += 1;
        }
      }
    }
    expect(choices).toBeGreaterThan(15);
    expect(joined).toBeGreaterThan(0);
  });

  it("counts by themselves small figures apart from those that would tell of them", async () => {
    const office: Office = {
      received: [
        { month: "2021-04", channel: "email", ground: "delay", count: 20 },
        { month: "2021-04", channel: "letter", ground: "delay", count: 3 },
        { month: "2021-04", channel: "telephone", ground: "delay", count: 9 },
      ],
    };
    const plan = planOf({ received: { total: ["month"], channel: ["month"] } });
    const { tables, behind } = await figuresIn(office)(plan);
    const lines = hiddenLines(await toPublicFigures(tables, plan, [], behind));
    expect(lines.find(({ breakdown }) => breakdown === "channel")).toEqual({
      measure: "received",
      breakdown: "channel",
      kind: "month",
      figures: 18,
      small: 1,
      others: 1,
    });
  });
});
