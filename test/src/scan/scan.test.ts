import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Html } from "../../../src/report/html.ts";
import { type ScanOptions, scanFolder } from "../../../src/scan/scan.ts";
import { takeMonths } from "../../../src/site/monthsFile.ts";
import { temporaryFolder, writeFiles } from "../../folders.ts";
import { type Files, generalForms, page, zipOf } from "./forms.ts";
import { allowed, innocent, onePerKind, people, plants } from "./plants.ts";

const options: ScanOptions = { known: people, allowed };

async function scan(files: Files, more: Partial<ScanOptions> = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return scanFolder(folder, { ...options, ...more });
}

const kindsOf = async (files: Files) => (await scan(files)).map(({ what }) => what);

describe("what is planted", () => {
  it.each(plants)("is found in a page: $kind, as '$text'", async ({ kind, text }) => {
    expect(await kindsOf({ "a.html": page(`<p>Of ${text}: none.</p>`) })).toContain(kind);
  });

  it.each(generalForms.map((form) => ({ form, name: form.name })))(
    "is stopped $name, of every kind",
    async ({ form }) => {
      for (const { kind, text } of onePerKind)
        expect({ kind, found: await kindsOf(await form.files(text)) }).toEqual({
          kind,
          found: expect.arrayContaining([expect.stringContaining(kind)]),
        });
    },
  );

  it.each(onePerKind)("never stands in what is reported: $kind", async ({ text }) => {
    for (const form of generalForms) {
      const said = JSON.stringify(await scan(await form.files(text)));
      expect(said).not.toContain(text);
    }
  });
});

describe("a file that an archive has again", () => {
  it("is found in both where it holds something, and none where neither does", async () => {
    const [{ text, kind } = { text: "", kind: "" }] = onePerKind;
    const files = { "a.csv": `a\r\n${text}\r\n`, "b.csv": "a\r\n1\r\n" };
    const places = (
      await scan({ "data/a.csv": files["a.csv"], "data/b.csv": files["b.csv"], "z.zip": await zipOf(files) })
    )
      .filter(({ what }) => what === kind)
      .map(({ file, where }) => `${file}: ${where.split(",")[0]}`);
    expect(places).toEqual(expect.arrayContaining(["data/a.csv: line 2", "z.zip: a.csv"]));
    expect(places.join()).not.toContain("b.csv");
  });

  it("is searched again under another name, which may say another thing of its bytes", async () => {
    const [{ text, kind } = { text: "", kind: "" }] = onePerKind;
    const bytes = brotliCompressSync(`a\r\n${text}\r\n`);
    expect((await scan({ "a.br": bytes, "b.txt": bytes })).filter(({ what }) => what === kind)).not.toEqual(
      [],
    );
    expect((await scan({ "a.txt": bytes, "b.br": bytes })).filter(({ what }) => what === kind)).not.toEqual(
      [],
    );
  });
});

describe("the name of a file", () => {
  it.each([
    "Quentin Hardcastle.csv",
    "hardcastle_quentin/calls.csv",
    "EN-1234567.html",
    "UXVlbnRpbiBIYXJkY2FzdGxl.csv",
  ])("is searched and then not shown: %s", async (name) => {
    const found = await scan({ [name]: "period\r\n2021-06\r\n", "b.txt": "x" });
    expect(found).toContainEqual({
      file: expect.stringMatching(/^file \d$/),
      where: "its name",
      what: "something personal",
    });
    expect(JSON.stringify(found)).not.toContain(name);
  });
});

