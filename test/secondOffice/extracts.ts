import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeWorkbook } from "../../data/demonstration/writeWorkbook.ts";
import { addDays, addMonths, endOfMonth } from "../../loaders/dates.ts";
import { random } from "../gear.ts";

/** The months of which the second office has extracts: two of its years, from July. */
const months = Array.from({ length: 24 }, (_, index) => addMonths("2022-07", index));

/** The month whose export comes late, and the one that is sent twice. */
const lateMonth = "2023-11";
const sentTwice = "2024-02";

/** A complaint as it came to be: days as `yyyy-mm-dd`, empty while it hasn't happened. */
interface Complaint {
  reference: string;
  received: string;
  service: string;
  provider: string;
  unit: string;
  owner: string;
  decided: string;
  finding: string;
  closed: string;
  customer: string;
  phone: string;
}

const customers = [
  "Hōne Tāwhai-Rangi",
  "Zoë Müller",
  "Siân O’Neill",
  "Māia Ngatūere",
  "Jean-Luc Février",
  "Nguyễn Thị Hạnh",
];
const providers = ["Kōwhai Mobile", "Southern Fibre", "Tūī Networks", "Harbour Telecom", "Plain & Simple"];
const findings = [
  "Substantiated",
  "Partly substantiated",
  "Not substantiated",
  "Settled",
  "Outside our scheme",
];

const monthNames = "January February March April May June July August September October November December";

const monthName = (month: string) => monthNames.split(" ")[Number(month.slice(5)) - 1] ?? "";

