import type { Advice, HiddenLine, Proposal } from "../release/planAdvice.ts";
import { shareHidden } from "../release/planAdvice.ts";
import { formatCount, plural } from "../report/format.ts";
import { alignCells } from "./printedTable.ts";

const nameOf = ({ measure, breakdown }: HiddenLine) =>
  breakdown === "total" ? measure : `${measure} by ${breakdown.split(",").join(" and ")}`;

const numbersFrom = (first: number, columns: number) =>
  new Set(Array.from({ length: columns - first }, (_, place) => first + place));

const shareOf = (line: HiddenLine) => `${shareHidden(line).toFixed(1)}%`;

const signed = (number: number) => `${number > 0 ? "+" : ""}${formatCount(number)}`;

function toLines({ line, choices, impossible, yaml }: Proposal): string[] {
  const now = line.figures - line.small - line.others;
  const rows = choices.map((one) => [
    one.what,
    ...[one.figures, one.shown, one.lost, one.elsewhereShown, one.elsewhereHidden].map(formatCount),
    signed(one.gain),
  ]);
  const heading = ["instead", "figures", "shown", "lost", "shown elsewhere", "hidden elsewhere", "in all"];
  return [
    "",
    `${nameOf(line)}, ${line.kind}: ${formatCount(now)} of ${plural(line.figures, "figure")} shown`,
    ...(rows.length > 0 ? [alignCells([heading, ...rows], numbersFrom(1, 7)).trimEnd()] : []),
    ...choices
      .filter(({ groups }) => groups.length > 0)
      .map(({ what, groups }) => `${what}: ${groups.join(", ")}`),
    ...impossible.map((why) => `can’t be: ${why}`),
    ...(rows.length > 0
      ? [`To put into the plan for ‘${rows[0]?.[0]}’:`, yaml]
      : ["Nothing coarser is left."]),
  ];
}

/** Advice on a plan as text: what is hidden of each breakdown, and the choices where that is most of it. */
export function adviceText({ lines, proposals }: Advice, over: number): string {
  const heading = ["measure", "period", "figures", "small", "for others", "hidden"];
  const rows = lines.map((line) => [
    nameOf(line),
    line.kind,
    ...[line.figures, line.small, line.others].map(formatCount),
    shareOf(line),
  ]);
  const sum = (of: (line: HiddenLine) => number) => lines.reduce((all, line) => all + of(line), 0);
  const hidden = sum(({ small, others }) => small + others);
  return [
    alignCells([heading, ...rows], numbersFrom(2, 6)).trimEnd(),
    "",
    `${formatCount(hidden)} of ${plural(
      sum(({ figures }) => figures),
      "figure",
    )} are hidden: ${formatCount(sum(({ small }) => small))} are small, ${formatCount(sum(({ others }) => others))} would tell of others.`,
    `${plural(proposals.length, "line")} of which more than ${over}% is hidden. Of each choice: the figures it would publish instead, those shown,`,
    "those shown now that wouldn’t be, what becomes shown or hidden elsewhere, and how many more or fewer are shown in all.",
    ...proposals.flatMap(toLines),
    "",
  ].join("\n");
}

/** The same as JSON; of each choice without the whole plan that it makes. */
export const adviceJson = ({ lines, proposals }: Advice): string =>
  `${JSON.stringify(
    {
      lines,
      proposals: proposals.map(({ choices, ...proposal }) => ({
        ...proposal,
        choices: choices.map(({ plan: _, ...choice }) => choice),
      })),
    },
    null,
    2,
  )}\n`;
