import type { Casework } from "../../../src/casework/casework.ts";
import type { OpenFeedback } from "../../../src/casework/feedback.ts";
import type { Moves } from "../../../src/casework/forecastMoves.ts";
import { type AgeBand, ageBandsOf, type Limits } from "../../../src/casework/limits.ts";
import type { OwnWord } from "../../../src/casework/ownWords.ts";
import type { RegisterEvent, RegisterItem } from "../../../src/casework/registers.ts";
import type { ReviewsAt } from "../../../src/casework/reviewFlow.ts";
import type { Today, WorkCase } from "../../../src/casework/today.ts";
import type { OfficerLoad } from "../../../src/casework/usualLoads.ts";
import { vocabulary } from "../../officeContracts.ts";

const dayBefore = (days: number) =>
  new Date(Date.UTC(2022, 2, 31) - days * 86_400_000).toISOString().slice(0, 10);

const dayAfter = (days: number) => dayBefore(-days);

const teams = ["Customer Care A", "Customer Care B", "Customer Care C"];
const categories = ["complaint about our decision", "general comments", "positive feedback"];

/** The clocks and bands of data/ as they are. */
export const fixtureLimits: Limits = {
  clocks: [
    { clock: "MP enquiry", days: 28, counted_in: "calendar days", calendar: "england-and-wales" },
    { clock: "due soon", days: 5, counted_in: "working days", calendar: "england-and-wales" },
  ],
  bands: [
    { banded: "feedback queue", age: "0 to 7 days", from_days: 0, until_days: 8 },
    { banded: "feedback queue", age: "8 to 28 days", from_days: 8, until_days: 29 },
    { banded: "feedback queue", age: "over 28 days", from_days: 29, until_days: null },
    { banded: "register items", age: "0 to 28 days", from_days: 0, until_days: 29 },
    { banded: "register items", age: "29 to 90 days", from_days: 29, until_days: 91 },
    { banded: "register items", age: "91 to 180 days", from_days: 91, until_days: 181 },
    { banded: "register items", age: "over 180 days", from_days: 181, until_days: null },
  ],
};

export const ageOf = (banded: AgeBand["banded"], days: number) =>
  ageBandsOf(fixtureLimits, banded).findLast(({ from_days }) => from_days <= days)?.age ?? "";

const prefixes = {
  "central assurance": "CA",
  "case referrals": "CR",
  "MP correspondence": "MP",
  "specific handling oversight": "SH",
  "social media": "SM",
  "phone calls put through": "PC",
} as const;

function itemsOf(register: keyof typeof prefixes, hostile: string): RegisterItem[] {
  const isMp = register === "MP correspondence";
  const isOverseen = register === "specific handling oversight";
  return Array.from({ length: 8 }, (_, index) => ({
    item_reference: `${prefixes[register]}-${1200 + index}`,
    register,
    sender_type: isMp ? "MP" : "service user",
    sender_name: isMp ? `Invented Member ${index}` : null,
    channel: "letter",
    content: index === 0 ? null : "new complaint",
    criterion: isOverseen ? "high profile or high risk" : null,
    case_reference: index % 2 ? `C-0000012${index}` : null,
    owner: index === 0 ? null : "Customer Care Manager",
    received_on: dayBefore(5 + index * 9),
    age_days: 5 + index * 9,
    age: ageOf("register items", 5 + index * 9),
    decision_sought_on: isOverseen ? dayBefore(2 + index * 9) : null,
    decided_on: isOverseen && index > 2 ? dayBefore(index * 9) : null,
    decision_by: isOverseen && index > 2 ? "CEO" : null,
    agreed_handling:
      index === 4 ? `Handled thus: ${hostile}` : isOverseen && index > 2 ? "CEO replies" : null,
    awaits_decision: isOverseen && index <= 2,
    answered_on: index === 5 ? dayBefore(3) : null,
    closed_on: index === 6 ? dayBefore(1) : null,
    updated_on: index === 0 ? null : dayBefore(index),
    next_milestone: isOverseen && index !== 6 ? "Decision issued" : null,
    next_milestone_on: isOverseen && index !== 6 ? dayAfter(20 - index * 9) : null,
    is_milestone_passed: isOverseen && index > 2 && index !== 6,
    update_owed_since: isOverseen && index === 3 ? dayBefore(7) : null,
    answer_due_on: isMp && index % 2 === 0 ? dayAfter(23 - index * 9) : null,
    days_left_to_answer: isMp && index % 2 === 0 && index !== 6 ? 23 - index * 9 : null,
  }));
}

