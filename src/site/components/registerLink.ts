import type { RegisterItem } from "../../casework/registers.ts";
import { type Content, html } from "../../report/html.ts";
import { registerPath } from "../../report/names.ts";
import { isPageOff } from "../../report/pageNames.ts";
import type { Site } from "../../report/series.ts";

/** An item's reference as a link to its row in its register; as it is when it has no row. */
export function itemLink(site: Site, reference: string, root: string): Content {
  const item = site.report.casework.items.find((one) => one.item_reference === reference);
  return item ? linkToItem(site, item, root) : reference;
}

/** An item's reference as a link to its row in its register; as it is where the registers have no page. */
export function linkToItem(
  { report }: Site,
  { item_reference, register }: RegisterItem,
  root: string,
): Content {
  if (isPageOff(report, "registers")) return item_reference;
  return html`<a href="${root}${registerPath(register)}.html#${item_reference}">${item_reference}</a>`;
}
