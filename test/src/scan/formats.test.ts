import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanFolder } from "../../../src/scan/scan.ts";
import { csvwMetadata } from "../../../src/tables/csvw.ts";
import type { PublishedTable } from "../../../src/tables/publishedTable.ts";
import { tableJson } from "../../../src/tables/tableJson.ts";
import { tidyCsv } from "../../../src/tables/tidyCsv.ts";
import { writeOds } from "../../../src/tables/writeOds.ts";
import { writeXlsx } from "../../../src/tables/writeXlsx.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { openBrowser } from "../site/browser.ts";
import { casesByTeam, workbookMeta } from "../tables/tables.ts";
import { type Files, zipOf } from "./forms.ts";
import { allowed, onePerKind, people } from "./plants.ts";

const options = { known: people, allowed: [...allowed, workbookMeta.contact] };

async function kindsOf(files: Files) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return (await scanFolder(folder, options)).map(({ what }) => what);
}

/** Every place of a table that holds free text, with a text put there. */
const places: [string, (table: PublishedTable, text: string) => PublishedTable][] = [
  ["its title", (table, text) => ({ ...table, title: `Cases of ${text}` })],
  ["its description", (table, text) => ({ ...table, description: text })],
  ["its source", (table, text) => ({ ...table, source: text })],
  ["a note", (table, text) => ({ ...table, notes: [{ text, columns: [] }] })],
  ["why cells are blank", (table, text) => ({ ...table, blanks: `Not set: ${text}.` })],
  [
    "a heading",
    (table, text) => ({
      ...table,
      columns: table.columns.map((column) =>
        column.name === "team" ? { ...column, title: `Team ${text}` } : column,
      ),
    }),
  ],
  [
    "a category",
    (table, text) => ({
      ...table,
      rows: table.rows.map((row, at) =>
        row.map((cell, column) => (at === 1 && column === 1 ? { value: text, status: "" as const } : cell)),
      ),
    }),
  ],
];

const dataMeta = {
  publisher: "The Office",
  language: "en-GB",
  published_on: "2022-04-14",
  licence: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
};

async function filesOf(table: PublishedTable): Promise<Files> {
  const folder = temporaryFolder();
  await writeOds([table], workbookMeta, join(folder, "a.ods"));
  await writeXlsx([table], workbookMeta, join(folder, "a.xlsx"));
  return {
    "a.ods": readFileSync(join(folder, "a.ods")),
    "a.xlsx": readFileSync(join(folder, "a.xlsx")),
    "a.csv": tidyCsv(table),
    "a.csv-metadata.json": JSON.stringify(csvwMetadata(table, dataMeta)),
    "b.json": tableJson(table, dataMeta),
  };
}

async function scan(files: Files) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return scanFolder(folder, options);
}

const everyWorkbook = (kind: string) =>
  ["a.ods", "a.xlsx"].map((file) => expect.objectContaining({ file, what: kind }));

