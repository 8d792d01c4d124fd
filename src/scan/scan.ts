import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { DataError } from "../../loaders/dataError.ts";
import { countryOf } from "./countries.ts";
import { type Finding, type Found, sortFindings } from "./finding.ts";
import { findSuppressed, readTablesOf } from "./findSuppressed.ts";
import { indexPeople, type KnownPeople } from "./known.ts";
import { isFirstOrLastOfMonth } from "./monthEnds.ts";
import { toAllowed, toReferencePatterns } from "./patterns.ts";
import { readWithLibrary } from "./pdfLibrary.ts";
import { type Piece, type Scanner, scanBytes } from "./scanBytes.ts";
import { searchTables } from "./searchTables.ts";
import type { Search } from "./searchText.ts";
import type { SuppressedFigure } from "./suppressed.ts";
import { type Budget, defaultLimits, type ScanLimits } from "./unpack.ts";

export interface ScanOptions {
  known: KnownPeople;
  /** The office's country as ISO 3166 has it, whose forms of numbers and addresses are looked for: GB unless given. */
  country?: string;
  /** The figures that this release hides. */
  suppressed?: readonly SuppressedFigure[];
  /** What the office itself publishes, in any of its usual forms: telephone lines, emails, names, references. */
  allowed?: readonly string[];
  /** SHA-256 of files that come from elsewhere and are published unchanged: the typeface. */
  trusted?: ReadonlySet<string>;
  /** Days of birth are looked for before this day, `yyyy-mm-dd`: earlier than any statistics. */
  bornBefore?: string;
  /** Whether a later day is one that the office's statistics speak of. The first and last of a month always are. */
  isOwnDay?: (day: string) => boolean;
  limits?: Partial<ScanLimits>;
}

/** The kinds of file that a release may hold. Any other is a finding: what isn't expected isn't published. */
const expected = new Set(
  "html css js mjs json csv txt md xml svg map ods xlsx zip pdf woff2 gz br webmanifest".split(" "),
);

/**
 * Searches every byte of a folder that would leave, names of files included, for personal information and for
 * suppressed values. Gives what was found, in the order of file and place: none, and the folder may leave. A
 * finding says where and of what kind, never what. What can't be read or isn't expected is found too.
 * Throws a DataError when the folder isn't there or holds no file.
 */
export async function scanFolder(folder: string, options: ScanOptions): Promise<Finding[]> {
  const found = await scanForOfficer(folder, options);
  return sortFindings(found).map(({ file, where, what }) => ({ file, where, what }));
}

/**
 * What `scanFolder` finds, with what each says: for the officer's file, and for what has been cleared. Several texts of a kind at one
 * place are several.
 */
export async function scanForOfficer(folder: string, options: ScanOptions): Promise<Found[]> {
  const names = listFiles(folder);
  if (names.length === 0) throw new DataError(`${folder} can't be scanned: it holds no file.`);
  const limits = { ...defaultLimits, ...options.limits };
  const findings = new Map<string, Found>();
  let file = "";
  const pdfs: Piece[] = [];
  const report: Search["report"] = (where, what, said) => {
    const key = [file, where, what, said?.text ?? ""].join("\n");
    if (!findings.has(key)) findings.set(key, { file, where, what, said: said ?? null });
  };
  const scanner = makeScanner(options, { limits, left: limits.fileBytes }, report, pdfs);
  for (const [index, name] of names.entries()) {
    file = scanner.toShownName(name, `file ${index + 1}`);
    if (file !== name) report("its name", "something personal", { text: name, around: "" });
    scanner.budget.left = limits.fileBytes;
    scanFile(folder, name, scanner);
    for (let pdf = pdfs.shift(); pdf; pdf = pdfs.shift()) await readWithLibrary(pdf, scanner);
  }
  return [...findings.values()];
}

/** Every entry of the folder that isn't a folder itself, hidden ones and links included. */
function listFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, "/").length).replaceAll(sep, "/"))
      .sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new DataError(`${folder} can't be scanned.`, [code], "Is it a folder, and may you read it?");
  }
}

function scanFile(folder: string, name: string, scanner: Scanner): void {
  const { report } = scanner.search;
  const path = join(folder, name);
  if (!lstatSync(path).isFile()) {
    report("", "a link or device: only whole files may leave");
    return;
  }
  if (name.split(/[/\\]/).some((part) => part.startsWith("."))) report("", "a hidden file");
  if (!expected.has(extname(name).slice(1).toLowerCase())) report("", "a kind of file that isn't expected");
  const piece = { name, bytes: readFileSync(path), where: "", depth: 0, isFile: true };
  scanner.onFile(piece);
  scanBytes(piece, scanner);
}

function makeScanner(options: ScanOptions, budget: Budget, report: Search["report"], pdfs: Piece[]): Scanner {
  const { allowed: open = [], trusted = new Set(), bornBefore = "2005-01-01", suppressed = [] } = options;
  const { isOwnDay = () => false } = options;
  const known = indexPeople(options.known, open);
  const references = known.references.flatMap(toReferencePatterns);
  const country = countryOf(options.country ?? "GB");
  const allowed = toAllowed(open, country);
  let told = 0;
  const search: Search = {
    known,
    references,
    allowed,
    country,
    bornBefore,
    isOwnDay: (day) => isFirstOrLastOfMonth(day) || isOwnDay(day),
    seen: new Set(),
    scanEncoded: () => false,
    report(...said) {
      told += 1;
      report(...said);
    },
  };
  const shown = new Map<string, boolean>();
  const scanner: Scanner = {
    search,
    budget,
    isTrusted: (bytes) => trusted.size > 0 && trusted.has(createHash("sha256").update(bytes).digest("hex")),
    toShownName(name, otherwise) {
      const isShown = shown.get(name) ?? saysNothing(name, scanner);
      shown.set(name, isShown);
      return isShown ? name : otherwise;
    },
    onPdf(piece) {
      told += 1;
      pdfs.push(piece);
    },
    told: () => told,
    sound: new Set(),
    onFile({ name, bytes, where }, entries) {
      const holder = { name, bytes, entries };
      const tables = readTablesOf(holder);
      searchTables(tables, where, search);
      for (const finding of findSuppressed(holder, tables, suppressed))
        search.report([where, finding.where].filter((part) => part !== "").join(", "), finding.what);
    },
  };
  return scanner;
}

/** Whether a name of a file or entry holds nothing that a text may not. */
function saysNothing(name: string, scanner: Scanner): boolean {
  let found = false;
  const report = () => {
    found = true;
  };
  const piece = { name: "", bytes: Buffer.from(name), where: "", depth: 1, isFile: false };
  const search = { ...scanner.search, report, seen: new Set<string>() };
  scanBytes(piece, { ...scanner, search, onPdf: () => undefined });
  return !found;
}