describe("a name", () => {
  it.each([
    ["split over the cells of a row", "<table><tr><td>Quentin</td><td>Hardcastle</td></tr></table>"],
    ["split within a word over elements", "<p>Quen<b>tin</b> Hard<i>cas</i>tle</p>"],
    ["split over lines and indented", "<p>Quentin\n      Hardcastle</p>"],
    [
      "in another order over cells",
      "<tr><td>Hardcastle</td><td>Mr</td></tr><tr><td>Hardcastle</td><td>Quentin</td></tr>",
    ],
    ["with an entity for a letter", "<p>Zo&euml; van Okonjo</p>"],
    ["with another accent", "<p>Zoé Okonjo</p>"],
    ["backwards", "<p>eltsacdraH nitneuQ</p>"],
    ["rotated by thirteen", "<p>Dhragva Uneqpnfgyr</p>"],
    ["with letters of another alphabet", "<p>Quеntіn Hаrdcаstlе</p>"],
    ["without its spaces", "<p>quentinhardcastle</p>"],
    ["as words of an identifier", "<p id='quentin-hardcastle-notes'>x</p>"],
    ["short, with its parts apart", "<p>Seen by Li Wu.</p>"],
  ])("is found %s", async (_, inside) => {
    expect(await kindsOf({ "a.html": page(inside) })).toEqual(
      expect.arrayContaining([expect.stringContaining("a name")]),
    );
  });

  it("is found down a column and over lines of a CSV", async () => {
    expect(await kindsOf({ "a.csv": "note,value\r\nQuentin,5\r\nHardcastle,6\r\n" })).toContain("a name");
    expect(await kindsOf({ "a.csv": "note\r\nQuentin\r\nHardcastle\r\n" })).toContain("a name");
  });

  it("is no single word: words of the language that are also names leave freely", async () => {
    expect(
      await kindsOf({ "a.html": page("<p>Grant and Street and liwu, Quentin of Hardcastle</p>") }),
    ).toEqual([]);
  });

  it("that the office publishes itself is let through", async () => {
    const files = { "a.html": page("<p>Contact: Quentin Hardcastle</p>") };
    expect(await scan(files, { allowed: ["Quentin Hardcastle", "Hardcastle Quentin"] })).toEqual([]);
  });
});

describe("a number spread over cells", () => {
  it.each([
    ["a postcode", "ZX64,8RU"],
    ["a postcode", "ZX6,48RU"],
    ["a National Insurance number", "QQ,65,69,10,B"],
    ["a telephone number", "07700,900801"],
    ["a telephone number", "020,7946,0025"],
    ["an NHS number", "9,9,9,9,9,9,6,7,4,4"],
    ["an NHS number", "999,999,6744"],
    ["a date of birth", "date of birth,31/01/1950"],
    ["a reference", "EN,1234567"],
  ])("is found in CSV, JSON and a page: %s as %s", async (kind, cells) => {
    const list = cells.split(",");
    for (const files of [
      { "a.csv": `a,b\r\n2021-06,${cells}\r\n` },
      { "a.json": JSON.stringify([["2021-06", ...list]]) },
      {
        "a.html": page(
          `<table><tr><td>2021-06</td>${list.map((cell) => `<td>${cell}</td>`).join("")}</tr></table>`,
        ),
      },
    ])
      expect({ files: Object.keys(files), found: await kindsOf(files) }).toEqual({
        files: Object.keys(files),
        found: expect.arrayContaining([kind]),
      });
  });

  it("under a heading of birth is found in each row", async () => {
    expect(await kindsOf({ "a.csv": "id,date_of_birth\r\n1,05/03/1961\r\n" })).toContain("a date of birth");
  });
});

