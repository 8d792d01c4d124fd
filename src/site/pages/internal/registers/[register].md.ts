import { daysForMp } from "../../../../casework/limits.ts";
import { registersOf } from "../../../../casework/ownWords.ts";
import type { RegisterItem } from "../../../../casework/registers.ts";
import { capitalise, formatDay, plural } from "../../../../report/format.ts";
import { html } from "../../../../report/html.ts";
import { registerSlug } from "../../../../report/names.ts";
import { pageName } from "../../../../report/pageNames.ts";
import { listed, resting, said, saidHtml } from "../../../../report/said.ts";
import type { Site } from "../../../../report/series.ts";
import { enquiryWords } from "../../../../report/words.ts";
import { type PageContent, trail } from "../../../components/layout.ts";
import { itemsTable } from "../../../components/registers/items.ts";
import type { PageModule } from "../../../pageModule.ts";

const isOpen = ({ closed_on }: RegisterItem) => closed_on === null;

/** One register: each open item, and those closed since the end of the month before or with an action still owed. */
function registerPage(site: Site, parameter: string): PageContent {
  const register = registersOf(site.report.casework).find((one) => registerSlug(one) === parameter);
  if (!register) throw new Error(`unknown register: ${parameter}`);
  const { items, since } = site.report.casework;
  const own = items.filter((item) => item.register === register);
  const open = own.filter(isOpen);
  const closed = own.filter((item) => !isOpen(item));
  const awaiting = open.filter(({ awaits_decision }) => awaits_decision).length;
  const late = open.filter(({ days_left_to_answer }) => (days_left_to_answer ?? 0) < 0).length;
  const oldest = Math.max(0, ...open.map(({ age_days }) => age_days));
  const says = [
    open.length > 0 ? `${plural(open.length, "item")} open, the oldest for ${plural(oldest, "day")}.` : "",
    awaiting > 0 ? `${plural(awaiting, "item")} ${awaiting === 1 ? "awaits" : "await"} a decision.` : "",
    late > 0
      ? `${plural(late, enquiryWords(site).one, enquiryWords(site).many)} past ${plural(daysForMp(site.report.casework), "day")}.`
      : "",
  ].filter(Boolean);
  const name = capitalise(register);
  const openItems = listed(
    site,
    { list: "items", rows: open.length },
    "No item of this register is open.",
    () => itemsTable(site, open, `${name}: items open`, { isClosed: false }),
  );
  const closedTable =
    closed.length === 0
      ? ""
      : html`
        <section class="agenda"${resting(site, { loadedOf: "items" })}>
          <h2>
            Closed <span class="explain">
              since ${formatDay(since)}, or with something still owed or happening since
            </span>
          </h2>
          ${itemsTable(site, closed, `${name}: items closed`, { isClosed: true })}
        </section>`;
  return {
    title: `${name} register, ${formatDay(site.report.asAt)}`,
    body: html`
      ${trail([
        { href: "../index.html", name: "Brief" },
        { href: "./index.html", name: pageName(site.report.pages, "registers", "Registers") },
      ])}
      <h1>${name}</h1>
      <p class="lead">
        As at <strong>${formatDay(site.report.asAt)}</strong>. ${saidHtml(said(site, [{ list: "items" }], says.join(" ")))}
      </p>
      <section class="agenda"${openItems.basis}><h2>Open</h2>${openItems.content}</section>
      ${closedTable}`,
  };
}

export default {
  listsCases: true,
  parameters: (site) => registersOf(site.report.casework).map(registerSlug),
  make: registerPage,
} satisfies PageModule;
