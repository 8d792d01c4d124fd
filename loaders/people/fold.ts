/** Letters that look like others, and letters that no decomposition takes apart. */
const lookalikes = new Map(
  Object.entries({
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ø: "o",
    đ: "d",
    ð: "d",
    ł: "l",
    þ: "th",
    ı: "i",
    ħ: "h",
    ŋ: "n",
    // Cyrillic, Greek and Armenian letters drawn as Latin ones.
    а: "a",
    в: "b",
    с: "c",
    е: "e",
    һ: "h",
    і: "i",
    ј: "j",
    к: "k",
    м: "m",
    о: "o",
    р: "p",
    ѕ: "s",
    т: "t",
    у: "y",
    х: "x",
    ԁ: "d",
    ԛ: "q",
    ԝ: "w",
    ү: "y",
    ӏ: "l",
    ο: "o",
    α: "a",
    ν: "v",
    ι: "i",
    ρ: "p",
    κ: "k",
    τ: "t",
    υ: "u",
    γ: "y",
    χ: "x",
    ո: "n",
    հ: "h",
    օ: "o",
    ս: "u",
    ց: "g",
    // Letters that are drawn as others only when small, or are small capitals.
    ɑ: "a",
    ɡ: "g",
    ɩ: "i",
    ᴀ: "a",
    ʙ: "b",
    ᴄ: "c",
    ᴅ: "d",
    ᴇ: "e",
    ꜰ: "f",
    ɢ: "g",
    ʜ: "h",
    ɪ: "i",
    ᴊ: "j",
    ᴋ: "k",
    ʟ: "l",
    ᴍ: "m",
    ɴ: "n",
    ᴏ: "o",
    ᴘ: "p",
    ʀ: "r",
    ꜱ: "s",
    ᴛ: "t",
    ᴜ: "u",
    ᴠ: "v",
    ᴡ: "w",
    ʏ: "y",
    ᴢ: "z",
  }),
);

/** Capitals that look like others, though their small letters don't. */
const capitals = new Map(
  Object.entries({
    Н: "h",
    Β: "b",
    Ε: "e",
    Ζ: "z",
    Η: "h",
    Μ: "m",
    Ν: "n",
    Τ: "t",
    Υ: "y",
  }),
);

const digits = new Map<string, string>();

/** A decimal digit of any script as 0 to 9. Unicode keeps each script's ten together, in order, from nought on. */
function toDigit(digit: string): string {
  const known = digits.get(digit);
  if (known !== undefined) return known;
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  const plain = String((code - first) % 10);
  digits.set(digit, plain);
  return plain;
}

const beyondAscii = "(?![\\t\\n\\r -~])";

const plainSigns: [RegExp, string][] = [
  [new RegExp(`${beyondAscii}[\\p{Pd}\u2212\u2043\u02d7]`, "gu"), "-"],
  [/[\u00b7\u2022\u2027\u2219\u22c5\u30fb]/gu, "."],
  [/[\u2044\u2215\u29f8]/gu, "/"],
  [/[\u2018\u2019\u201b\u02bc\u2032\u00b4]/gu, "'"],
  [new RegExp(`${beyondAscii}[\\p{Zs}\u2800\u3164\u115f\u1160]`, "gu"), " "],
];

const otherDigits = new RegExp(`${beyondAscii}\\p{Nd}`, "gu");

/**
 * Text as it is read: compatibility forms (full width, ligatures) made plain, what has no width (zero-width
 * spaces, soft hyphens, direction marks) taken out, digits of any script as 0 to 9, and dashes, dots, slashes, apostrophes and spaces of any
 * kind as the plain one.
 */
export function toClean(text: string): string {
  if (!/[^\t\n\r -~]/.test(text)) return text;
  let clean = text.normalize("NFKC").replace(/\p{Cf}|\u034f|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu, "");
  for (const [signs, plain] of plainSigns) clean = clean.replace(signs, plain);
  return clean.replace(otherDigits, toDigit);
}

/** The letters and digits of a text alone, folded, and where a word may begin. */
export interface Compact {
  letters: string;
  /** 1 where a letter or digit begins a word: after anything else, between letters and digits, and before a capital. */
  edges: Uint8Array;
  /** Where each stands in the text. */
  at: Int32Array;
}

const folded = new Map<string, string>();

function foldLetter(letter: string): string {
  const known = folded.get(letter);
  if (known !== undefined) return known;
  const bare = letter.normalize("NFD").replace(/\p{M}/gu, "");
  const plain = bare.toLowerCase();
  const result = capitals.get(bare) ?? lookalikes.get(plain) ?? plain;
  folded.set(letter, result);
  return result;
}

const kinds = { other: 0, lower: 1, upper: 2, digit: 3 } as const;

/** The kind of each code, told once; 255 where it hasn't been. */
const kindOfCode = new Uint8Array(65_536).fill(255);

function kindOf(code: number): number {
  const known = kindOfCode[code] ?? kinds.other;
  if (known !== 255) return known;
  const kind = tellKind(code);
  kindOfCode[code] = kind;
  return kind;
}

function tellKind(code: number): number {
  const letter = String.fromCharCode(code);
  if (/\p{Lu}/u.test(letter)) return kinds.upper;
  if (/\p{L}/u.test(letter)) return kinds.lower;
  return /\p{N}/u.test(letter) ? kinds.digit : kinds.other;
}

/**
 * A text without case, diacritics, spaces and punctuation, so that `Hard-castle,\n QUENTIN` and
 * `hardcastlequentin` are the same letters. Letters outside the basic plane count as separators.
 */
export function toCompact(text: string): Compact {
  const codes = new Uint16Array(text.length * 3);
  const edges = new Uint8Array(text.length * 3 + 1);
  const at = new Int32Array(text.length * 3);
  let length = 0;
  let before: number = kinds.other;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const kind = kindOf(code);
    if (kind === kinds.other) {
      // A combining mark belongs to the letter before it.
      if (code < 768 || !/\p{M}/u.test(String.fromCharCode(code))) before = kinds.other;
      continue;
    }
    const isEdge =
      before === kinds.other ||
      (kind === kinds.digit) !== (before === kinds.digit) ||
      (kind === kinds.upper && before === kinds.lower);
    edges[length] = isEdge ? 1 : 0;
    before = kind;
    if (code < 128) {
      at[length] = index;
      codes[length++] = kind === kinds.upper ? code + 32 : code;
      continue;
    }
    for (const letter of foldLetter(String.fromCharCode(code)).slice(0, 3)) {
      at[length] = index;
      codes[length++] = letter.charCodeAt(0);
    }
  }
  edges[length] = 1;
  const letters = Buffer.from(codes.buffer, 0, length * 2).toString("utf16le");
  return { letters, edges, at };
}

/** The letters of `toCompact` alone, for a short text. */
export function toLetters(text: string): string {
  const lower = text.toLowerCase();
  return /[^ -~\s]/.test(lower) ? toCompact(toClean(text)).letters : lower.replace(/[^a-z0-9]/g, "");
}

/** A text read backwards. */
export function toReversed(text: string): string {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1)
    codes[text.length - 1 - index] = text.charCodeAt(index);
  return Buffer.from(codes.buffer).toString("utf16le");
}

/** A text with each Latin letter moved thirteen places. */
export function toRot13(text: string): string {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const base = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : 0;
    codes[index] = base === 0 ? code : base + ((code - base + 13) % 26);
  }
  return Buffer.from(codes.buffer).toString("utf16le");
}
