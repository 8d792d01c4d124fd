import { keptAfter, type Move, type Moves, type MovesForecast } from "../../../casework/forecastMoves.ts";
import type { Today } from "../../../casework/today.ts";
import { type UsualLoad, wholeLoad } from "../../../casework/usualLoads.ts";
import { formatCount, formatDay, formatList, plural } from "../../../report/format.ts";
import { notRecordedWords } from "../../../report/held.ts";
import { type Content, type Html, html } from "../../../report/html.ts";
import { limitDaySaid, limitOf } from "../../../report/limitsSaid.ts";
import { listed } from "../../../report/said.ts";
import type { Site } from "../../../report/series.ts";
import { dataTable, fold } from "../dataTable.ts";
import { expected } from "./forecastBreaches.ts";

type Expected = MovesForecast["by_case"];

const casesOf = (moves: readonly Move[]) => moves.reduce((sum, { cases }) => sum + cases, 0);

const cell = ({ expected: value, lower, upper }: Expected): Content => expected(value, lower, upper);

/** Whether two ranges have no count in common: then it is more than chance. */
const areApart = (one: Expected, other: Expected) => one.upper < other.lower || other.upper < one.lower;

function compared(words: string, now: MovesForecast, asItIs: MovesForecast): string {
  const [low, high] = [now.by_case, now.by_officer].map(({ expected: value }) =>
    formatCount(Math.round(value)),
  );
  const before = formatCount(Math.round(asItIs.by_case.expected));
  const both = areApart(now.by_case, asItIs.by_case) && areApart(now.by_officer, asItIs.by_officer);
  const chance = both
    ? "The ranges lie apart: that is more than chance."
    : "The ranges overlap: chance alone may make as much of a difference.";
  return `${words} about ${low} would pass it if each case went at the pace of whoever has it then, ${high} if each officer closed no more a day than now; ${before} as it is. ${chance}`;
}

function movedWords(moves: readonly Move[]): string {
  const from = [...new Set(moves.flatMap((one) => one.from ?? []))].sort();
  return `${plural(casesOf(moves), "case")} of ${formatList(from)}`;
}

/** Who keeps cases over the usual load all the same, and why: 'The room of the others is used up: …'. */
function keptWords(today: Today, usual: UsualLoad, moves: readonly Move[]): string {
  const kept = keptAfter(today.loads, usual, moves);
  if (kept.length === 0) return "";
  const why =
    roomOf(today) > casesOf(moves)
      ? "They have no more cases in time to give"
      : moves.length > 0
        ? "The room of the others is used up"
        : "Nobody has room";
  const each = kept.map(({ officer, cases }, index) =>
    index === 0 ? `${plural(cases, "case")} of ${officer}` : `${formatCount(cases)} of ${officer}`,
  );
  const first = kept.length === 1 && kept[0]?.cases === 1 ? "stays" : "stay";
  return `${why}: ${formatList(each)} over the usual load, ${formatCount(wholeLoad(usual))}, ${first} with them.`;
}

/** How many cases there is room for with all who aren't marked as over. */
const roomOf = ({ loads }: Today) =>
  loads.filter(({ sign }) => sign !== "over").reduce((sum, { room }) => sum + room, 0);

/** How many of the queue there is room for, where it isn't all of it. */
function queueRoom(today: Today, { levelled, allocated }: Moves): string {
  const queued = casesOf(allocated.moves);
  const room = roomOf(today);
  const moved = casesOf(levelled.moves);
  const alone = Math.min(queued, room);
  const after = Math.min(queued, room - moved);
  if (after >= queued) return "";
  const then = moved > 0 ? `, and for ${after <= 0 ? "none" : formatCount(after)} once cases are moved` : "";
  return ` There is room for ${alone === 0 ? "none" : formatCount(alone)} of them${then}: the others take whoever gets them past the usual load.`;
}

function says(today: Today, usual: UsualLoad, moves: Moves): Html {
  const { levelled, allocated, as_it_is } = moves;
  const isOver = today.loads.some(({ sign }) => sign === "over");
  const kept = keptWords(today, usual, levelled.moves);
  const lines = [
    levelled.moves.length === 0
      ? `${isOver ? "" : "Nobody is over the usual load by more than chance. "}${kept} Nothing is moved.`.trim()
      : `${compared(`If ${movedWords(levelled.moves)} moved to who has room,`, levelled, as_it_is)} ${kept}`,
    allocated.moves.length === 0
      ? "Nothing waits to be allocated."
      : `${compared(
          `If the ${plural(casesOf(allocated.moves), "case")} of the queue were allocated,`,
          allocated,
          as_it_is,
        )}${queueRoom(today, moves)}`,
  ];
  return html`${lines.map((line) => html`<p class="says">${line.replaceAll(/ +/g, " ").trim()}</p>`)}`;
}

