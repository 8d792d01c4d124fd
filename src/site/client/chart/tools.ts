import { formatMonth } from "../../../report/format.ts";
import type { PageChart } from "./pageChart.ts";
import type { ViewAddress } from "./viewAddress.ts";

type Chosen = Pick<ViewAddress, "months" | "beside">;

/** The choices above a chart. */
export interface Tools {
  form: HTMLFormElement;
  /** What is chosen. */
  read: () => Chosen;
  /** Has the choices say what is chosen; what can't be is left at the first. */
  write: (chosen: Chosen) => void;
  /** Offers groups that weren't on the page, in the place of the choice to look for them. */
  offer: (groups: PageChart["groups"]) => void;
}

/** The choice by which groups that aren't on the page are looked for. */
export const moreGroups = "more-groups";

function choice(form: HTMLFormElement, label: string, name: string): HTMLSelectElement {
  const around = document.createElement("label");
  const select = document.createElement("select");
  select.name = name;
  around.append(label, select);
  form.append(around);
  return select;
}

/**
 * How many months of a chart are drawn, and what stands beside them; a choice of one thing isn't shown. `more` is what can be looked for
 * besides, in words; empty where there is nothing.
 */
export function chartTools({ months, groups }: PageChart, more: string): Tools {
  const form = document.createElement("form");
  form.className = "chart-tools";
  form.dataset.script = "";
  form.addEventListener("submit", (event) => event.preventDefault());
  const span = choice(form, "Months", "months");
  span.append(new Option(`All, from ${formatMonth(months[0] ?? "")}`, ""));
  if (months.length > 36) span.append(new Option("Last 3 years", "36"));
  if (months.length > 13) span.append(new Option("Last 13 months", "13"));
  const beside = choice(form, "Beside it", "beside");
  beside.append(new Option("Nothing", ""));
  if (months.length > 12) beside.append(new Option("Same months a year before", "year-before"));
  const offer = (offered: PageChart["groups"]) => {
    for (const { dimension, groups: own } of offered) {
      const group = document.createElement("optgroup");
      group.label = dimension;
      group.append(...own.map(({ key, name }) => new Option(name, key)));
      beside.append(group);
    }
  };
  offer(groups);
  if (more !== "") beside.append(new Option(more, moreGroups));
  for (const select of [span, beside])
    if (select.options.length < 2 && select.parentElement) select.parentElement.hidden = true;
  return {
    form,
    offer: (offered) => {
      beside.querySelector(`option[value="${moreGroups}"]`)?.remove();
      offer(offered);
    },
    read: () => ({
      months: (["13", "36"] as const).find((count) => count === span.value) ?? "",
      beside: beside.value,
    }),
    write: (chosen) => {
      span.value = chosen.months;
      beside.value = chosen.beside;
      for (const select of [span, beside]) if (select.selectedIndex < 0) select.selectedIndex = 0;
    },
  };
}