describe("what looks like something personal and isn't", () => {
  it.each(innocent)("leaves freely: %s", async (text) => {
    expect(
      await scan({ "a.html": page(`<p>${text}</p>`), "a.txt": text, "a.json": JSON.stringify({ text }) }),
    ).toEqual([]);
  });

  it("is in a drawing: whole numbers and coordinates of any length", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(fc.nat(), fc.double({ min: -999, max: 9999, noNaN: true }), fc.constant(9434765919)),
          { minLength: 2, maxLength: 40 },
        ),
        async (numbers) => {
          const d = `M${numbers.map((number) => String(number)).join(" ")}`;
          expect(await scan({ "a.svg": `<svg viewBox="0 0 9434765919 5"><path d="${d}"/></svg>` })).toEqual(
            [],
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it("is a table of counts, of any numbers as precise as an exported one", async () => {
    const row = fc.tuple(
      fc.constantFrom("2021-06", "2014/15", "2022-03-31"),
      fc.nat({ max: 99_999 }),
      fc.nat({ max: 999 }),
      fc.nat({ max: 9999 }),
      fc.float({ min: 0, max: 100, noNaN: true }).map((value) => Number(value.toFixed(6))),
      fc.constantFrom("", "b", "c", "x"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const csv = ["period,a,b,c,d,status", ...rows.map((cells) => cells.join(","))].join("\r\n");
        const html = `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
        expect(await scan({ "a.csv": csv, "a.html": page(html), "a.json": JSON.stringify(rows) })).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  });

  it("is what a chart says of its months, in a page and in the file beside one", async () => {
    const chart = (values: string) => `<svg data-measure="calls" data-values="${values}"></svg>`;
    const beside = (values: string) => takeMonths(new Html(chart(values))).months ?? "";
    // Counts of a real chart, of which two runs have an NHS number's check digit.
    const counts = "745 726 984 1004 1136 1048 900 1026 1170 953 921 1239 1057";
    expect(await scan({ "a.html": page(chart(counts)), "a.months.js": beside(counts) })).toEqual([]);
    // As codes of letters these are a postcode.
    const letters = "59 60 75 52 67 56 65 74 62 48";
    expect(await scan({ "a.html": page(chart(letters)), "a.months.js": beside(letters) })).toEqual([]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 10, max: 255 }), fc.integer({ min: 10, max: 9999 })), {
          minLength: 2,
          maxLength: 90,
        }),
        async (numbers) => {
          const values = numbers.join(" ");
          expect(await scan({ "a.html": page(chart(values)), "a.months.js": beside(values) })).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is no month of a chart where it is a whole number of somebody, or stands among words", async () => {
    for (const values of ["12 9999996744 14", "of 999 999 6744"])
      expect(await kindsOf({ "a.html": page(`<svg data-values="${values}"></svg>`) })).toContain(
        "an NHS number",
      );
  });

  it("is a coordinate, unless it is the number of somebody", async () => {
    const files = { "a.svg": '<svg><path d="M9999996744 5"/></svg>' };
    expect(await kindsOf(files)).toEqual(["a number of a person among coordinates"]);
  });

  it("is no drawing only because its attribute is named so", async () => {
    expect(await kindsOf({ "a.svg": '<svg><path d="Quentin Hardcastle"/></svg>' })).toContain("a name");
  });
});

describe("what can't be read", () => {
  const bomb = gzipSync(Buffer.alloc(3_000_000));
  const zipped = (name: string, change: (bytes: Buffer) => Buffer) => async () => ({
    [name]: change(await zipOf({ "a.txt": "x".repeat(500) })),
  });
  it.each<[string, () => Files | Promise<Files>, RegExp]>([
    ["an unknown kind of file", () => ({ "a.exe": "x" }), /kind of file that isn't expected/],
    ["a file without an ending", () => ({ LICENCE: "x" }), /kind of file that isn't expected/],
    ["a hidden file", () => ({ ".htaccess.txt": "x" }), /a hidden file/],
    ["a file in a hidden folder", () => ({ ".git/a.txt": "x" }), /a hidden file/],
    [
      "a picture",
      () => ({ "a.svg": Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\0", "latin1") }),
      /can't be searched/,
    ],
    [
      "a typeface that isn't known",
      () => ({ "a.woff2": Buffer.from("wOF2\0\x01\0\0", "latin1") }),
      /can't be searched/,
    ],
    ["a stream larger than the limit", () => ({ "a.csv.gz": bomb }), /too large/],
    [
      "an archive of such a stream",
      async () => ({ "a.zip": await zipOf({ "a.txt": Buffer.alloc(3_000_000) }) }),
      /too large/,
    ],
    [
      "archives too deep within archives",
      async () => {
        let bytes: Buffer = Buffer.from("x");
        for (let depth = 0; depth < 6; depth += 1) bytes = await zipOf({ "a.zip": bytes });
        return { "a.zip": bytes };
      },
      /too deeply packed/,
    ],
    [
      "an encrypted entry",
      zipped("a.zip", (bytes) => {
        bytes.writeUInt16LE(1, 6);
        return bytes;
      }),
      /encrypted/,
    ],
    [
      "an entry packed in an unknown way",
      zipped("a.ods", (bytes) => {
        bytes.writeUInt16LE(12, 8);
        return bytes;
      }),
      /unknown way/,
    ],
    ["a damaged entry", zipped("a.xlsx", (bytes) => Buffer.from(bytes.fill(0xff, 36, 40))), /damaged/],
    [
      "bytes that are no text",
      () => ({
        "a.txt": deflateRawSync(Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 7919) % 251))),
      }),
      /can't be searched/,
    ],
  ])("is found itself: %s", async (_, files, what) => {
    const found = await scan(await files(), { limits: { depth: 4, streamBytes: 1_000_000 } });
    expect(found.map((one) => one.what)).toEqual(expect.arrayContaining([expect.stringMatching(what)]));
  });

  it("is a link, wherever it leads", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "a.txt": "x" });
    symlinkSync("/etc/hostname", join(folder, "b.txt"));
    expect(await scanFolder(folder, options)).toEqual([
      { file: "b.txt", where: "", what: "a link or device: only whole files may leave" },
    ]);
  });

  it("is no finding when its bytes are trusted", async () => {
    const { createHash } = await import("node:crypto");
    const font = Buffer.from("wOF2\0\x01\0\0", "latin1");
    const trusted = new Set([createHash("sha256").update(font).digest("hex")]);
    expect(await scan({ "a.woff2": font }, { trusted })).toEqual([]);
  });

  it("is no address of email where an entry's place, told in bytes, reads as one with its name", async () => {
    const place = Buffer.from("a@\0\0", "latin1").readUInt32LE();
    const files = {
      "a.txt": "x\n".repeat(place).slice(0, place - 35),
      "cases-open.csv": "period\r\n2021-06\r\n",
    };
    const bytes = await zipOf(files, { compress: false });
    expect(bytes.includes(Buffer.from("a@\0\0cases-open.csv", "latin1"))).toBe(true);
    expect(await scan({ "a.zip": bytes })).toEqual([]);
  });

  it("is an entry left out of an archive's directory, which is searched all the same", async () => {
    const bytes = await zipOf({ "a.txt": "Quentin Hardcastle", "b.txt": "x" });
    const first = bytes.indexOf(Buffer.from("PK\x01\x02", "latin1"));
    const second = bytes.indexOf(Buffer.from("PK\x01\x02", "latin1"), first + 4);
    const without = Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)]);
    expect(await kindsOf({ "a.zip": without })).toContain("a name");
  });

  it("is an empty folder, or none", async () => {
    await expect(scanFolder(temporaryFolder(), options)).rejects.toThrow("it holds no file");
    await expect(scanFolder(join(temporaryFolder(), "nowhere"), options)).rejects.toThrow("ENOENT");
  });
});

describe("what is found", () => {
  it("comes in the order of file and place, each once, whatever the order of writing", async () => {
    const files = {
      "b.txt": "x\nEN-1234567 ZX64 8RU\nEN-1234567",
      "a.txt": "ZX64 8RU ZX64 8RU",
      "a10.txt": "EN-1234567",
    };
    const found = await scan(files);
    expect(found).toEqual([
      { file: "a.txt", where: "line 1", what: "a postcode" },
      { file: "a10.txt", where: "line 1", what: "a reference" },
      { file: "b.txt", where: "line 2", what: "a postcode" },
      { file: "b.txt", where: "line 2", what: "a reference" },
      { file: "b.txt", where: "line 3", what: "a reference" },
    ]);
    expect(await scan(Object.fromEntries(Object.entries(files).reverse()))).toEqual(found);
  });
});
