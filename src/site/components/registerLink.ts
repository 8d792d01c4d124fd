import type { RegisterItem } from "../../casework/registers.ts";
import { type Content, html } from "../html.ts";
import type { Site } from "../series.ts";

/** The six assurance registers, in the order the office keeps them (CAP 1.21). */
export const registerNames = [
  "central assurance",
  "case referrals",
  "MP correspondence",
  "specific handling oversight",
  "social media",
  "phone calls put through",
] as const;

/** Where a register's page is, within the site and without an extension. */
export function registerPath(register: string): string {
  return `registers/${register.toLowerCase().replaceAll(" ", "-")}`;
}

/** An item's reference as a link to its row in its register; as it is when it has no row. */
export function itemLink(site: Site, reference: string, root: string): Content {
  const item = site.input.casework.items.find((one) => one.item_reference === reference);
  return item ? linkToItem(item, root) : reference;
}

/** An item's reference as a link to its row in its register. */
export function linkToItem({ item_reference, register }: RegisterItem, root: string): Content {
  return html`<a href="${root}${registerPath(register)}.html#${item_reference}">${item_reference}</a>`;
}
