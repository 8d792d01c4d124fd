import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { protectFile } from "../../../src/commands/protectFile.ts";
import { projectFile } from "../../../src/project.ts";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "candour-protect-"));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Asked {
  by?: string[];
  threshold?: number;
  protectZeros?: boolean;
  earlier?: string[];
  out?: string;
  count?: string;
  labels?: string[];
}

/** Protects a CSV of the given text; gives the lines of the safe table. */
async function protect(text: string | Buffer, asked: Asked = {}): Promise<string[]> {
  const file = join(home, "counts.csv");
  writeFileSync(file, text);
  const out = join(home, asked.out ?? "out");
  const earlier = (asked.earlier ?? []).map((name) => join(home, name));
  const usual = { by: ["team", "outcome"], count: "n", threshold: 5, protectZeros: false };
  const labels = (asked.labels ?? []).map((name) => join(home, name));
  const plan = projectFile("data/publication.yaml");
  await protectFile({ ...usual, ...asked, file, out, earlier, plan, labels });
  return read(join(out, "safe.csv"));
}

const read = (path: string) => readFileSync(path, "utf8").split("\r\n").slice(0, -1);
const restricted = (name: string) => join(home, "out", "not-for-publication", name);

const table = "team,outcome,n\nA,upheld,3\nA,not upheld,20\nB,upheld,12\nB,not upheld,30\nC,not upheld,9\n";