/** Team C closes more slowly than the others; one case in eight is still open or was withdrawn. */
const watched = teams.flatMap((team, place) =>
  Array.from({ length: 60 }, (_, index) => ({
    team,
    days: Math.round(index * (place === 2 ? 1.4 : 0.9)),
    end:
      index % 8 === 7 ? (index % 16 === 7 ? ("open" as const) : ("withdrawn" as const)) : ("closed" as const),
    cases: 1 + ((index * 7 + place) % 5),
  })),
);

/** The office's own words, as the pages name them. */
const words: OwnWord[] = (["register", "review_outcome"] as const).flatMap((list) =>
  (vocabulary.words.get(list) ?? []).map((one) => ({ list, ...one })),
);

const reviews: ReviewsAt[] = [
  ["not decided on", 13, 0],
  ["closed without a review", 47, 0],
  ["not proposed", 213, 0],
  ["with the casework team", 10, 0],
  ["declined", 68, 0],
  ["under review", 57, 0],
  ["found for", 5, 1, "upheld"],
  ["found in part", 6, 2, "partly upheld"],
  ["found against", 133, 0, "not upheld"],
  ["withdrawn", 13, 0, "withdrawn"],
].map(([state, requests, investigations, outcome]) => ({
  state: state as ReviewsAt["state"],
  outcome: outcome === undefined ? null : String(outcome),
  requests: Number(requests),
  new_investigations: Number(investigations),
}));

const expectedOf = (group: string | null) => ({
  group,
  open: 120,
  untold: 1,
  expected_closures: 80.4,
  closures_lower: 61,
  closures_upper: 99,
  expected_breaches_20: 31.2,
  breaches_20_lower: 22,
  breaches_20_upper: 41,
  expected_breaches_8_weeks: 0.3,
  breaches_8_weeks_lower: 0,
  breaches_8_weeks_upper: 2,
});

const emptyForecast = (expected: number, lower: number, upper: number) => ({ expected, lower, upper });

