import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../gear.ts";
import { forms, juneForms, loadForms, problemsOf, type Written } from "./smallSource.ts";

const row = { form_id: "1", submitted_at: "2019-06-14 09:00:00", form: "a, b" };

const one = { read: 1, loaded: 1, aside: 0, blanked: 0 };

describe("a CSV written otherwise", () => {
  const written: [name: string, change: Written, text: string, form?: string][] = [
    ["tabs by name", { delimiter: "tab" }, "Id\tSent\tForm\n1\t2019-06-14 10:00\ta, b\n"],
    ["tabs as they are written in code", { delimiter: "\\t" }, "Id\tSent\tForm\n1\t2019-06-14 10:00\ta, b\n"],
    ["semicolons by name", { delimiter: "semicolon" }, "Id;Sent;Form\n1;2019-06-14 10:00;a, b\n"],
    ["two marks between cells", { delimiter: "||" }, 'Id||Sent||Form\n1||2019-06-14 10:00||"a, b"\n'],
    [
      "two marks, empty cells past the last heading",
      { delimiter: "||" },
      "Id||Sent||Form\n1||2019-06-14 10:00||a, b||||\n",
    ],
    ["single quotation marks", { quote: "'" }, "Id,Sent,Form\n1,2019-06-14 10:00,'a, b'\n"],
    [
      "marks escaped by a backslash",
      { escape: "\\" },
      'Id,Sent,Form\n1,2019-06-14 10:00,"a, b\\"c"\n',
      'a, b"c',
    ],
    [
      "no quotation marks at all",
      { quote: "", delimiter: "pipe" },
      'Id|Sent|Form\n1|2019-06-14 10:00|"a, b\n',
      '"a, b',
    ],
    ["an empty heading that isn't read", { not_read: [""] }, ',Id,Sent,Form\n0,1,2019-06-14 10:00,"a, b"\n'],
    [
      "headings that differ by capitals alone",
      { not_read: ["ID", "FORM"] },
      'ID,Id,FORM,Sent,Form\n7,1,z,2019-06-14 10:00,"a, b"\n',
    ],
  ];

  it.each(written)("is read: %s", async (_, change, text, form = row.form) => {
    const { rows, refused, loads } = await loadForms(change, text);
    expect(refused).toEqual([]);
    expect(rows).toEqual([{ ...row, form }]);
    expect(loads).toMatchObject([one]);
  });

  it("keeps every row and cell, whatever marks it is written with", { timeout: 60_000 }, async () => {
    const marks = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t", "|", "||", "~|~"),
      quote: fc.constantFrom('"', "'"),
      isEscaped: fc.boolean(),
      lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
    });
    const texts = fc.array(
      fc.string({
        unit: fc.constantFrom("a", "b", " ", ",", "|", "~", '"', "'", "\n", "\\"),
        minLength: 1,
        maxLength: 8,
      }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(marks, texts, async ({ delimiter, quote, isEscaped, lineEnd }, cells) => {
        const escaping = isEscaped ? "\\" : quote;
        const put = (text: string) =>
          `${quote}${[...text].map((letter) => (letter === quote || letter === escaping ? escaping + letter : letter)).join("")}${quote}`;
        const lines = cells.map((text, index) =>
          [String(index), "2019-06-14 10:00", put(`x${text}x`)].join(delimiter),
        );
        const { rows, loads, refused } = await loadForms(
          { delimiter, quote, escape: escaping },
          [["Id", "Sent", "Form"].join(delimiter), ...lines, ""].join(lineEnd),
        );
        expect(refused).toEqual([]);
        expect(loads).toMatchObject([{ read: cells.length, loaded: cells.length }]);
        const inOrder = rows.toSorted((a, b) => Number(a.form_id) - Number(b.form_id));
        // Labels that differ by capitals and blanks alone are made one.
        const plain = (text: unknown) => String(text).replace(/\s+/g, " ");
        expect(inOrder.map(({ form }) => plain(form))).toEqual(cells.map((text) => plain(`x${text}x`)));
      }),
      { numRuns: runs(12, 60) },
    );
  });
});

