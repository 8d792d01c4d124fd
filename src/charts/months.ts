import type { Figure } from "../measures/figure.ts";
import type { Axis } from "./scale.ts";

/** What a chart over months draws. `label` is its name for a reader who can't see it. */
export interface Trend {
  months: readonly { month: string; figure: Figure | null }[];
  unit: string;
  target: number | null;
  label: string;
  /** The months in which a new series begins. */
  breaks?: readonly string[];
  /** The months in which limits begin anew though the series doesn't break. */
  rebases?: readonly string[];
  /** The months in which a step to another level is proposed. */
  steps?: readonly string[];
  /** Events that the office has noted, each by the number it is listed under. */
  flags?: readonly { month: string; number: number }[];
  axis?: Axis;
  /** Whether the chart says of its months their values, what these are of, their limits and signs, for a script of its page. */
  says?: boolean;
}