/** The work there is on the same day: the feedback cases by what is to be done with them, and one whose closing can't be read. */
function fixtureToday({ feedback, queue }: Pick<Casework, "feedback" | "queue">): Today {
  const weekEnds = "2022-04-01";
  const standingOf = ({ days_left_to_week_8, days_left_to_day_20, due_on, week_8_on }: OpenFeedback) => {
    if (days_left_to_week_8 < 0) return "over week 8";
    const isDue = [due_on, week_8_on].some((day) => day >= "2022-03-31" && day <= weekEnds);
    return isDue ? "due this week" : days_left_to_day_20 < 0 ? "over day 20" : "in time";
  };
  const known = feedback.map((one): WorkCase => {
    const standing = standingOf(one);
    const isWeek8 = one.week_8_on >= "2022-03-31" && one.week_8_on <= weekEnds;
    const { feedback_reference, officer, team, category, allocated_on, working_days_used } = one;
    const { days_left_to_day_20, days_left_to_week_8 } = one;
    return {
      feedback_reference,
      officer,
      team,
      category,
      allocated_on,
      working_days_used,
      days_left_to_day_20,
      days_left_to_week_8,
      standing,
      stage: "with the officer",
      next_limit: standing === "due this week" ? (isWeek8 ? "week 8" : "day 20") : null,
      limit_on: isWeek8 ? one.week_8_on : one.due_on,
    };
  });
  const none = {
    officer: "not yet allocated",
    team: "not yet allocated",
    stage: "not allocated",
    allocated_on: null,
    working_days_used: null,
    days_left_to_day_20: null,
    days_left_to_week_8: null,
    next_limit: null,
    limit_on: null,
  };
  const waiting = queue.map(({ feedback_reference, category }): WorkCase => {
    return { ...none, feedback_reference, category, standing: "waits to be allocated" };
  });
  const unknown = { ...none, feedback_reference: "FB-0009999", category: "general comments" };
  const work: WorkCase[] = [...known, ...waiting, { ...unknown, standing: "closing not known" }];
  const officers = [...new Set(feedback.map(({ officer }) => officer))].sort();
  const loads = officers.map((officer, index): OfficerLoad => {
    const own = known.filter((one) => one.officer === officer);
    const cases = (standing: string) => own.filter((one) => one.standing === standing).length;
    return {
      officer,
      team: own[0]?.team ?? null,
      open_cases: own.length,
      over_week_8_cases: cases("over week 8"),
      due_cases: cases("due this week"),
      over_day_20_cases: cases("over day 20"),
      sign: index === 0 ? "over" : index === 1 ? "under" : "usual",
      room: index === 1 ? 4 : 0,
    };
  });
  const moved = [{ from: officers[0] ?? "", to: officers[1] ?? "", cases: 3 }];
  const given = [{ from: null, to: officers[1] ?? "", cases: queue.length }];
  const forecastOf = (expected: number, moves: Moves["both"]["moves"]) => ({
    moves,
    by_case: emptyForecast(expected, expected - 9, expected + 9),
    by_officer: emptyForecast(expected + 4, expected - 5, expected + 13),
  });
  return {
    day: "2022-03-31",
    week_ends_on: weekEnds,
    work,
    queue,
    loads,
    acknowledgements: feedback.slice(0, 2).map(({ feedback_reference, officer, team, category }) => ({
      feedback_reference,
      officer,
      team,
      category,
      due_on: dayBefore(30),
    })),
    usual: { cases: 8.1, lower: 1, upper: 20, months: 12 },
    moves: {
      to: "2022-05-04",
      as_it_is: forecastOf(31.2, []),
      levelled: forecastOf(28.4, moved),
      allocated: forecastOf(52.6, given),
      both: forecastOf(50.1, [...moved, ...given]),
    },
  };
}

