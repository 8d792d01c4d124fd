import { formatDay, formatMonth } from "../report/format.ts";
import { saidText } from "../report/said.ts";
import type { Site } from "../report/series.ts";
import { verdictOfMonth } from "../report/verdictOfMonth.ts";
import { editions } from "../site/components/layout.ts";
import type { AgendaItem } from "./agenda.ts";
import type { PageOf } from "./pdf.ts";

/** The agenda in order as plain text, to be sent ahead: each item with its page and what it comes to. */
export function agendaText(site: Site, items: readonly AgendaItem[], pageOf: PageOf): string {
  const { edition, asAt, office } = site.report;
  const lines = items.map(
    ({ id, title, lead }, index) =>
      `${index + 1}. ${title} (page ${pageOf(id) ?? 0})\n   ${saidText(lead)}\n`,
  );
  const head = [
    `${office}: assurance meeting, ${formatMonth(site.month)}`,
    `${editions[edition].mark}. Figures as at ${formatDay(asAt)}.`,
  ];
  const verdict = saidText(verdictOfMonth(site, ({ definition }) => definition.title));
  if (verdict !== "") head.push("", verdict);
  return `${head.join("\n")}\n\n${lines.join("\n")}`;
}
