import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Figure, nothingLacks, unjudged } from "../../../src/measures/figure.ts";
import { scanFolder } from "../../../src/scan/scan.ts";
import { toSuppressed } from "../../../src/scan/suppressed.ts";
import type { PublishedTable } from "../../../src/tables/publishedTable.ts";
import { writeOds } from "../../../src/tables/writeOds.ts";
import { writeXlsx } from "../../../src/tables/writeXlsx.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { ofMonth } from "../measures/undated.ts";
import { workbookMeta } from "../tables/tables.ts";
import type { Files } from "./forms.ts";
import { people } from "./plants.ts";

const hiddenTotal: Figure = {
  ...nothingLacks,
  ...unjudged,
  ...ofMonth,
  measure: "positive-feedback",
  period: "2021-06",
  period_start: "2021-06-01",
  period_end: "2021-06-30",
  breakdown: "",
  group: "",
  numerator: 3,
  denominator: null,
  value: 3,
  unit: "cases",
  status: "",
  target: null,
  note: "",
};
const hiddenGroup: Figure = {
  ...hiddenTotal,
  breakdown: "team",
  group: "Health 1",
  numerator: 4,
  denominator: 9,
  value: 44.4444,
};
const labels = ["Positive feedback"];
const hidden = [
  toSuppressed(hiddenTotal, labels),
  toSuppressed(hiddenGroup, [...labels, "positive-feedback-by-team"]),
];

async function scan(files: Files, suppressed = hidden) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  const known = { ...people, references: [] };
  return scanFolder(folder, { known, suppressed, allowed: [workbookMeta.contact] });
}

const header =
  "measure,period,period_start,period_end,breakdown,group,numerator,denominator,value,unit,status,target";
const tidy = (...cells: string[]) =>
  ["2021-05,2021-05-01,2021-05-31,,,17,,17", ...cells].map((row) => `positive-feedback,${row},cases,c,3`);
const csv = (...cells: string[]) => [header, ...tidy(...cells)].join("\r\n");

const page = (inside: string, title = "Positive feedback") =>
  `<!DOCTYPE html><title>${title} | Statistics</title><h1>${title}</h1>${inside}`;
const table = (...rows: string[][]) =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;

const total = { what: "a suppressed value: positive-feedback, 2021-06" };
const group = { what: "a suppressed value: positive-feedback, 2021-06, Health 1" };

describe("a tidy table", () => {
  it("leaves freely when a hidden row is empty but for its marker and target", async () => {
    expect(
      await scan({
        "a.csv": csv("2021-06,2021-06-01,2021-06-30,,,,,", "2021-06,2021-06-01,2021-06-30,team,Health 1,,,"),
      }),
    ).toEqual([]);
  });

  it.each([
    ["its value", "2021-06,2021-06-01,2021-06-30,,,,,3"],
    ["its numerator", "2021-06,2021-06-01,2021-06-30,,,3,,"],
    ["another number in its place", "2021-06,2021-06-01,2021-06-30,,,,,2.9"],
    ["words that say a number", "2021-06,2021-06-01,2021-06-30,,,,,about 7"],
  ])("is stopped for %s", async (_, row) => {
    expect(await scan({ "a.csv": csv(row) })).toEqual([{ file: "a.csv", where: "row 2", ...total }]);
  });

  it("tells a group from its total, and another measure and month from both", async () => {
    expect(await scan({ "a.csv": csv("2021-06,2021-06-01,2021-06-30,team,Health 1,,9,") })).toEqual([
      { file: "a.csv", where: "row 2", ...group },
    ]);
    expect(
      await scan({
        "a.csv": csv(
          "2021-07,2021-07-01,2021-07-31,,,3,,3",
          "2021-06,2021-06-01,2021-06-30,team,Health 2,3,,3",
        ),
      }),
    ).toEqual([]);
    expect(
      await scan({
        "a.csv": csv("2021-06,2021-06-01,2021-06-30,,,3,,3").replaceAll("positive-feedback", "calls"),
      }),
    ).toEqual([]);
  });

  it("of one measure and its groups is read by its headings, and a total isn't taken for a group", async () => {
    const rows = (...lines: string[]) =>
      [
        "period,period_start,period_end,team,numerator,denominator,value,status,target,note",
        ...lines.map((line) => `June 2021,2021-06-01,2021-06-30,${line},c,3,Fewer than 3`),
      ].join("\r\n");
    const name = "positive-feedback-by-team.csv";
    expect(await scan({ [name]: rows("Health 1,,,", "Health 2,3,9,3") })).toEqual([]);
    expect(await scan({ [name]: rows("Health 2,3,9,3", "Health 1,,7,") })).toEqual([
      { file: name, where: "row 2", ...group },
    ]);
    const others = rows("Health 1,3,9,3", "Health 2,3,9,3");
    for (const other of ["positive-feedback-online-by-team.csv", "calls-positive-feedback.csv"])
      expect(await scan({ [other]: others })).toEqual([]);
    const totals = rows("3").replace(",team,numerator,denominator,", ",");
    expect(await scan({ "positive-feedback.csv": totals })).toMatchObject([total]);
    expect(await scan({ "positive-feedback.csv": totals.replace("06-30,3,", "06-30,,") })).toEqual([]);
  });

  it("is read in JSON, and in ODS and XLSX behind the marker too", async () => {
    const row = {
      measure: "positive-feedback",
      period: "2021-06",
      breakdown: "",
      group: "",
      value: null as number | null,
    };
    expect(await scan({ "a.json": JSON.stringify({ rows: [row] }) })).toEqual([]);
    expect(await scan({ "a.json": JSON.stringify({ rows: [{ ...row, value: 3 }] }) })).toMatchObject([total]);
  });
});

