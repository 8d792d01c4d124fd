/** How a chart is looked at, as the page's address has it; each is empty where it is as the page came. */
export interface ViewAddress {
  /** How many months are drawn. */
  months: "" | "13" | "36";
  /** What stands beside it: `year-before`, or a dimension and a group of it, `team:Customer Care A`. */
  beside: string;
  /** The month that is pointed at. */
  month: string;
  show: "" | "table" | "download";
  limits: "" | "xmr";
}

const names: readonly (keyof ViewAddress)[] = ["months", "beside", "month", "show", "limits"];

/** The view an address names: what it can't be is left out. */
export function readView(search: string): ViewAddress {
  const asked = new URLSearchParams(search);
  const of = <Word extends string>(name: string, words: readonly Word[]) =>
    words.find((word) => word === asked.get(name)) ?? "";
  const month = asked.get("month") ?? "";
  return {
    months: of("months", ["13", "36"]),
    beside: asked.get("beside") ?? "",
    month: /^\d{4}-\d{2}$/.test(month) ? month : "",
    show: of("show", ["table", "download"]),
    limits: of("limits", ["xmr"]),
  };
}

/** An address with a view in it. */
export function withView(address: string, view: ViewAddress): string {
  const url = new URL(address);
  for (const name of names)
    if (view[name] === "") url.searchParams.delete(name);
    else url.searchParams.set(name, view[name]);
  return url.href;
}