function table(site: Site, moves: Moves): Html {
  const rows: [string, MovesForecast][] = [
    ["As it is, the queue waiting", moves.as_it_is],
    ...(moves.levelled.moves.length > 0
      ? [["Moved to who has room", moves.levelled] as [string, MovesForecast]]
      : []),
    ...(moves.allocated.moves.length > 0
      ? [["The queue allocated", moves.allocated] as [string, MovesForecast]]
      : []),
    ...(moves.levelled.moves.length > 0 && moves.allocated.moves.length > 0
      ? [["Both", moves.both] as [string, MovesForecast]]
      : []),
  ];
  return dataTable(
    html`<span class="unseen">Cases that will pass ${limitDaySaid(site, "day 20")} by ${formatDay(moves.to)}, by what is done</span>`,
    [
      { label: "What is done" },
      { label: "Cases moved", numeric: true },
      { label: "At each one’s pace", numeric: true },
      { label: "At as many a day", numeric: true },
    ],
    rows.map(([name, one]) => [
      name,
      formatCount(casesOf(one.moves)),
      cell(one.by_case),
      cell(one.by_officer),
    ]),
    "counts",
  );
}

function eachMove(moves: readonly Move[]): Html {
  return dataTable(
    html`<span class="unseen">How many cases go from whom to whom, if both are done</span>`,
    [{ label: "From" }, { label: "To" }, { label: "Cases", numeric: true }],
    moves.map(({ from, to, cases }) => [from ?? "The queue", to, formatCount(cases)]),
  );
}

function assumptions(site: Site, usual: UsualLoad): Html {
  const whole = formatCount(wholeLoad(usual));
  const day20 = limitDaySaid(site, "day 20");
  return html`
    <ul class="assumed">
      <li>
        Closing keeps the pace of the last six months, told by category, by the days a case has been open and by
        officer; an officer of whom little is known goes at the office’s.
      </li>
      <li>
        Moved are the newest cases still in time of whoever is marked as over the usual load, until they have ${whole} or
        nobody has fewer than ${whole}: one at a time, from whoever has the most then to whoever has the fewest, of
        their own team where it has room. A moved case keeps its days.
      </li>
      <li>
        The queue is allocated on the next working day, the longest wait first, each to whoever has the fewest then,
        also past the usual load. None goes to whoever is marked as over it, unless all are: who gives cases up is
        given none. A case that waits is on no clock, so leaving it there passes no ${day20} and helps nobody.
      </li>
      <li>
        Who takes cases has the time for them, in the first column; in the second each closes as many a day as now,
        whatever they have. What happens is likely to be between the two.
      </li>
      <li>What comes later isn’t counted. The range beside each number should hold in 9 months of 10.</li>
    </ul>`;
}

/** What moving cases, or allocating the queue, would do to the cases that pass day 20. */
export function movesForecast(site: Site, today: Today): Html {
  const { moves, usual, day } = today;
  const day20 = limitDaySaid(site, "day 20");
  const why =
    limitOf(site, "day 20") === undefined
      ? "this office has set no such limit"
      : notRecordedWords(site, "officer", day) === null
        ? "there is no usual load yet"
        : "who has a case isn’t held";
  const { basis, content } = listed(
    site,
    { list: "today", rows: moves === null || usual === null ? 0 : 1 },
    `It can’t be told: ${why}.`,
    () =>
      moves === null || usual === null
        ? ""
        : html`
          ${says(today, usual, moves)}
          ${table(site, moves)}
          ${fold("What this assumes", assumptions(site, usual))}
          ${moves.both.moves.length > 0 ? fold("From whom to whom", eachMove(moves.both.moves)) : ""}`,
  );
  const until = moves === null ? "" : ` by ${formatDay(moves.to)}`;
  return html`
    <section class="agenda" id="moves"${basis}>
      <h2>
        What moving cases would do <span class="explain">open cases that will pass ${day20}${until} unless they are closed sooner</span>
      </h2>
      ${content}
    </section>`;
}