/** A day as the office's system has it, month first: '02/07/2023' of 7 February. */
const monthFirst = (day: string) =>
  day === "" ? "" : `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

function drawComplaints(): Complaint[] {
  const next = random(20_240_630);
  const whole = (most: number) => Math.floor(next() * most);
  const oneOf = (words: readonly string[]) => words[whole(words.length)] ?? "";
  const all = months.flatMap((month, index) =>
    Array.from({ length: 45 + whole(30) }, () => ({ month, isNew: index >= 6 })),
  );
  return all.map(({ month, isNew }, place) => {
    const received = `${month}-${String(1 + whole(28)).padStart(2, "0")}`;
    const decided = next() < 0.85 ? addDays(received, 5 + whole(230)) : "";
    const isDropped = decided === "" && next() < 0.7;
    return {
      // The references of the system's first months are bare digits.
      reference: isNew ? `LOG-${1_073_000 + place}` : `${104_000 + place}`,
      received,
      service: oneOf(["mobile", "broadband", "broadband", "landline"]),
      provider: oneOf(providers),
      unit: oneOf(["Tāmaki", "Te Whanganui-a-Tara"]),
      owner: `TC${String(101 + whole(6))}`,
      decided,
      finding: decided === "" ? "" : oneOf(findings),
      closed:
        decided === "" ? (isDropped ? addDays(received, 3 + whole(60)) : "") : addDays(decided, whole(9)),
      customer: oneOf(customers),
      phone: `+64 21 ${200 + whole(700)} ${100 + whole(800)}`,
    };
  });
}

const headings =
  "Log No,Date In,Service,Provider,Unit,Owner,Status,Finding,Date Found,Date Out,Customer,Phone,Notes";

/** A complaint as the export of a month shows it: what happens later isn't there yet. */
function lineOf(one: Complaint, monthEnd: string): string {
  const until = (day: string) => (day <= monthEnd ? day : "");
  const decided = until(one.decided);
  const closed = until(one.closed);
  const open = ["New", "With the provider", "Under enquiry", "Adjudication"];
  const status =
    closed === "" ? open[one.reference.length % 2 === 0 ? 2 : Number(one.reference.at(-1)) % 4] : "Finished";
  const cells = [
    one.reference,
    monthFirst(one.received),
    one.service,
    one.provider,
    one.unit,
    one.owner,
    status,
    decided === "" ? "" : one.finding,
    monthFirst(decided),
    monthFirst(closed),
    one.customer,
    one.phone,
    `Rang; said “I’ve waited”, ${one.customer}`,
  ];
  return cells.map((cell) => `"${cell}"`).join(",");
}

function exportOf(month: string, complaints: readonly Complaint[]): string {
  const own = complaints.filter(
    ({ received, decided, closed }) =>
      received.slice(0, 7) <= month && [received, decided, closed].some((day) => day.startsWith(month)),
  );
  // As the system writes it: a mark at the beginning, and lines that end in two signs.
  return `\ufeff${[headings, ...own.map((one) => lineOf(one, endOfMonth(month)))].join("\r\n")}\r\n`;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const rowOf = (number: number, cells: readonly (string | number)[]) =>
  `<row r="${number}">${cells
    .map((cell, index) => {
      const at = `r="${letters[index]}${number}"`;
      return typeof cell === "number"
        ? `<c ${at}><v>${cell}</v></c>`
        : `<c ${at} t="inlineStr"><is><t>${cell}</t></is></c>`;
    })
    .join("")}</row>`;

/** Everybody's part of full time, a column to each month of a year that begins in July, under two rows of headings. */
async function writeStaffing(path: string, first: number): Promise<void> {
  const own = Array.from({ length: 12 }, (_, index) => addMonths(`${first}-07`, index));
  const heads = own.map((month) => `${monthName(month).slice(0, 3)}-${month.slice(2, 4)}`);
  const people = Array.from({ length: 9 }, (_, index) => [
    `TC${101 + index}`,
    customers[index % customers.length] ?? "",
    ["Adjudicator", "Adjudicator", "Enquiries officer", "Team leader", "Corporate"][index % 5] ?? "",
    index % 2 === 0 ? "Tāmaki" : "Te Whanganui-a-Tara",
    index === 8 ? "Fixed" : "Permanent",
    ...own.map((_month, place) => (index === 7 && place > 5 ? "" : index === 3 ? 0.8 : 1)),
  ]);
  await writeWorkbook(path, [
    {
      name: `FTE ${first}`,
      rows: [
        rowOf(1, ["Who", "", "", "", "", "Full-time equivalents at the end of each month"]),
        rowOf(2, ["Payroll no.", "Name", "Position", "Unit", "Terms", ...heads]),
        ...people.map((cells, index) => rowOf(index + 3, cells)),
      ],
    },
  ]);
}

/**
 * Writes the extracts of an office that settings alone tell apart from the program's own: exports of a month with dates month
 * first and two forms of references, one of them late and one sent twice; a sheet of staff with a column to each month; calls counted by
 * the hour; a log of requests. They are the same each time. Gives the complaints, so that a test can count them otherwise.
 */
export async function writeExtracts(folder: string): Promise<Complaint[]> {
  const complaints = drawComplaints();
  const next = random(7);
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const month of months) {
    const received = addDays(endOfMonth(month), 3);
    const file = `Resolve export ${monthName(month)} ${month.slice(0, 4)}.csv`;
    const text = exportOf(month, complaints);
    write(`${month === lateMonth ? "2024-01-22" : received}/${file}`, text);
    if (month === sentTwice) write(`${addDays(received, 1)}/${file}`, text);
    const days = Array.from({ length: Number(endOfMonth(month).slice(8)) }, (_, index) => index + 1);
    const calls = days.map(
      (day) =>
        `${month}-${String(day).padStart(2, "0")},${day % 2 === 0 ? "09:00" : "23:30"},0800 246 246,${1 + Math.floor(next() * 6)}`,
    );
    write(`${received}/calls-${month}.csv`, `Day,Hour,Line,Calls\n${calls.join("\n")}\n`);
    const asked = [`${month}-04`, `${month}-11`, `${month}-19`].map((day, index) => {
      const sent = addDays(day, 10 + Math.floor(next() * 25));
      return `${20_000 + months.indexOf(month) * 3 + index},${monthFirst(day)},${sent <= endOfMonth(month) ? `${monthFirst(sent)},Released` : ","}`;
    });
    write(`${received}/OIA ${month}.csv`, `No.,In,Out,Result\n${asked.join("\n")}\n`);
  }
  for (const first of [2022, 2023]) {
    const path = join(folder, `${first + 1}-07-12`, `Staffing ${first}-${first - 1999}.xlsx`);
    mkdirSync(dirname(path), { recursive: true });
    await writeStaffing(path, first);
  }
  return complaints;
}
