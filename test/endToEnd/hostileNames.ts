import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";

/** Names that a team, a mailbox, a line or a category of free text might be given, by the invented name each takes. */
export const hostileNames: Record<string, string> = {
  "Health 8": "<script>alert(1)</script>",
  "Health 20": "</script></title><!-- <img src=x onerror=alert(2)>",
  "Customer Care A": '"><svg onload=alert(3)> &amp; &lt;b&gt; <SCRIPT type="module">alert(4)</SCRIPT>',
  "Customer Care B": ["$", "{alert(5)} {{x}} `tick` [a](javascript:alert(6)) **b** ' \\ %00 #"].join(""),
  "Customer Care C": `Gruppe\u202e\u200fabc 🦉 Donaudampfschifffahrt`,
  "Ombudsman's office": "# <script>alert(7)</script>",
  "0808 157 0192": "=1+1<script src=//evil.example/x.js></script>",
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const inPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function renameInCsv(path: string): void {
  const before = readFileSync(path, "latin1");
  let text = before;
  for (const [name, hostile] of Object.entries(hostileNames)) {
    const cell = new RegExp(`(^|,)"?${inPattern(name)}"?(?=,|\\r?$)`, "gm");
    text = text.replace(
      cell,
      (_, start: string) => `${start}${Buffer.from(quoted(hostile)).toString("latin1")}`,
    );
  }
  if (text !== before) writeFileSync(path, text, "latin1");
}

async function renameInWorkbook(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const hostile = typeof cell.value === "string" ? hostileNames[cell.value] : undefined;
        if (hostile !== undefined) cell.value = hostile;
      }),
    );
  await workbook.xlsx.writeFile(path);
}

/** Gives the hostile names to those who bear the invented ones, in every CSV and in the workbooks of the last year. */
export async function giveHostileNames(extracts: string): Promise<void> {
  for (const file of readdirSync(extracts, { recursive: true, encoding: "utf8" })) {
    const path = join(extracts, file);
    if (file.endsWith(".csv") && !file.includes("visualfiles")) renameInCsv(path);
    if (
      /msd-feedback-2022-0\d\.xlsx$|(?:hr-snapshots|quality-sampling)-(?:2021-(?:0[4-9]|1\d)|2022)/.test(file)
    )
      await renameInWorkbook(path);
  }
}
