import { type Called, fillCalled } from "../../../../loaders/calledNames.ts";
import { monthsBefore } from "../../../../loaders/dates.ts";
import type { ReviewState } from "../../../casework/reviewFlow.ts";
import { formatCount, formatDay, formatMonth, plural } from "../../../report/format.ts";
import { missingWords, yearBegins } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { partlyLoaded, resting, said, saidHtml, untold } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../dataTable.ts";

/** Requests that went the same way at a step: on to the next, out of the flow, or not yet either. */
interface Part {
  name: string;
  way: "on" | "out" | "open";
  requests: number;
}

interface Step {
  title: string;
  parts: Part[];
}

/** The requests of each place, and those of several places together. */
type Count = (...states: ReviewState[]) => number;

const inFavour = ["found for", "found in part"] as const;
const completed = [
  ...inFavour,
  "found against",
  "nothing found",
  "withdrawn",
  "completed",
  "outcome not recorded",
] as const;
const accepted = [...completed, "under review"] as const;
const proposed = [...accepted, "with the casework team", "declined"] as const;

type Flow = Pick<Site["report"]["casework"], "reviews" | "words">;

/** The outcomes of reviews as the office calls them, in its order, or without one those there are. */
function outcomesOf({ reviews, words }: Flow): { word: string; meaning: string }[] {
  const listed = words.filter(({ list }) => list === "review_outcome");
  if (listed.length > 0) return listed;
  const held = new Set(reviews.flatMap(({ outcome }) => (outcome === null ? [] : [outcome])));
  return [...held].sort().map((word) => ({ word, meaning: "" }));
}

/**
 * What became of the requests at each step, from the places they have come to: the parts of a step add up to what went
 * on from the step before. Parts of nothing are left out, but for what goes on.
 */
function stepsOf(count: Count, { reviews, words }: Flow, investigations: number, called: Called): Step[] {
  const part = (name: string, way: Part["way"], requests: number): Part => ({ name, way, requests });
  const outcomes = outcomesOf({ reviews, words }).map(({ word, meaning }) => {
    const own = reviews.filter(({ outcome }) => outcome === word);
    const isOn = inFavour.some((one) => one === meaning);
    return part(
      word,
      isOn ? "on" : "out",
      own.reduce((sum, { requests }) => sum + requests, 0),
    );
  });
  const steps: Step[] = [
    {
      title: fillCalled("{feedback team} decides whether to propose a review", called),
      parts: [
        part("proposed", "on", count(...proposed)),
        part("not proposed", "out", count("not proposed")),
        part("closed without a review", "out", count("closed without a review")),
        part("not decided yet", "open", count("not decided on")),
        part("not known: a date could not be read", "out", count("a date could not be read")),
      ],
    },
    {
      title: "The casework team accepts or declines",
      parts: [
        part("accepted", "on", count(...accepted)),
        part("declined", "out", count("declined")),
        part("not decided yet", "open", count("with the casework team")),
      ],
    },
    {
      title: "The review is completed",
      parts: [
        ...outcomes,
        part("outcome not recorded", "out", count("outcome not recorded")),
        part("not completed yet", "open", count("under review")),
      ],
    },
    {
      title: "What a review decided for the complainant leads to",
      parts: [
        part("new investigation", "on", investigations),
        part("no new investigation", "out", count(...inFavour) - investigations),
      ],
    },
  ];
  return steps.map(({ title, parts }) => ({
    title,
    parts: parts.filter(({ requests, way }) => requests > 0 || way === "on"),
  }));
}

const fills = { on: "var(--line)", out: "var(--hatch)", open: "url(#hatch)" } as const;

/** Bars of one step side by side from the left, on the scale of all the requests; what is open is hatched. */
function flowBar({ parts }: Step, all: number): Html {
  let from = 0;
  const bars = parts
    .filter(({ requests }) => requests > 0)
    .map(({ way, requests }) => {
      const width = (1000 * requests) / all;
      const bar = html`
        <rect x="${(from + 1).toFixed(1)}" y="1" width="${Math.max(1, width - 2).toFixed(1)}" height="22"
          fill="${fills[way]}" stroke="${way === "open" ? "var(--axis)" : "none"}"></rect>`;
      from += width;
      return bar;
    });
  return html`
    <svg class="flow-bar" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${bars}
    </svg>`;
}

function swatch(way: Part["way"]): Html {
  return html`
    <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="11" height="11" fill="${fills[way]}" stroke="var(--axis)"></rect>
    </svg>`;
}

