import { frames } from "../../../charts/frames.ts";
import type { MonthLimits, Sign } from "../../../charts/readMonths.ts";
import { axisFor, formatTick } from "../../../charts/scale.ts";
import { spread } from "../../../charts/spread.ts";
import { outline, signColours } from "../../../charts/symbols.ts";
import { formatShortMonth, formatTarget, formatValue } from "../../../report/format.ts";
import { type Content, type Html, html } from "../../../report/html.ts";

import { linePath } from "./linePath.ts";

type Values = readonly (number | null)[];

/** Months as a view of them is drawn: a value, or a word for why there is none, to each, and what stands beside them. */
export interface View {
  label: string;
  months: readonly string[];
  values: Values;
  /** Of a month not held or hidden the word for it; empty of any other. */
  missing: readonly string[];
  signs: readonly Sign[];
  limits: readonly (MonthLimits | null)[];
  unit: string;
  /** What was wanted of each month; null where nothing was. */
  targets: Values;
  marks: readonly { month: string; word: string }[];
  other: Values | null;
}

const round = (number: number) => Math.round(number * 10) / 10;

/** A level line through the months of each target in a row. */
function targetPath(
  targets: Values,
  side: { from: (at: number) => number; to: (at: number) => number },
  y: (value: number) => number,
): string {
  return targets
    .map((target, at) => {
      if (target === null) return "";
      const begins = targets[at - 1] !== target ? `M${side.from(at)} ${round(y(target))}` : "";
      return begins + (targets[at + 1] !== target ? `H${side.to(at)}` : "");
    })
    .join("");
}

/** Months without a point in a row, of one word. */
function gapsOf(missing: readonly string[]): { from: number; to: number; word: string }[] {
  const gaps: { from: number; to: number; word: string }[] = [];
  for (const [at, word] of missing.entries()) {
    const last = gaps.at(-1);
    if (word === "") continue;
    if (last?.to === at - 1 && last.word === word) last.to = at;
    else gaps.push({ from: at, to: at, word });
  }
  return gaps;
}