describe("protect", () => {
  it("adds every total and hides what a small count takes", async () => {
    expect(await protect(table)).toEqual([
      "team,outcome,n,status",
      "A,upheld,,c",
      "A,not upheld,,c",
      "A,Total,23,",
      "B,upheld,,c",
      "B,not upheld,,c",
      "B,Total,42,",
      "C,not upheld,9,",
      "C,Total,9,",
      "Total,upheld,15,",
      "Total,not upheld,59,",
      "Total,Total,74,",
    ]);
    expect(read(restricted("hidden.csv"))).toEqual([
      "team,outcome,feasible_from,feasible_to",
      "A,upheld,1,14",
      "A,not upheld,9,22",
      "B,upheld,1,14",
      "B,not upheld,28,41",
    ]);
  });

  it("writes the same bytes for the same table in whatever order its columns are named", async () => {
    await protect(table);
    const record = readFileSync(restricted("record.json"), "utf8");
    await protect(table);
    expect(readFileSync(restricted("record.json"), "utf8")).toBe(record);
    const other = await protect(table, { by: ["outcome", "team"], out: "other" });
    expect(other).toContain("upheld,A,,c");
    expect(other.filter((line) => line.endsWith(",c"))).toHaveLength(4);
  });

  it("reads a file as a spreadsheet saves it: byte order mark, quotes, columns besides", async () => {
    const text = '\uFEFF"team",n,"note, long"\r\n"North ""A"", east",7,x\r\nSouth,0,"two\r\nlines"\r\n';
    writeFileSync(join(home, "agreed.txt"), 'North "A", east\nSouth\n');
    expect(await protect(text, { by: ["team"], labels: ["agreed.txt"] })).toEqual([
      "team,n,status",
      '"North ""A"", east",7,',
      "South,0,",
      "Total,7,",
    ]);
  });

  it("keeps what a spreadsheet would take for a formula inert", async () => {
    writeFileSync(join(home, "agreed.txt"), "=team\n=1+1\n@x\n+y\n-z\n");
    const asked = { by: ["=team"], labels: ["agreed.txt"] };
    const lines = await protect("=team,n\n=1+1,7\n@x,8\n+y,9\n-z,6\n", asked);
    expect(lines).toEqual(["'=team,n,status", "'=1+1,7,", "'@x,8,", "'+y,9,", "'-z,6,", "Total,30,"]);
  });

  it("takes one dimension, three, all small counts and all zeros", async () => {
    const one = await protect("team,n\nA,3\nB,9\nC,30\n", { by: ["team"] });
    expect(one).toEqual(["team,n,status", "A,,c", "B,,c", "C,30,", "Total,42,"]);
    const three = await protect("a,b,c,n\nx,x,x,9\nx,x,y,8\nx,y,x,7\ny,x,x,6\n", { by: ["a", "b", "c"] });
    expect(three).toHaveLength(1 + 20);
    expect(three.at(-1)).toBe("Total,Total,Total,30,");
    const small = await protect("team,n\nA,1\nB,1\n", { by: ["team"] });
    expect(small).toEqual(["team,n,status", "A,,c", "B,,c", "Total,,c"]);
    expect(read(restricted("hidden.csv"))).toContain("Total,2,");
    const ones = await protect("team,n\nA,1\nB,1\nC,1\nD,1\nE,1\n", { by: ["team"] });
    expect(ones.at(-1)).toBe("Total,,c");
    expect(read(restricted("hidden.csv"))).toContain("A,1,");
    const zeros = await protect("team,n\nA,0\nB,0\n", { by: ["team"] });
    expect(zeros).toEqual(["team,n,status", "A,0,", "B,0,", "Total,0,"]);
  });

  it("names row and column of what it can't take, and writes nothing", async () => {
    const says = async (text: string | Buffer, message: string, asked: Asked = {}) => {
      const error = await protect(text, asked).then(
        () => "",
        (reason: Error) => reason.message,
      );
      expect(error).toContain(message);
      expect(error).not.toContain("secret");
      expect(existsSync(join(home, "out"))).toBe(false);
    };
    await says(table, "unknown column: region", { by: ["region"] });
    await says(table, "column named twice: team", { by: ["team", "team"] });
    await says("team,status,n\nA,b,7\n", "column status:", { by: ["team", "status"] });
    await says("team,team,n\nA,b,7\n", "duplicate column: team", { by: ["team"] });
    await says("team,outcome,n\nA,x,secret\n", "row 2, column n: must be a whole number, 0 or more");
    await says("team,outcome,n\nA,x,-1\n", "row 2, column n: must be a whole number");
    await says("team,outcome,n\nA,x,1.5\n", "row 2, column n: must be a whole number");
    await says("team,outcome,n\nsecret,x,1\nsecret,x,2\n", "row 3: duplicate combination: the same as row 2");
    await says("team,outcome,n\n,x,1\n", "row 2, column team: is empty");
    await says("team,outcome,n\nA,x\n", "row 2: must have 3 cells");
    await says("team,outcome,n\nA,x,7\nTotal,x,7\n", "row 3, column team: is a total");
    await says('team,outcome,n\n"secret,x,7\n', "broken quotes");
    await says("", "empty");
    await says("team,outcome,n\n", "no rows");
    await says(Buffer.from([0x74, 0xe9, 0x2c]), "must be UTF-8");
  });

  it("replaces only what it wrote itself", async () => {
    mkdirSync(join(home, "out"));
    writeFileSync(join(home, "out", "candour.json"), "{}");
    await expect(protect(table)).rejects.toThrow("can't be used for the output");
    expect(readdirSync(join(home, "out"))).toEqual(["candour.json"]);
    await expect(protect(table, { out: "counts.csv" })).rejects.toThrow("it is a file");
    await protect(table, { out: "own" });
    expect(await protect(table, { out: "own" })).toHaveLength(12);
  });

  it("hides with an earlier release what the two together would give away", async () => {
    const may = await protect("team,n\nA,20\nB,30\nC,44\n", { by: ["team"], out: "may" });
    expect(may.filter((line) => line.endsWith(",c"))).toEqual([]);
    const june = "team,n\nA,22\nB,30\nC,51\n";
    const alone = await protect(june, { by: ["team"], out: "alone" });
    expect(alone.filter((line) => line.endsWith(",c"))).toEqual([]);
    const together = await protect(june, { by: ["team"], out: "june", earlier: ["may"] });
    expect(together).toEqual(["team,n,status", "A,,c", "B,30,", "C,,c", "Total,103,"]);
    const record = join("june", "not-for-publication", "record.json");
    const july = await protect("team,n\nA,23\nB,30\nC,60\n", { by: ["team"], earlier: ["may", record] });
    expect(july).toContain("A,,c");
  });

  it("keeps hidden what another table of the same people would show", async () => {
    await protect("team,n\nA,3\nB,9\nC,8\n", { by: ["team"], out: "first" });
    const rows = "team,outcome,n\nA,x,3\nB,x,4\nB,y,5\nC,x,8\n";
    const lines = await protect(rows, { earlier: ["first"] });
    expect(lines.filter((line) => /^[AC],Total/.test(line))).toEqual(["A,Total,,c", "C,Total,,c"]);
    expect(lines).toContain("B,Total,9,");
  });

  it("refuses an earlier release of another count, or that isn't one, or the output itself", async () => {
    await protect("team,n\nA,3\nB,9\n", { by: ["team"], out: "first" });
    const other = protect("team,people\nA,3\nB,9\n", { by: ["team"], count: "people", earlier: ["first"] });
    await expect(other).rejects.toThrow("it counts in another column");
    await expect(protect(table, { earlier: ["nowhere"] })).rejects.toThrow("isn't an earlier release");
    await expect(protect(table, { earlier: ["counts.csv"] })).rejects.toThrow(
      "isn't the record of a release",
    );
    await expect(protect(table, { out: "first", earlier: ["first"] })).rejects.toThrow("can't be both");
  });

  it("stops at a label that nobody has agreed to, by row and column and not by what it says", async () => {
    const text =
      "officer,outcome,n\nJane Whitcombe,upheld,7\nA,upheld,9\nMrs Shufflebotham,upheld,8\nJane Whitcombe,not upheld,9\n";
    const by = ["officer", "outcome"];
    const refused = protect(text, { by });
    await expect(refused).rejects.toThrow(/labels that nobody has agreed to/);
    await expect(refused).rejects.toThrow(/column officer: labels that aren’t listed, in rows 2, 4/);
    await expect(refused).rejects.not.toThrow(/Whitcombe|Shufflebotham|outcome:/);
    expect(existsSync(join(home, "out"))).toBe(false);
    writeFileSync(join(home, "agreed.txt"), "Jane Whitcombe\r\n\r\n");
    await expect(protect(text, { by, labels: ["agreed.txt"] })).rejects.toThrow(
      /column officer: a label that isn’t listed, in row 4/,
    );
    writeFileSync(join(home, "more.txt"), " Mrs Shufflebotham");
    expect(await protect(text, { by, labels: ["agreed.txt", "more.txt"] })).toHaveLength(11);
    await expect(protect(text, { by, labels: ["none.txt"] })).rejects.toThrow(/there is no such file/);
  });

  it("takes a code, a number, a range and a period for no name", async () => {
    const codes = [
      "A",
      "b",
      "B2",
      "C123",
      "7",
      "365",
      "18-24",
      "18 to 24",
      "65+",
      "<5",
      "under 18",
      "over 65",
    ];
    const periods = ["Q1", "2021", "2021-06", "2021/22", "2021/22 Q3", "June 2021", "not recorded"];
    const lines = [...codes, ...periods].map((label) => `${label},9`).join("\n");
    const safe = await protect(`team,n\n${lines}\n`, { by: ["team"] });
    expect(safe).toHaveLength(codes.length + periods.length + 2);
    expect(await protect("quarter,kind,n\nQ1,a,9\nQ1,b,8\n", { by: ["quarter", "kind"] })).toHaveLength(7);
    expect(await protect("officer,outcome,n\nA,a,9\nE,b,8\n", { by: ["officer", "outcome"] })).toHaveLength(
      8,
    );
  });

  const names = ["June", "Jo Li", "Åsa", "J. W. H.", "王伟", "Ng", "IT", "J S", "Å", "É1", "٣"];
  const numbers = [
    "943 476 5919",
    "07700 900123",
    "1980-03-04",
    "2021-13",
    "1234",
    "A1234",
    "1234-5678",
    "<b>",
  ];

  it.each([...names, ...numbers])(
    "takes a label of any other form for one that may name somebody: %s",
    async (name) => {
      await expect(protect(`team,n\n${name},9\n`, { by: ["team"] })).rejects.toThrow(/in row 2/);
    },
  );

  it("stops at a heading that may name somebody, by its place and not by what it says", async () => {
    const text = "team,Jane Whitcombe,n\nA,IT,7\n";
    const by = ["team", "Jane Whitcombe"];
    const refused = protect(text, { by });
    await expect(refused).rejects.toThrow(/column 2 of --by: a heading that isn’t listed/);
    await expect(refused).rejects.toThrow(/column 2 of --by: a label that isn’t listed, in row 2/);
    await expect(refused).rejects.not.toThrow(/Whitcombe/);
    const counted = protect("team,of Whitcombe\nA,7\n", { by: ["team"], count: "of Whitcombe" });
    await expect(counted).rejects.toThrow(/the column of --count: a heading that isn’t listed/);
    await expect(counted).rejects.not.toThrow(/Whitcombe/);
    for (const heading of ["王伟", "c9434765919", "2021"])
      await expect(protect(`${heading},n\nA,7\n`, { by: [heading] })).rejects.toThrow(/column 1 of --by/);
    writeFileSync(join(home, "agreed.txt"), "Jane Whitcombe\nIT\n");
    expect(await protect(text, { by, labels: ["agreed.txt"] })).toHaveLength(5);
  });
});