describe("a table's files", () => {
  it("leave freely when nobody is in them", async () => {
    expect(await scan(await filesOf(casesByTeam))).toEqual([]);
  });

  it.each(places)("are stopped for every kind in %s", async (place, put) => {
    // A folder to each kind, scanned at once: a scan is got ready for as long as it takes to look at a table.
    const files: Files = {};
    for (const [index, { text }] of onePerKind.entries())
      for (const [name, content] of Object.entries(await filesOf(put(casesByTeam, text))))
        files[`${index}/${name}`] = content;
    const all = await scan(files);
    for (const [index, { kind }] of onePerKind.entries()) {
      const found = all.flatMap((one) =>
        dirname(one.file) === String(index) ? [{ ...one, file: basename(one.file) }] : [],
      );
      expect({ kind, found }).toEqual({ kind, found: expect.arrayContaining(everyWorkbook(kind)) });
      if (place === "a category")
        for (const file of ["a.csv", "b.json"])
          expect(found).toContainEqual(expect.objectContaining({ file, what: kind }));
      if (place === "its title")
        expect(found).toContainEqual(expect.objectContaining({ file: "a.csv-metadata.json", what: kind }));
    }
  });

  it("are stopped when a name is split over neighbouring cells of a workbook, its strings shared", async () => {
    const word = (value: string) => ({ value, status: "" as const });
    const table: PublishedTable = {
      ...casesByTeam,
      columns: [
        { name: "period_end", title: "Last day", kind: "date" },
        { name: "team", title: "Team", kind: "text" },
        { name: "part", title: "Part", kind: "text" },
      ],
      notes: [],
      rows: [
        [word("2022-03-31"), word("Hardcastle"), word("North")],
        [word("2022-03-31"), word("ZX6"), word("48RU")],
        [word("2022-03-31"), word("South"), word("Quentin")],
        [word("2022-03-30"), word("Quentin"), word("Hardcastle")],
      ],
    };
    const found = await scan(await filesOf(table));
    for (const kind of ["a name", "a postcode"])
      expect(found).toEqual(expect.arrayContaining(everyWorkbook(kind)));
  });

  it("are stopped in an archive of everything", async () => {
    const [, category] = places.at(-1) ?? [];
    const files = await filesOf(category?.(casesByTeam, "Quentin Hardcastle") ?? casesByTeam);
    const found = await scan({ "everything.zip": await zipOf({ "march.zip": await zipOf(files) }) });
    const where = found.map((one) => one.where);
    for (const name of Object.keys(files).filter((one) => !one.includes("metadata")))
      expect(where).toContainEqual(
        expect.stringMatching(new RegExp(`^march.zip, ${name.replace(".", "\\.")}`)),
      );
  });

  it("are stopped for what is put into a workbook besides", async () => {
    const inside = { "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>" };
    for (const [name, content] of [
      [
        "docProps/core.xml",
        "<cp:coreProperties><dc:creator>Quentin Hardcastle</dc:creator></cp:coreProperties>",
      ],
      ["xl/comments1.xml", "<comments><comment><t>Quentin</t><t>Hardcastle</t></comment></comments>"],
      ["xl/notes.txt", Buffer.from("Quentin Hardcastle").toString("base64")],
      ["customXml/item1.xml", "<!-- Quentin Hardcastle --><a/>"],
      [
        "xl/worksheets/sheet9.xml",
        '<row><c t="inlineStr"><is><t>Quen</t><t>tin Hardcastle</t></is></c></row>',
      ],
    ] as const)
      expect(await kindsOf({ "a.xlsx": await zipOf({ ...inside, [name]: content }) })).toContain("a name");
  });
});