/** A view of months as a chart of the page's own manner, wide or for a phone. */
export function drawView(view: View, size: "wide" | "narrow"): Html {
  const { months, values, unit, targets, other, limits } = view;
  const target = targets.at(-1) ?? null;
  const { width, height, top, right, bottom, left, text, sign, plain } = frames[size];
  const isWide = size === "wide";
  const drawn = [...values, ...(other ?? [])].filter((value) => value !== null);
  const reachable = limits.flatMap((one) =>
    one ? [one.lower, one.upper].filter((limit) => limit >= 0 && (unit !== "percent" || limit <= 100)) : [],
  );
  const aims = targets.filter((one) => one !== null);
  const axis = axisFor([...drawn, ...reachable, ...aims], target, unit, 5);
  const [low, high] = axis.domain;
  const step = (width - left - right) / months.length;
  const x = (at: number) => left + step * (at + 0.5);
  const y = (value: number) => top + ((high - value) / (high - low)) * (height - top - bottom);
  const within = (value: number) => y(Math.min(high, Math.max(low, value)));
  const foot = height - bottom;
  const side = { from: (at: number) => round(x(at) - step / 2), to: (at: number) => round(x(at) + step / 2) };
  const bands = limits.map((one, at) => {
    if (!one) return { area: "", mean: "", trial: "" };
    const [from, to] = [side.from(at), side.to(at)];
    const [upper, lower, mean] = [one.upper, one.lower, one.mean].map((value) => round(within(value)));
    const edges = one.isTrial ? `M${from} ${upper}H${to}M${from} ${lower}H${to}` : "";
    return {
      area: `M${from} ${upper}H${to}V${lower}H${from}Z`,
      mean: `M${from} ${mean}H${to}`,
      trial: edges,
    };
  });
  const path = (d: string, attributes: Html) => (d === "" ? "" : html`<path d="${d}"${attributes}/>`);
  const label = (at: { x: number; y: number; anchor: string }, words: Content, more: Content = "") =>
    html`<text x="${round(at.x)}" y="${round(at.y)}" text-anchor="${at.anchor}"${more}>${words}</text>`;
  const every = Math.ceil(months.length / (isWide ? 7 : 3));
  const indexOf = (month: string) => months.indexOf(month);
  const marks = view.marks.filter(
    ({ month }) => indexOf(month) > 0 || (indexOf(month) === 0 && months.length > 0),
  );
  const breaks = marks.filter(({ word }) => word === "break").map(({ month }) => indexOf(month));
  const lastAt = values.findLastIndex((value) => value !== null);
  const last = values[lastAt] ?? null;
  const edge = [
    ...(last === null ? [] : [{ value: last, words: formatValue(last, unit), kind: html` class="now"` }]),
    ...(target === null || !isWide
      ? []
      : [{ value: target, words: `target ${formatTarget(target, unit)}`, kind: html` class="aim"` }]),
  ];
  const tops = spread(
    edge.map(({ value }) => within(value)),
    text + 3,
    foot,
  );
  return html`
    <svg class="chart view" role="img" aria-label="${view.label}" viewBox="0 0 ${width} ${height}" font-size="${text}"
      data-months="${months[0]} ${months.at(-1)}" data-x="${round(x(0))} ${round(x(months.length - 1))}"
      data-y="${low} ${round(y(low))} ${high} ${round(y(high))}">
      ${path(bands.map(({ area }) => area).join(""), html` fill="var(--limits)"`)}
      ${path(bands.map(({ mean }) => mean).join(""), html` fill="none" stroke="var(--axis)"`)}
      ${path(bands.map(({ trial }) => trial).join(""), html` fill="none" stroke="var(--axis)" stroke-dasharray="2 3"`)}
      ${axis.ticks.map(
        (tick) =>
          html`${path(`M${left} ${round(y(tick))}H${width - right}`, html` stroke="var(--${tick === low ? "axis" : "hairline"})"`)}${label({ x: left - 8, y: y(tick) + text * 0.3, anchor: "end" }, formatTick(tick, axis, unit))}`,
      )}
      ${months.map((month, at) =>
        (months.length - 1 - at) % every === 0
          ? label(
              { x: Math.max(left + 20, x(at)), y: foot + text + 7, anchor: "middle" },
              formatShortMonth(month),
            )
          : "",
      )}
      ${gapsOf(view.missing).map(
        ({ from, to, word }) =>
          html`<rect x="${side.from(from)}" y="${top}" width="${round(step * (to - from + 1))}" height="${foot - top}" fill="url(#hatch)" stroke="var(--hairline)"/>${
            step * (to - from + 1) >= 64
              ? label({ x: (x(from) + x(to)) / 2, y: top + 14, anchor: "middle" }, word, html` class="on"`)
              : ""
          }`,
      )}
      ${marks.map(({ month, word }, place) => {
        const at = side.from(indexOf(month));
        const isNearEnd = indexOf(month) > months.length * 0.85;
        const words = {
          x: at + (isNearEnd ? -5 : 5),
          y: foot - 6 - (place % 3) * (text + 3),
          anchor: isNearEnd ? "end" : "start",
        };
        return html`${path(`M${at} ${top}V${foot}`, html` stroke="var(--axis)" stroke-width="1.2" stroke-dasharray="1 3"`)}${label(words, word, html` class="on"`)}`;
      })}
      ${path(targetPath(targets, side, y), html` fill="none" stroke="var(--target)" stroke-width="1.5" stroke-dasharray="5 4"`)}
      ${other ? path(linePath(other, x, y), html` class="beside"`) : ""}
      ${path(linePath(values, x, y, breaks), html` class="own"`)}
      ${values.map((value, at) => {
        const kind = view.signs[at] ?? "common";
        const radius = at === lastAt ? sign + 1 : kind === "common" ? plain : sign;
        if (value === null) return "";
        const { fill, edge: stroke } =
          at === lastAt && kind === "common"
            ? { fill: "var(--line)", edge: "var(--line)" }
            : signColours[kind];
        return html`<path d="${outline(kind, round(x(at)), round(y(value)), radius)}" fill="${fill}" stroke="${stroke}"/>`;
      })}
      ${edge.map(({ words, kind }, at) => label({ x: width - right + 9, y: (tops[at] ?? 0) + text * 0.3, anchor: "start" }, words, kind))}
    </svg>`;
}