describe("a table for reading", () => {
  it.each([
    ["a row of the month", table(["Month", "Cases"], ["May 2021", "17"], ["June 2021", "3"]), total],
    ["a tooltip of a marker", table(["Month", "Cases"], ["June 2021", '<abbr title="3">[c]</abbr>']), total],
    [
      "an attribute of a cell",
      table(["Month", "Cases"], ["June 2021", '<span data-value="3">[c]</span>']),
      total,
    ],
    [
      "a label of a cell",
      table(["Month", "Cases"], ["June 2021", '<span aria-label="3 cases">[c]</span>']),
      total,
    ],
    [
      "the denominator of a row of month and group",
      table(["Month", "Team", "Of"], ["June 2021", "Health 1", "9"]),
      group,
    ],
    ["a rate as it is rounded", table(["Month", "Team", "%"], ["June 2021", "Health 1", "44.4%"]), group],
    ["a column of the month", table(["Team", "May 2021", "June 2021"], ["Health 1", "17", "4"]), group],
    [
      "a row of the month under the group",
      table(["Month", "Health 1", "Health 2"], ["June 2021", "4", "17"]),
      group,
    ],
  ])("is stopped for %s", async (_, inside, what) => {
    expect(await scan({ "a.html": page(inside) })).toContainEqual(expect.objectContaining(what));
  });

  it("leaves freely with markers, other months, other groups and other measures", async () => {
    const inside = table(
      ["Month", "Team", "Cases"],
      ["June 2021", "Health 1", "[c]"],
      ["June 2021", "Health 2", "17"],
      ["July 2021", "Health 1", "4"],
    );
    expect(await scan({ "a.html": page(inside) })).toEqual([]);
    const wrapped = table(["Month", "Cases"], ["June 2021", "3"]);
    expect(await scan({ "a.html": page(wrapped, "Calls wrapped up as positive feedback") })).toEqual([]);
    const calls = table(["Month", "Cases", "Target"], ["June 2021", "3", "28"]);
    expect(await scan({ "a.html": page(calls, "Calls") })).toEqual([]);
    expect(
      await scan({ "a.html": page(table(["Month", "Cases", "Target"], ["June 2021", "[c]", "3"])) }),
    ).toEqual([]);
  });

  it("leaves what of it is shown, as precisely as it is written, and stops for any other number", async () => {
    const denominator = 273.0666;
    const quotient = toSuppressed({ ...hiddenTotal, denominator }, labels, [denominator]);
    const row = (of: string) => table(["Period", "Value", "Denominator"], ["2021-06", "[c]", of]);
    for (const of of ["273.0666", "273.07", "273"])
      expect(await scan({ "a.html": page(row(of)) }, [quotient])).toEqual([]);
    for (const of of ["273.1666", "273.08", "274"])
      expect(await scan({ "a.html": page(row(of)) }, [quotient])).toHaveLength(1);
  });

  it("is read in the sheets of ODS and XLSX", async () => {
    const word = (value: string) => ({ value, status: "" as const });
    const sheet = (value: number | null): PublishedTable => ({
      name: "positive-feedback-by-team",
      title: "Positive feedback by team",
      description: "Cases",
      source: "Case system",
      columns: [
        { name: "month", title: "Month", kind: "text" },
        { name: "team", title: "Team", kind: "text" },
        { name: "value", title: "Cases", kind: "number" },
      ],
      key: ["month", "team"],
      rows: [
        [word("May 2021"), word("Health 1"), { value: 17, status: "" }],
        [word("June 2021"), word("Health 1"), { value, status: value === null ? "c" : "" }],
      ],
      notes: [],
    });
    for (const [value, found] of [
      [null, []],
      [4, ["a.ods", "a.xlsx"]],
    ] as const) {
      const folder = temporaryFolder();
      await writeOds([sheet(value)], workbookMeta, join(folder, "a.ods"));
      await writeXlsx([sheet(value)], workbookMeta, join(folder, "a.xlsx"));
      const files = {
        "a.ods": readFileSync(join(folder, "a.ods")),
        "a.xlsx": readFileSync(join(folder, "a.xlsx")),
      };
      expect((await scan(files)).map(({ file, what }) => ({ file, what }))).toEqual(
        found.map((file) => ({ file, ...group })),
      );
    }
  });
});