function stepItem(step: Step, all: number): Html {
  const parts = step.parts.map(
    ({ name, way, requests }) =>
      html`<span class="flow-part">${swatch(way)} <strong>${formatCount(requests)}</strong> ${name}</span>`,
  );
  return html`<li><h3>${step.title}</h3>${flowBar(step, all)}<p>${parts}</p></li>`;
}

/** What the flow says: 'Of 565 requests, 292 were proposed for review, 214 accepted, 11 decided for the complainant in full or part'. */
function flowFinding(count: Count, all: number, investigations: number): string {
  if (all === 0) return "No request to review a decision was received in the 12 months";
  const some = (number: number) => (number === 0 ? "none" : formatCount(number));
  const found = count(...inFavour);
  const led = found === 0 ? "" : `; ${some(investigations)} led to a new investigation`;
  return `Of ${plural(all, "request")}, ${some(count(...proposed))} proposed for review, ${some(count(...accepted))} accepted, ${some(found)} decided for the complainant in full or part${led}`;
}

const ways = { on: "goes on", out: "ends here", open: "still open" } as const;

/**
 * What became of the requests to review a decision of the last 12 months, step by step: the same requests at every step,
 * those still open shown as such, so that each step adds up to the one before. Nothing in the public edition.
 */
export function reviewFlow(site: Site): Content {
  if (site.report.edition === "public") return "";
  const { reviews } = site.report.casework;
  const count: Count = (...states) =>
    reviews.reduce((sum, { state, requests }) => sum + (states.includes(state) ? requests : 0), 0);
  const all = reviews.reduce((sum, { requests }) => sum + requests, 0);
  const investigations = reviews.reduce((sum, one) => sum + one.new_investigations, 0);
  const span = `${formatMonth(monthsBefore(site.month, 11))} to ${formatMonth(site.month)}`;
  const open = count("not decided on", "with the casework team", "under review");
  const requests = { list: "requests", from: yearBegins(site) } as const;
  const notWhole = missingWords(site, requests.list, requests.from);
  const missing = all === 0 ? notWhole : missingWords(site, "reviews");
  if (missing !== null) {
    const bases = [all === 0 ? requests : { list: "reviews" as const }];
    const what =
      all > 0
        ? saidHtml(
            said(
              site,
              [{ loadedOf: "requests" }],
              `What became of ${plural(all, "request")} to review a decision can’t be told.`,
            ),
          )
        : "";
    return html`<section class="panel flow"><h2>${what}${what === "" ? "" : " "}${saidHtml(untold(site, bases, missing))}</h2></section>`;
  }
  const basis = resting(site, { loadedOf: "requests" }, { list: "reviews" });
  const partly = partlyLoaded(site, requests, "What follows is of the requests that were loaded.");
  const finding = flowFinding(count, all, investigations);
  const explained = html`
    <p class="says">
      The requests received ${span}, followed to ${formatDay(site.report.asAt)}: the same ones at every
      step, so the counts aren’t those of the months in which a step was taken. ${open === 1 ? "One is" : `${formatCount(open)} are`} still
      open, so the last steps aren’t final.
    </p>`;
  if (all === 0) return html`<section class="panel flow"${basis}><h2>${finding}</h2></section>`;
  const steps = stepsOf(count, site.report.casework, investigations, site.report.about.called);
  const rows = steps.flatMap(({ title, parts }) =>
    parts.map(({ name, way, requests }): Content[] => [
      title,
      name,
      formatCount(requests),
      `${((100 * requests) / all).toFixed(1)}%`,
      ways[way],
    ]),
  );
  const columns = [
    { label: "Step" },
    { label: "What became of them" },
    { label: "Requests", numeric: true },
    { label: "Of all", numeric: true },
    { label: "Then" },
  ];
  const table = dataTable(`Requests received ${span}, step by step`, columns, rows);
  const received = html`
    <li>
      <h3>Received</h3>
      ${flowBar({ title: "", parts: [{ name: "", way: "on", requests: all }] }, all)}
      <p>
        <span class="flow-part">
          ${swatch("on")} <strong>${formatCount(all)}</strong> ${all === 1 ? "request" : "requests"}
        </span>
      </p>
    </li>`;
  return html`
    <section class="panel flow"${basis}>
      <h2>${finding}</h2>
      ${explained}
      ${partly}
      <ol>${received}${steps.map((step) => stepItem(step, all))}</ol>
      ${fold("Show as a table", table)}
    </section>`;
}
