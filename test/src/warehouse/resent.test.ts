import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../gear.ts";
import { feedbackCsv, mailboxesCsv, openSmallOffice } from "../../smallOffice.ts";

const months = ["2021-04", "2021-05", "2021-06", "2021-07"];

const dayOf = (month: string, day: number) => `${month}-${String(day).padStart(2, "0")}`;

const ukDate = (day: string) => day.split("-").reverse().join("/");

interface Case {
  number: number;
  received: number;
  closed: number | null;
  ground: string;
}

/** Feedback cases: each is received in a month and, if it is, closed in the same or a later one. */
const cases: fc.Arbitrary<Case[]> = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: 9 }),
    received: fc.nat(3),
    closed: fc.option(fc.nat(3)),
    ground: fc.constantFrom("delay", "other"),
  }),
  { selector: ({ number }) => number, minLength: 1, maxLength: 6 },
);

/** A case as it stood at the end of a month; undefined in a month in which nothing happened to it. */
function stateIn(
  { number, received, closed, ground }: Case,
  month: number,
): Record<string, string> | undefined {
  const closedIn = closed === null ? null : Math.max(closed, received);
  if (month !== received && month !== closedIn) return undefined;
  const on = dayOf(months[received] ?? "", 5);
  const isClosed = closedIn !== null && month >= closedIn;
  return {
    "Feedback Number": `FB-000000${number}`,
    "Received On": on,
    "Allocated On": on,
    Ground: ground,
    ...(isClosed ? { "Closed On": dayOf(months[closedIn] ?? "", 20), Closure: "closed" } : {}),
  };
}

/** Counts of emails by day, so many a month. */
const emails = fc.array(
  fc.record({
    mailbox: fc.constantFrom("Customer Care", "Ombudsman's office"),
    month: fc.nat(3),
    day: fc.integer({ min: 1, max: 28 }),
    emails: fc.nat(40),
  }),
  { minLength: 1, maxLength: 12 },
);

type Emails = { mailbox: string; month: number; day: number; emails: number }[];

function toLines(counts: Emails): string[] {
  const byDay = new Map(
    counts.map((one) => {
      const day = ukDate(dayOf(months[one.month] ?? "", one.day));
      return [`${one.mailbox},${day},${day}`, one.emails];
    }),
  );
  return [...byDay].map(([key, count]) => `${key},${count}`);
}

const upTo = (counts: Emails, month: number) => counts.filter((one) => one.month <= month);

const monthly = (all: Case[], month: number) =>
  feedbackCsv(
    all.flatMap((one) => {
      const state = stateIn(one, month);
      return state ? [state] : [];
    }),
  );

/** Everything once, when it was due. */
function asDue(all: Case[], counts: Emails): Record<string, string> {
  return {
    ...Object.fromEntries(
      months.map((month, index) => [
        `${index === 3 ? "2021-08" : months[index + 1]}-01/msd-feedback-${month}.csv`,
        monthly(all, index),
      ]),
    ),
    "2021-08-01/mailboxes-2021-22.csv": mailboxesCsv(toLines(counts)),
  };
}

/** Ways to write a name that say the same. */
const writings = [
  (name: string) => name,
  (name: string) => ` ${name.toUpperCase()} `,
  (name: string) => name.replace(" ", "\u00a0 "),
  (name: string) => `\ufeff${name.slice(0, 3)}\u200b${name.slice(3)}`,
];

/** Lines whose first cells are written in ways that are drawn, each line in its own. */
const written = (lines: readonly string[], ways: readonly number[]): string[] =>
  lines.map((line, index) => {
    const [name = "", ...rest] = line.split(",");
    const way = writings[ways[index % ways.length] ?? 0] ?? String;
    return [way(name), ...rest].join(",");
  });

interface Sending {
  ways: number[];
  order: number[];
  again: number[];
  growing: number[];
  split: number;
}

/** The same in another order, some of it again, the emails growing, in two parts and their mailboxes written otherwise. */
const sendings: fc.Arbitrary<Sending> = fc.record({
  ways: fc.array(fc.nat(writings.length - 1), { minLength: 1, maxLength: 5 }),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  again: fc.subarray([0, 1, 2, 3]),
  growing: fc.subarray([0, 1, 2]),
  split: fc.nat(6),
});

function asSent(
  all: Case[],
  counts: Emails,
  { ways, order, again, growing, split }: Sending,
): Record<string, string> {
  const feedback = [...order, ...again].map((month, place): [string, string] => [
    `${dayOf("2021-08", place + 1)}/msd-feedback-${months[month]}.csv`,
    monthly(all, month),
  ]);
  const grown = growing.map((month): [string, string] => [
    `${months[month + 1]}-01/mailboxes-2021-22.csv`,
    mailboxesCsv(written(toLines(upTo(counts, month)), ways)),
  ]);
  const lines = written(toLines(counts), ways);
  return {
    ...Object.fromEntries([...feedback, ...grown]),
    "2021-08-01/mailboxes-2021-22.csv": mailboxesCsv(lines.slice(0, split)),
    "2021-08-02/mailboxes-2021-22.csv": mailboxesCsv(lines.slice(split)),
  };
}

async function figuresOf(files: Record<string, string>) {
  const office = await openSmallOffice(files);
  for (const { file, rows_read, rows_loaded, rows_quarantined } of office.loads)
    expect([file, rows_loaded + rows_quarantined]).toEqual([file, rows_read]);
  expect(office.checks.filter(({ severity, rows }) => severity === "blocking" && rows > 0)).toEqual([]);
  const asked: [string, string[]][] = [
    ["emails", ["mailbox"]],
    ["feedback-closed-20wd", []],
    ["feedback-received", []],
    ["feedback-over-8-weeks", []],
    ["service-complaints", ["ground"]],
  ];
  const figures: unknown[] = [];
  for (const [id, by] of asked)
    for (const figure of await office.ask(id, {
      periods: ["month"],
      by,
      from: "2021-04-01",
      to: "2021-07-31",
    }))
      figures.push([
        id,
        figure.period,
        figure.group.toLowerCase(),
        figure.numerator,
        figure.denominator,
        figure.value,
      ]);
  return { asAt: office.context.asAt, figures };
}

describe("the same final state", () => {
  it("gives the same figures in whatever order, writing, how often, how far grown and in how many parts it came", async () => {
    await fc.assert(
      fc.asyncProperty(cases, emails, sendings, async (all, counts, sending) => {
        expect(await figuresOf(asSent(all, counts, sending))).toEqual(await figuresOf(asDue(all, counts)));
      }),
      { numRuns: runs(1, 60) },
    );
  });
});