describe("an encoding", () => {
  const latin9 = Buffer.from("Id,Sent,Form\n1,2019-06-14 10:00,50 \xa4\n", "latin1");
  const utf16 = Buffer.from("\ufeffId,Sent,Form\n1,2019-06-14 10:00,Ärger\n", "utf16le");
  const read: [name: string, encoding: string, bytes: Uint8Array, form: string][] = [
    ["by the name people have for it", "latin9", latin9, "50 €"],
    ["UTF-16 the other way round", "utf-16be", Buffer.from(utf16).swap16(), "Ärger"],
    ["UTF-16 with its mark", "utf-16le", utf16, "Ärger"],
    ["of the Baltic", "windows-1257", Buffer.from("Id,Sent,Form\n1,2019-06-14 10:00,\xf0\n", "latin1"), "š"],
  ];
  it.each(read)("is read: %s", async (_, encoding, bytes, form) => {
    const { rows, refused } = await loadForms({ encoding }, bytes);
    expect(refused).toEqual([]);
    expect(rows).toEqual([{ ...row, form }]);
  });

  it("is read of JSON lines too", async () => {
    const text = '{"Id":"1","Sent":"2019-06-14 10:00","Form":"50 \xa4"}\n';
    const change = { format: "jsonl", files: "forms-{month}.jsonl", encoding: "iso-8859-15" };
    const { rows } = await loadForms(change, Buffer.from(text, "latin1"), juneForms.replace("csv", "jsonl"));
    expect(rows).toEqual([{ ...row, form: "50 €" }]);
  });

  it("that the bytes show to be another is refused with the setting to change", async () => {
    const plain = "Id,Sent,Form\n1,2019-06-14 10:00,a\n";
    const marked = await loadForms({ encoding: "windows-1252" }, `\ufeff${plain}`);
    expect(marked.refused.join()).toContain("encoding: utf-8");
    const bytes = await loadForms({ encoding: "utf-16le" }, plain);
    expect(bytes.refused.join()).toContain("it doesn't seem to be in utf-16le");
  });
});

describe("a number written otherwise", () => {
  const columns = { mailbox: "M", from_on: "F", to_on: "T", emails: "N" };
  const emails = { ...forms, contract: "emails", columns, dates: ["yyyy-mm-dd"], delimiter: ";" };
  const read: [change: Written, text: string, count: string | null][] = [
    [{ decimal: ",", thousands: "." }, "1.204", "1204"],
    [{ decimal: ",", thousands: "." }, "1.204.000,0", "1204000"],
    [{ decimal: ",", thousands: "." }, "1,204", null],
    [{ decimal: "," }, "1.204", null],
    [{ decimal: "," }, "1 204", "1204"],
    [{ thousands: "'" }, "1'204", "1204"],
    [{ thousands: "'" }, "1,204", null],
    [{}, "1,204", "1204"],
    [{}, "1.204", null],
  ];
  it.each(read)("is read by its settings alone: %j, %s", async (change, text, count) => {
    const { rows } = await loadForms(
      { ...emails, ...change },
      `M;F;T;N\nA;2019-06-01;2019-06-30;"${text}"\n`,
    );
    expect(rows.map((one) => one.emails)).toEqual([count]);
  });
});

const refused: [change: Written, problem: string][] = [
  [{ delimeter: ";" }, "forms: unknown setting: delimeter: did you mean delimiter?"],
  [{ date: ["yyyy-mm-dd"] }, "unknown setting: date: did you mean dates?"],
  [{ due: { day: 3 } }, "due: unknown setting: day: did you mean days?"],
  [{ columns: { form_id: { form: "Id" } } }, "columns.form_id: unknown setting: form: did you mean from?"],
  [{ columns: { ...(forms.columns as object), formm: "F" } }, "unknown column: formm: did you mean form?"],
  [{ contract: "webforms" }, "unknown contract: webforms: did you mean web_forms?"],
  [{ encoding: "windows-1525" }, "unknown encoding: windows-1525: did you mean windows-125"],
  [{ format: "jsonl", delimiter: ";" }, "delimiter has no use in files of the format jsonl"],
  [{ format: "spreadsheet", encoding: "utf-16le" }, "encoding has no use in files of the format spreadsheet"],
  [{ sheets: ["A"] }, "sheets has no use in files of the format csv"],
  [{ delimiter: "<---->" }, "delimiter must be tab, comma, semicolon, pipe"],
  [{ quote: "''" }, "quote must be one mark"],
  [{ quote: "", escape: "\\" }, "escape has no use without quote"],
  [{ quote: "," }, "delimiter, quote and escape must differ"],
  [{ thousands: "." }, "thousands must be another mark than decimal"],
  [{ columns: { ...(forms.columns as object), form: "" } }, "can't be read from a heading that is empty"],
];

describe("a setting that would be ignored", () => {
  it.each(refused)("is refused, with the nearest name: %j", (change, problem) => {
    expect(problemsOf(change).join("\n")).toContain(problem);
  });
});
