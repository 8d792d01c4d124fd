import { toSite } from "../../../src/report/series.ts";
import internalBrief from "../../../src/site/pages/internal/index.md.ts";
import { fixtureInput } from "./fixture.ts";

/** As many matters and as much news as a bad month brings, in words as long as people write, and ten headlines. */
export function crowdedBrief(): string {
  const input = fixtureInput("internal");
  const { items, actions } = input.casework;
  const long = {
    criterion: "very vulnerable complainant",
    sender_type: "member of the public",
    content: "decision by the Information Commissioner's Office",
    owner: "Assistant Director, Customer Care",
  };
  const overdue = actions.filter(({ is_overdue }) => is_overdue);
  const casework = {
    ...input.casework,
    // All that fell in September 2020 is new since then.
    since: "2020-08-31",
    items: Array.from({ length: 3 }, () => items.map((item) => ({ ...item, ...long }))).flat(),
    actions: Array.from({ length: 9 }, (_, place) =>
      overdue.map((one) => ({
        ...one,
        action_reference: `AC-${2000 + place}`,
        action:
          "Give each of Customer Care C’s cases past week 8 a date to close by, the oldest first, and tell each person who complained of it",
      })),
    ).flat(),
  };
  return internalBrief.make(toSite({ ...input, casework, headlines: input.headlines.slice(0, 10) })).body
    .text;
}
