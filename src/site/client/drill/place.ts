/** What the page shows, as its address has it: `drill.html?measure=…&by=team&group=…&month=2022-03`. */
export interface DrillPlace {
  measure: string;
  /** The dimension a figure is opened by, or `month`; empty for the measure's first. */
  by: string;
  /** The group of that dimension; null for all. */
  group: string | null;
  /** The month whose rows are shown, as it was asked for, were it none; empty for none yet. */
  month: string;
  /** A second dimension the rows of a month are counted by, and the value of it they are narrowed to. */
  also: string;
  value: string | null;
  /** Of a share, the rows that count in it or those that don't. */
  only: "" | "counted" | "others";
  /** Of a month, its figures by group instead of its rows. */
  show: "" | "groups";
  /** Which page of a long table is shown, from 2; empty for the first. */
  page: string;
  /** How many months the chart draws: 13, all, or empty for the last three years, and those since what it says began. */
  drawn: "" | "13" | "all";
  /** The column the table is sorted by, after a minus when the last comes first; empty for the order of the file. */
  sort: string;
}

/** Whether what is asked for as a month is one. */
export const isMonth = (asked: string): boolean => /^\d{4}-(?:0[1-9]|1[0-2])$/.test(asked);

/** What is asked for as a month is cut after so many letters. */
const longestMonth = 20;

/** The place an address names; null when it names no measure. */
export function readPlace(search: string): DrillPlace | null {
  const asked = new URLSearchParams(search);
  const measure = asked.get("measure") ?? "";
  if (!/^[a-z0-9-]+$/.test(measure)) return null;
  const only = asked.get("only") ?? "";
  const month = asked.get("month") ?? "";
  const page = asked.get("page") ?? "";
  return {
    measure,
    by: asked.get("by") ?? "",
    group: asked.get("group"),
    month: month.slice(0, longestMonth),
    also: asked.get("also") ?? "",
    value: asked.get("value"),
    only: only === "counted" || only === "others" ? only : "",
    show: asked.get("show") === "groups" ? "groups" : "",
    page: /^[1-9]\d{0,3}$/.test(page) ? page : "",
    drawn: (["13", "all"] as const).find((count) => count === asked.get("drawn")) ?? "",
    sort: asked.get("sort") ?? "",
  };
}

/** The address of a place, from the page itself. */
export function addressOf(place: DrillPlace): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(place))
    if (typeof value === "string" && (value !== "" || name === "group" || name === "value"))
      asked.set(name, value);
  return `./drill.html?${asked}`;
}

/** A place one step from another: what belongs to the level below is dropped unless given. */
export function step(place: DrillPlace, to: Partial<DrillPlace>): DrillPlace {
  const { measure, by, group, month, drawn } = place;
  const below = { also: "", value: null, only: "", show: "", page: "", sort: "" } as const;
  return { measure, by, group, month, drawn, ...below, ...to };
}

/** Whether a place shows other rows of a month than the first, or these among others: all of them are needed then. */
export const needsAll = ({ group, also, value, only, sort, page }: DrillPlace): boolean =>
  group !== null || value !== null || [also, only, sort, page].some((one) => one !== "");

/** Whether two places show the same list, of which each may have another part, page or order. */
export function isSameList(one: DrillPlace, other: DrillPlace): boolean {
  const { only: _only, sort: _sort, page: _page, drawn: _drawn, by, ...list } = one;
  // An address without a dimension is of the measure's first.
  const isSameBy = by === other.by || by === "" || other.by === "";
  return (
    isSameBy && Object.entries(list).every(([name, value]) => other[name as keyof typeof list] === value)
  );
}
