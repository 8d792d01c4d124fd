import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { openDatabase, query } from "../../loaders/database.ts";
import { findExtracts } from "../../loaders/findExtracts.ts";
import { load } from "../../loaders/load.ts";
import { readSettings } from "../../loaders/readSettings.ts";
import type { Settings } from "../../loaders/sources.ts";
import { temporaryFolder, writeFiles } from "../folders.ts";
import { settingsOf } from "../smallOffice.ts";

type Showing = Record<string, Record<string, string[]>>;

/** A log of enquiries in CSV, with the register in a column, whose mapping lets `may_be_shown` be shown. */
function settingsShowing(may_be_shown: Showing, change: Partial<Settings["sources"][number]> = {}): Settings {
  const settings = readSettings("data/sources.yaml");
  const registers = settings.sources.find(({ id }) => id === "assurance_registers");
  if (!registers) throw new Error("missing source: assurance_registers");
  const { sheet_is: _, ...source } = registers;
  const columns = Object.fromEntries(
    ["item_reference", "received_on", "sender_name", "sender_type", "register"].map((name) => [name, name]),
  );
  return {
    ...settings,
    sources: [
      {
        ...source,
        format: "csv",
        files: "items-{month}.csv",
        header_row: 1,
        dates: ["yyyy-mm-dd"],
        columns: {
          ...Object.fromEntries(Object.keys(source.columns).map((name) => [name, name])),
          ...columns,
        },
        values: {},
        not_read: [],
        may_be_shown,
        ...change,
      },
    ],
  };
}

const rows = [
  {
    item_reference: "MP-0001",
    sender_type: "MP",
    register: "MP correspondence",
    sender_name: "Persephone Quill",
  },
  { item_reference: "SM-0001", sender_type: "MP", register: "social media", sender_name: "Ignatius Vane" },
];

async function shownNames(settings: Settings, without: readonly string[] = []) {
  const headings = Object.values(settings.sources[0]?.columns ?? {}).filter(
    (name) => !without.includes(name),
  );
  const lines = rows.map((row) =>
    headings
      .map((name) => (name === "received_on" ? "2022-03-02" : ((row as Record<string, string>)[name] ?? "")))
      .join(","),
  );
  const extracts = temporaryFolder();
  writeFiles(extracts, { "2022-04-02/items-2022-03.csv": [headings.join(","), ...lines].join("\n") });
  const instance = await openDatabase();
  const { refused } = await load(instance, findExtracts(extracts, settings), temporaryFolder());
  const items = await query(
    await instance.connect(),
    "select item_reference, shown_sender_name, owner from raw.register_items order by 1",
  );
  return { refused, items };
}

/** Reads the project's settings after changing the mapping of the registers. */
function readChanged(change: (source: Record<string, unknown>) => void): Settings {
  const settings = parse(readFileSync("data/sources.yaml", "utf8")) as {
    sources: Record<string, Record<string, unknown>>;
  };
  change(settings.sources.assurance_registers ?? {});
  return settingsOf(stringify(settings));
}

describe("a personal column", () => {
  it("reaches the tables only of the rows of which the mapping says it may be shown", async () => {
    const { items, refused } = await shownNames(
      settingsShowing({ sender_name: { register: ["MP correspondence"] } }),
    );
    expect(refused).toEqual([]);
    expect(items).toEqual([
      { item_reference: "MP-0001", shown_sender_name: "Persephone Quill", owner: null },
      { item_reference: "SM-0001", shown_sender_name: null, owner: null },
    ]);
  });

  it("reaches no table when the mapping says nothing of it", async () => {
    const { items } = await shownNames(settingsShowing({}));
    expect(items.map(({ shown_sender_name }) => shown_sender_name)).toEqual([null, null]);
  });

  it("needs every condition to hold", async () => {
    const { items } = await shownNames(
      settingsShowing({ sender_name: { register: ["social media"], sender_type: ["stakeholder"] } }),
    );
    expect(items.map(({ shown_sender_name }) => shown_sender_name)).toEqual([null, null]);
  });

  it("may be shown in this office of MPs who write, and of nobody else", () => {
    const showing = readSettings("data/sources.yaml").sources.flatMap(({ id, may_be_shown }) =>
      Object.keys(may_be_shown).length > 0 ? [[id, may_be_shown]] : [],
    );
    expect(showing).toEqual([["assurance_registers", { sender_name: { register: ["MP correspondence"] } }]]);
  });

  it.each([
    [{ owner: { register: ["MP correspondence"] } }, "column that may not be shown: owner"],
    [{ sender_name: { register: ["Members"] } }, "where register is an unknown value: Members"],
    [{ sender_name: { sheet: ["Members"] } }, "where sheet is an unknown value: Members"],
    [{ sender_name: {} }, "must name the rows it may be shown of"],
  ] as [Showing, string][])("of a mapping that says %j is refused", (may_be_shown, problem) => {
    expect(() => readChanged((source) => Object.assign(source, { may_be_shown }))).toThrow(problem);
  });
});

describe("an optional column", () => {
  it("is empty when the file lacks its heading, and any other is missed", async () => {
    const { items, refused } = await shownNames(settingsShowing({}, { optional: ["owner"] }), ["owner"]);
    expect(refused).toEqual([]);
    expect(items.map(({ owner }) => owner)).toEqual([null, null]);
    const other = await shownNames(settingsShowing({}, { optional: ["owner"] }), ["channel"]);
    expect(other.refused).toMatchObject([{ problem: expect.stringContaining("missing column: channel") }]);
  });

  it.each(["received_on", "nothing"])("can't be one that must be there: %s", (name) => {
    expect(() => readChanged((source) => Object.assign(source, { optional: [name] }))).toThrow(
      `optional column that must be there: ${name}`,
    );
  });
});