describe("a sentence", () => {
  it.each([
    ["of the page", "<p>In June 2021: 3. In May 2021: 17.</p>"],
    ["with emphasis within", "<p>There were <strong>3</strong> cases in June&nbsp;2021.</p>"],
    ["in a label", '<svg aria-label="Cases: June 2021 3, July 2021 17"></svg>'],
    ["in a title of a drawing", "<svg><g><title>Jun 2021: 3 cases</title></g></svg>"],
    ["in a data attribute", '<i data-tip="2021-06 = 3"></i>'],
  ])("that says the number is stopped: %s", async (_, inside) => {
    expect(await scan({ "a.html": page(inside) })).toContainEqual(expect.objectContaining(total));
  });

  it("about something else leaves freely", async () => {
    const inside =
      "<p>Hidden in June 2021. 3 months are hidden. In July 2021: 3.</p><p>Hidden, June 2021: Fewer than 5.</p>";
    expect(await scan({ "a.html": page(inside) })).toEqual([]);
  });

  it("that says the rule, a span, a target or an axis leaves freely, whatever the hidden number", async () => {
    const inside =
      "<p>Hidden, June 2021: Fewer than 3, or would give away a number that is; under 3.</p><p>To June 2021, the last 3 months, within 3 working days, target, 3%, the axis starts at 3%.</p>";
    expect(await scan({ "a.html": page(inside) })).toEqual([]);
  });

  it("of a page about several measures counts when it names its own", async () => {
    const inside = "<p>Calls in June 2021: 3.</p>";
    expect(await scan({ "a.html": page(inside, "Latest figures") })).toEqual([]);
    expect(
      await scan({ "a.html": page("<p>Positive feedback in June 2021: 3.</p>", "Latest figures") }),
    ).toMatchObject([total]);
  });
});