/** Invented casework at the end of March 2022: 47 officers, a queue, samples owed, six registers; `hostile` where text is typed. */
export function fixtureCasework(hostile: string): Casework {
  const registers = Object.keys(prefixes) as (keyof typeof prefixes)[];
  const items = registers.flatMap((register) => itemsOf(register, hostile));
  const feedback = Array.from({ length: 376 }, (_, index) => {
    const used = (index * 7) % 60;
    const left = 20 - used;
    const weeks = 56 - Math.round(used * 1.45);
    const isDay20Soon = left > 0 && left <= 5;
    const isWeek8Soon = weeks > 0 && weeks <= 7;
    return {
      feedback_reference: `FB-${String(1000 + index).padStart(7, "0")}`,
      officer: `S${4000 + (index % 47)}`,
      team: teams[(index % 47) % 3] ?? "",
      category: categories[index % 3] ?? "",
      received_on: dayBefore(Math.round(used * 1.45) + 3),
      allocated_on: dayBefore(Math.round(used * 1.45)),
      working_days_used: used,
      due_on: dayAfter(Math.round(left * 1.4)),
      days_left_to_day_20: left,
      week_8_on: dayAfter(weeks),
      days_left_to_week_8: weeks,
      next_limit: isDay20Soon ? ("day 20" as const) : isWeek8Soon ? ("week 8" as const) : null,
      next_limit_on: isDay20Soon ? dayAfter(Math.round(left * 1.4)) : isWeek8Soon ? dayAfter(weeks) : null,
    };
  });
  const bySoon = (row: (typeof feedback)[number]) => row.next_limit_on ?? "9999";
  const queue = Array.from({ length: 40 }, (_, index) => ({
    feedback_reference: `FB-${String(9000 + index).padStart(7, "0")}`,
    category: categories[index % 3] ?? "",
    channel: "email",
    received_on: dayBefore(40 - index),
    age_days: 40 - index,
    age: ageOf("feedback queue", 40 - index),
  }));
  return {
    ...fixtureLimits,
    today: fixtureToday({ feedback, queue }),
    since: "2022-02-28",
    metOn: null,
    feedback: feedback.sort((a, b) => (bySoon(a) < bySoon(b) ? -1 : bySoon(a) > bySoon(b) ? 1 : 0)),
    queue,
    forecast: {
      team: [...teams, null].map(expectedOf),
      category: [...categories, null].map(expectedOf),
    },
    samples: Array.from({ length: 60 }, (_, index) => ({
      sample_id: `QS-${String(100 + index).padStart(6, "0")}`,
      case_reference: `C-${String(500 + index).padStart(8, "0")}`,
      sampling: "line manager open casework sampling",
      reader: `S${7000 + (index % 9)}`,
      team: "Health 1",
      due_on: dayBefore(600 - index * 10),
      days_overdue: 600 - index * 10,
      falls: index < 24 ? ("longer ago" as const) : ("in the last 12 months" as const),
    })),
    drawn: Array.from({ length: 12 }, (_, index) => ({
      sample_id: `QS-${String(500001 + index)}`,
      month: index < 6 ? "2022-01" : "2022-03",
      case_reference: `C-${String(700 + index).padStart(8, "0")}`,
      sampling: index % 2 ? "central sampling of closed cases" : "line manager open casework sampling",
      team: "Health 1",
      due_on: index < 6 ? "2022-02-28" : "2022-04-28",
      state: index < 4 ? ("read" as const) : index === 4 ? ("replaced" as const) : ("not yet read" as const),
      sampled_on: index < 4 ? "2022-02-21" : null,
      replaced_why: index === 4 ? `The reader had worked on it ${hostile}` : null,
      replaced_by: index === 4 ? "QS-500006" : null,
    })),
    drawable: [
      { sampling_meaning: "open cases", cases: 4418 },
      { sampling_meaning: "closed cases", cases: 2901 },
    ],
    watched,
    reviews,
    words,
    items,
    actions: [
      ["AC-0101", "MP-1206", "Reply to the MP", 9, "mp-enquiry-28d"],
      ["AC-0102", "SH-1203", `Do this ${hostile}`, -12, "calls"],
      ["AC-0103", null, "Brief the CEO", 30, "no-such-measure"],
    ].map(([action_reference, item_reference, action, late, measure]) => ({
      action_reference: String(action_reference),
      item_reference: item_reference === null ? null : String(item_reference),
      register: item_reference === null ? "no register" : "MP correspondence",
      action: String(action),
      owner: "Legal Director",
      agreed_on: dayBefore(50),
      due_on: dayBefore(Number(late)),
      done_on: null,
      is_overdue: Number(late) > 0,
      measure: String(measure),
    })),
    events: items
      .flatMap((item): RegisterEvent[] => {
        const { item_reference, register } = item;
        const one = (event: string, happened_on: string | null) =>
          happened_on && happened_on > "2022-02-28"
            ? [{ event_reference: item_reference, event, happened_on, item_reference, register }]
            : [];
        return [
          ...one("received", item.received_on),
          ...one("answered", item.answered_on),
          ...one("closed", item.closed_on),
          ...one("updated", item.updated_on),
        ];
      })
      .sort((a, b) => (a.happened_on < b.happened_on ? -1 : 1)),
  };
}
