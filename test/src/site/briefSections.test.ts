import { describe, expect, it } from "vitest";
import { beginYearsWith } from "../../../loaders/dates.ts";
import { noCasework } from "../../../src/casework/casework.ts";
import { yearPeriod } from "../../../src/measures/period.ts";
import type { Report } from "../../../src/report/report.ts";
import { toSite } from "../../../src/report/series.ts";
import { decisionsSection } from "../../../src/site/components/brief/decisions.ts";
import { newSection } from "../../../src/site/components/brief/newSince.ts";
import { restatedSection } from "../../../src/site/components/brief/restated.ts";
import briefPage from "../../../src/site/pages/internal/index.md.ts";
import restatedPage from "../../../src/site/pages/internal/restated.md.ts";
import { fixtureLimits } from "./casework.ts";
import { fixtureInput } from "./fixture.ts";

const whole = fixtureInput("internal");

const siteWith = (change: Partial<Report>) => toSite({ ...whole, figures: [], ...change });

const textOf = (html: { text: string }) =>
  html.text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("what needs a decision", () => {
  it("names each item and links it to its row in its register", () => {
    const { items } = whole.casework;
    const waiting = items.filter(({ awaits_decision }) => awaits_decision);
    expect(waiting.length).toBeGreaterThan(0);
    const { text } = decisionsSection(siteWith({}));
    for (const { item_reference, register } of waiting)
      expect(text).toContain(
        `registers/${register.toLowerCase().replaceAll(" ", "-")}.html#${item_reference}`,
      );
  });

  it("counts actions past their date, with who owes them, and MP enquiries past 28 days", () => {
    const late = whole.casework.actions.filter(({ is_overdue }) => is_overdue);
    const text = textOf(decisionsSection(siteWith({})));
    for (const { action, owner } of late) {
      expect(text).toContain(action);
      expect(text).toContain(owner);
    }
    const enquiries = whole.casework.items.filter((item) => (item.days_left_to_answer ?? 0) < 0);
    if (enquiries.length > 0) expect(text).toMatch(/MP enquir(y is|ies are) past 28 days/);
  });

  it("says so when there is nothing to settle", () => {
    const casework = { ...noCasework, ...fixtureLimits, since: "2022-02-28" };
    const text = textOf(decisionsSection(siteWith({ casework })));
    expect(text).toContain("Nothing waits for a decision and no action is past its date.");
    expect(textOf(newSection(siteWith({ casework })))).toContain(
      "Registers Since 28 February 2022: nothing.",
    );
  });
});

describe("what has been restated", () => {
  it("is said of the month before: what we said, what it is and why", () => {
    const text = textOf(restatedSection(siteWith({})));
    expect(text).toContain("Feedback received , February 2022 280 284 Late data");
    expect(text).toContain("6,801 6,798 Correction");
    expect(text).toContain("All 3 restated totals");
    expect(text).not.toContain("January 2022");
  });

  it("is nothing where every total stands, and can't be told where nothing had come", () => {
    const none = { month: "2022-02", receivedBy: "2022-03-12", saidBy: "pack" as const, figures: [] };
    expect(textOf(restatedSection(toSite({ ...whole, restated: none })))).toContain(
      "February 2022 and before stands",
    );
    expect(textOf(restatedSection(siteWith({ restated: none })))).toContain(
      "No total was given for February 2022 or before",
    );
    expect(textOf(restatedSection(siteWith({ restated: null })))).toContain("nothing to compare with");
    expect(textOf(restatedPage.make(siteWith({ restated: null })).body)).toContain("nothing to compare with");
  });

  it("has a page with every one of them, those newly held apart", () => {
    const text = textOf(restatedPage.make(siteWith({})).body);
    expect(text).toContain("No figure then, one now 1 total");
    expect(text).toContain("no figure 512");
    expect(text.indexOf("February 2022 280")).toBeLessThan(text.indexOf("January 2022 268"));
  });

  it("has a year apart from its months, also where years begin in January", () => {
    const { restated } = whole;
    const [first] = restated?.figures ?? [];
    if (!restated || !first) throw new Error("missing totals");
    beginYearsWith(1);
    try {
      const figures = [first, { ...first, ...yearPeriod("2021-06") }];
      const text = textOf(restatedPage.make(siteWith({ restated: { ...restated, figures } })).body);
      expect(text).toContain("Months 1 total");
      expect(text).toContain("Quarters and financial years 1 total");
    } finally {
      beginYearsWith(4);
    }
  });
});

describe("the brief", () => {
  it("goes from what needs a decision to trouble, change, calm and what was restated", () => {
    const { text } = briefPage.make(toSite(whole)).body;
    const places = [
      "For decision today",
      "Reliably missing",
      "Really changed",
      ">Steady",
      "Restated since",
    ].map((title) => text.indexOf(title));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});