describe("a chart", () => {
  const scale =
    'data-measure="positive-feedback" data-group="" data-months="2021-04 2022-03" data-x="50 600" data-y="0 310 30 10"';
  const chart = (inside: string, attributes = scale) => ({
    "a.html": page(`<svg class="chart chart-wide" role="img" ${attributes}>${inside}</svg>`),
  });
  const gap = '<rect x="125" y="10" width="50" height="300" fill="url(#hatch)"/>';
  const axes =
    '<g stroke="#000"><line x1="40" x2="620" y1="310" y2="310"/><line x1="40" x2="620" y1="280" y2="280"/><line x1="150" x2="150" y1="310" y2="315"/></g><text y="0.3em" transform="translate(150,330)">3</text>';
  const line = '<path d="M50,140L100,150M200,140L250,120L300,160"/>';

  it("leaves freely when it has a gap, hatched, and a tick below its axis", async () => {
    expect(await scan(chart(gap + axes + line))).toEqual([]);
  });

  it.each([
    ["a line through the hidden month", '<path d="M50,140L100,150L150,280L200,140"/>'],
    ["a line in relative steps", '<path d="m50,140l50,10l50,130l50,-140"/>'],
    ["a line in steps across and down", '<path d="M50,140H150V280H200"/>'],
    ["a curve", '<path d="M100,150C120,150 130,280 150,280S180,140 200,140"/>'],
    ["a point", '<circle cx="150" cy="280" r="2"/>'],
    [
      "a point in moved groups",
      '<g transform="translate(100,200)"><g transform="translate(0.5,0)"><circle cx="49.5" cy="80"/></g></g>',
    ],
    [
      "the sign of a point",
      '<path d="M146.4 280a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0ZM146 276L154 276L150 284Z"/>',
    ],
    ["a polyline", '<polyline points="100,150 150,280 200,140"/>'],
    ["a bar", '<rect x="140" y="280" width="20" height="30"/>'],
    ["a stick", '<line x1="150" x2="150" y1="310" y2="280"/>'],
    ["a symbol", '<use href="#dot" x="150" y="280"/>'],
    ["a label of the number at its month", '<text transform="translate(152,200)">3</text>'],
    ["a line outside the view", '<g opacity="0"><path d="M150,280L150.4,280"/></g>'],
  ])("is stopped for %s", async (_, inside) => {
    expect(await scan(chart(gap + axes + inside))).toEqual([
      { file: "a.html", where: "drawing 1", ...total },
    ]);
  });

  it("says its values to a script but that of the hidden month, or is stopped", async () => {
    const saying = (june: string, months = 12) => {
      const words = Array.from({ length: months }, (_, at) => (at === 2 ? june : String(14 + at)));
      return chart(gap + axes + line, `${scale} data-values="${words.join(" ")}"`);
    };
    expect(await scan(saying("c"))).toEqual([]);
    for (const found of [saying("3"), saying("&#51;"), saying("3/4"), saying("c", 11)])
      expect(await scan(found)).toEqual([{ file: "a.html", where: "drawing 1", ...total }]);
  });

  it("says them in the file beside its page but that of the hidden month, or is stopped", async () => {
    const saying = (june: string) => {
      const words = Array.from({ length: 12 }, (_, at) => (at === 2 ? june : String(14 + at)));
      const chart = `<svg class="chart" ${scale} data-values="${words.join(" ")}"></svg>`;
      return { "a.months.js": `chartMonths('${chart}\\n${chart.replace("positive-feedback", "calls")}');\n` };
    };
    expect(await scan(saying("c"))).toEqual([]);
    expect(await scan(saying("3/4"))).toEqual([{ file: "a.months.js", where: "drawing 1", ...total }]);
  });

  it("says the limits and signs of its months but those of the hidden one, or is stopped", async () => {
    const saying = (limits: string, signs: string) => ({
      "a.months.js": `chartMonths('<svg class="chart" ${scale} data-limits="${limits}" data-signs="${signs}"></svg>');\n`,
    });
    const found = [{ file: "a.months.js", where: "drawing 1", ...total }];
    expect(await scan(saying("~*12", "............"))).toEqual([]);
    expect(await scan(saying("1,3,5*2 ~ 1,3,5*9t", "ww.........."))).toEqual([]);
    expect(await scan(saying("1,3,5*3 ~*9", "............"))).toEqual(found);
    expect(await scan(saying("1,3,5*2", "............"))).toEqual(found);
    expect(await scan(saying("~*12", "..w........."))).toEqual(found);
    expect(await scan(saying("~*12", "..."))).toEqual(found);
  });

  it("is stopped when it doesn't say its scale, or is turned", async () => {
    expect(await scan(chart(line, ""))).toMatchObject([{ what: "a chart that doesn't say its scale" }]);
    expect(await scan(chart(`<g transform="rotate(90)">${line}</g>`))).toMatchObject([
      { what: "a chart that is turned or stretched" },
    ]);
  });

  it("of another measure, group or span of months leaves freely", async () => {
    const through = '<path d="M50,140L100,150L150,280L200,140"/>';
    for (const other of [
      scale.replace("positive-feedback", "calls"),
      scale.replace('data-group=""', 'data-group="Health 2"'),
      scale.replace("2021-04 2022-03", "2020-04 2021-03"),
    ])
      expect(await scan(chart(through, other))).toEqual([]);
  });

  it("gives away no month that it leaves out, and each that it draws, of any series", async () => {
    const month = fc.record({ value: fc.integer({ min: 1, max: 29 }), isDrawn: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(month, { minLength: 12, maxLength: 12 }), async (months) => {
        const at = months.map(
          (_, index) => `${index < 9 ? 2021 : 2022}-${String(((index + 3) % 12) + 1).padStart(2, "0")}`,
        );
        const drawn = months
          .map(({ value, isDrawn }, index) =>
            isDrawn
              ? `${index === 0 || !months[index - 1]?.isDrawn ? "M" : "L"}${50 + index * 50},${310 - value * 10}`
              : "",
          )
          .join("");
        const all = months.map(({ value }, index) =>
          toSuppressed({ ...hiddenTotal, period: at[index] ?? "", value, numerator: value }, labels),
        );
        const found = await scan(chart(`${axes.replace(/<text.*/, "")}<path d="${drawn}"/>`), all);
        const expected = at
          .filter((_, index) => months[index]?.isDrawn)
          .map((one) => `a suppressed value: positive-feedback, ${one}`);
        expect(found.map(({ what }) => what)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
