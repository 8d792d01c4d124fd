import { capitalise } from "../../../report/format.ts";

/** A category of feedback in as few words as tell it from the others: 'Decision', 'Service, ongoing case'. */
export function shortCategory(category: string): string {
  return capitalise(category.replace(/^complaint about our /, ""));
}
