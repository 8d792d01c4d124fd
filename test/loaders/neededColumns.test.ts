import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { neededColumns, toColumns } from "../../loaders/contractColumns.ts";
import { contracts } from "../../loaders/contracts.ts";
import { csv, openSmallOffice, settingsOf, smallOfficeYaml } from "../smallOffice.ts";

/** What each contract needs, and the measures that it alone gives then. */
const least: Record<string, { columns: string[]; gives: string[] }> = {
  bodies: { columns: ["body", "year_from"], gives: [] },
  calls: { columns: ["call_id", "started_at"], gives: ["calls"] },
  cases: { columns: ["case_reference", "received_on"], gives: ["cases-received"] },
  emails: { columns: ["mailbox", "from_on", "to_on", "emails"], gives: ["emails"] },
  feedback: { columns: ["feedback_reference", "received_on"], gives: ["feedback-received"] },
  information_requests: { columns: ["request_reference", "received_on"], gives: ["foi-received"] },
  published_figures: { columns: ["figure", "period", "published_in"], gives: [] },
  recommendations: {
    columns: ["recommendation_reference", "made_on"],
    gives: ["recommendations-made"],
  },
  register_actions: { columns: ["action_reference", "agreed_on"], gives: [] },
  register_items: { columns: ["item_reference", "received_on"], gives: ["assurance-enquiries"] },
  register_milestones: { columns: ["milestone_reference", "due_on"], gives: [] },
  reviews: {
    columns: ["review_reference", "received_on"],
    gives: [],
  },
  samples: { columns: ["sample_id", "due_on"], gives: [] },
  staff: { columns: ["snapshot_on", "staff_number"], gives: ["staff-headcount"] },
  stages: { columns: ["case_reference", "stage", "started_on"], gives: [] },
  surveys: {
    columns: ["from_on", "to_on", "audience", "commitment", "answered", "positive"],
    gives: ["survey-positive"],
  },
  web_forms: { columns: ["form_id", "submitted_at"], gives: ["web-forms"] },
  withdrawals: { columns: ["contract", "reference", "withdrawn_on"], gives: [] },
};

/** An office with a source of each contract but withdrawals, which names what that needs. */
const settings = () =>
  settingsOf(
    stringify({
      sources: Object.fromEntries(
        Object.entries(least)
          .filter(([contract]) => contract !== "withdrawals")
          .map(([contract, { columns }]) => [
            contract,
            {
              system: "Log",
              contract,
              files: `${contract}-{month}.csv`,
              format: "csv",
              dates: ["yyyy-mm-dd", "yyyy-mm-ddThh:mm:ssZ"],
              later_files: "update",
              due: { days: 5 },
              columns: Object.fromEntries(columns.map((name) => [name, name])),
            },
          ]),
      ),
    }),
    smallOfficeYaml,
    { "vocabulary.yaml": "" },
  );

/** Two rows of January 2022, by the kinds of their columns. */
function rowsOf(contract: string, columns: readonly string[]): string[] {
  const all = contracts.get(contract);
  if (!all) throw new Error(`unknown contract: ${contract}`);
  const schemas = new Map(toColumns(all).map(({ name, schema }) => [name, schema]));
  return ["1", "2"].map((number) => {
    const cells = columns.map((name) => {
      const { format, type, enum: words } = schemas.get(name) ?? {};
      if (format === "date") return name === "to_on" ? "2022-01-31" : `2022-01-0${number}`;
      if (format === "date-time") return `2022-01-0${number}T10:00:00Z`;
      if (type === "integer") return number;
      return words?.[0] ?? `R${number}`;
    });
    return cells.join(",");
  });
}

describe("what a contract needs", () => {
  it.each([...contracts.values()].map((contract) => [contract.name, contract] as const))(
    "is what identifies its rows, and their days: %s",
    (name, contract) => {
      expect(neededColumns(contract).sort()).toEqual([...(least[name]?.columns ?? [])].sort());
    },
  );

  it("is enough to load, breaks no check, and gives what it can", async () => {
    const own = settings();
    const files = own.sources.map(({ contract }): [string, string] => {
      const { columns = [] } = least[contract] ?? {};
      return [`2022-02-03/${contract}-2022-01.csv`, csv(columns.join(","), rowsOf(contract, columns))];
    });
    const office = await openSmallOffice(Object.fromEntries(files), own);
    for (const load of office.loads) expect(load).toMatchObject({ rows_loaded: 2, rows_quarantined: 0 });
    expect(office.loads).toHaveLength(contracts.size - 1);
    expect(office.checks.filter(({ rows }) => rows > 0).map(({ id }) => id)).toEqual([]);
    const given = Object.values(least).flatMap(({ gives }) => gives);
    for (const measure of given)
      expect(await office.inMonth(measure, "2022-01")).toMatchObject({ value: expect.any(Number) });
    const decided = await office.inMonth("cases-decided", "2022-01");
    expect(decided).toMatchObject({ value: null, status: "x" });
    expect(decided?.note).toContain(
      "This office’s Log extract has no column for the day the outcome was decided.",
    );
  });
});
