import { registerPath } from "../report/names.ts";
import { isPageOff } from "../report/pageNames.ts";
import type { Report } from "../report/report.ts";

/** Where a reference has a row of its own on the internal site, from its root, in the order of the references: nowhere where the registers have no page. */
export function addressesOf(report: Pick<Report, "casework" | "pages">): Record<string, string> {
  if (isPageOff(report, "registers")) return {};
  const { items, actions } = report.casework;
  const found = new Map<string, string>();
  const ofItem = new Map<string, string>();
  for (const { item_reference, case_reference, register } of items) {
    const address = `./${registerPath(register)}.html#${item_reference}`;
    ofItem.set(item_reference, address);
    found.set(item_reference, address);
    if (case_reference && !found.has(case_reference)) found.set(case_reference, address);
  }
  for (const { action_reference, item_reference } of actions) {
    const address = ofItem.get(item_reference ?? "");
    if (address) found.set(action_reference, address);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