describe("a PDF", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const print = async (html: string) => {
    const tab = await browser.newPage();
    await tab.setContent(html);
    const bytes = await tab.pdf();
    await tab.close();
    return bytes;
  };

  it("from a browser leaves freely when nobody is in it", async () => {
    const rows = Array.from(
      { length: 60 },
      (_, index) => `<tr><td>${index * 7919}</td><td>${index * 104_729}</td></tr>`,
    );
    const html = `<title>Pack</title><h1>Calls</h1><p>Call 0345 015 4033. Published 14 April 2022.</p><table>${rows.join("")}</table><svg><path d="M1 2L943 4765919"/></svg>`;
    expect(await kindsOf({ "a.pdf": await print(html) })).toEqual([]);
  });

  it.each(onePerKind)("from a browser is stopped for $kind", async ({ kind, text }) => {
    expect(
      await kindsOf({ "a.pdf": await print(`<p style="font-family:serif">AVATAR ${text}.</p>`) }),
    ).toContain(kind);
  });

  it.each([
    ["in words of different weight", "<p><b>Quentin</b> <i>Hardcastle</i></p>"],
    ["in cells", "<table><tr><td>Quentin<td>Hardcastle</table>"],
    ["in its title", "<title>Report on Quentin Hardcastle</title><p>x</p>"],
    ["in a drawing", "<svg><text x=5 y=20>Quentin</text><text x=5 y=60>Hardcastle</text></svg>"],
    ["letter-spaced", '<p style="letter-spacing:9px">Quentin Hardcastle</p>'],
    ["in a link", '<a href="mailto:x?subject=Quentin%20Hardcastle">x</a>'],
  ])("from a browser is stopped for a name %s", async (_, html) => {
    expect(await kindsOf({ "a.pdf": await print(html) })).toContain("a name");
  });

  const pdf = (...objects: (string | Buffer)[]) =>
    Buffer.concat([
      Buffer.from("%PDF-1.7\n"),
      ...objects.map((one) => Buffer.from(one as string)),
      Buffer.from("trailer<</Root 1 0 R>>\n%%EOF"),
    ]);
  const stream = (dictionary: string, content: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`4 0 obj<<${dictionary}>>\nstream\n`),
      Buffer.from(content as string),
      Buffer.from("\nendstream\nendobj\n"),
    ]);
  const packed = (content: string, dictionary = "") =>
    stream(`/Filter/FlateDecode${dictionary}`, deflateSync(content));

  it.each<[string, Buffer]>([
    ["text broken by kerning", pdf(packed("BT /F1 9 Tf [(Quen)-20(tin)-300(Hard)15(castle)] TJ ET"))],
    [
      "text in hexadecimal",
      pdf(packed(`BT /F1 9 Tf <${Buffer.from("Quentin Hardcastle").toString("hex")}> Tj ET`)),
    ],
    ["text with octal escapes", pdf(packed("BT (\\121uentin \\110ardcastle) Tj ET"))],
    ["text that isn't packed", pdf(stream("", "BT (Quentin Hardcastle) Tj ET"))],
    [
      "text packed twice",
      pdf(
        stream(
          "/Filter[/ASCIIHexDecode/FlateDecode]",
          deflateSync("BT (Quentin Hardcastle) Tj ET").toString("hex"),
        ),
      ),
    ],
    ["a comment in a drawing", pdf(packed("% Quentin Hardcastle\n1 0 0 1 0 0 cm"))],
    ["a comment outside", pdf("% Quentin Hardcastle\n")],
    [
      "metadata in UTF-16",
      pdf(
        `1 0 obj<</Author <FEFF${Buffer.from("Quentin Hardcastle", "utf16le").swap16().toString("hex")}>>>endobj\n`,
      ),
    ],
    [
      "metadata in XMP",
      pdf(packed("<x:xmpmeta><dc:creator>Quentin Hardcastle</dc:creator></x:xmpmeta>", "/Type/Metadata")),
    ],
    ["objects in a stream", pdf(packed("5 0 <</Title(Quentin Hardcastle)>>", "/Type/ObjStm"))],
    ["an attached file", pdf(packed("name,born\r\nQuentin Hardcastle,1950\r\n", "/Type/EmbeddedFile"))],
    ["what follows its end", Buffer.concat([pdf(), Buffer.from("\nQuentin Hardcastle")])],
  ])("is stopped for a name in %s", async (_, bytes) => {
    expect(await kindsOf({ "a.pdf": bytes })).toContain("a name");
  });

  /** A PDF of one page whose font gives its letters numbers of its own, which only a reader that draws it knows. */
  function encoded(letters: string): Buffer {
    const own = [...new Set(letters)];
    const names = own.map((letter) => (letter === " " ? "/space" : `/${letter}`)).join("");
    const codes = [...letters]
      .map((letter) => (own.indexOf(letter) + 1).toString(16).padStart(2, "0"))
      .join("");
    const drawing = `BT /F1 12 Tf 72 700 Td <${codes}> Tj ET`;
    const objects = [
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
      `<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`,
      `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1${names}]>>>>`,
    ];
    let bytes = "%PDF-1.4\n";
    const places = objects.map((object, index) => {
      const place = bytes.length;
      bytes += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return place;
    });
    const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
    const xref = `xref\n0 6\n0000000000 65535 f \n${table}`;
    return Buffer.from(`${bytes}${xref}trailer\n<</Root 1 0 R/Size 6>>\nstartxref\n${bytes.length}\n%%EOF\n`);
  }

  it("is stopped for a name that only a library reads, by its page; without one it leaves freely", async () => {
    expect(await scan({ "a.pdf": encoded("Seen by Quentin Hardcastle") })).toEqual([
      { file: "a.pdf", where: "read by a library, page 1, line 1", what: "a name" },
    ]);
    expect(await kindsOf({ "a.zip": await zipOf({ "b.pdf": encoded("Quentin Hardcastle") }) })).toContain(
      "a name",
    );
    expect(await scan({ "a.pdf": encoded("Seen by nobody") })).toEqual([]);
  });

  it("is found itself where a library can't read it", async () => {
    expect(await kindsOf({ "a.pdf": pdf() })).toEqual(["a PDF that a library can't read"]);
  });

  it.each<[string, Buffer]>([
    ["is encrypted", pdf("1 0 obj<</Encrypt 2 0 R>>endobj\n")],
    ["holds a picture", pdf(packed("xxxx", "/Subtype/Image"))],
    ["is packed in an unknown way", pdf(stream("/Filter/LZWDecode", "xxxx"))],
    ["is damaged", pdf(stream("/Filter/FlateDecode", "xxxx"))],
  ])("is found itself when it %s", async (_, bytes) => {
    expect(await kindsOf({ "a.pdf": bytes })).toContainEqual(
      expect.stringContaining("a PDF that can't be searched"),
    );
  });
});
