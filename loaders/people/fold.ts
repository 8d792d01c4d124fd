/** Letters that look like others, and letters that no decomposition takes apart. */
const lookalikes = new Map(
  Object.entries({
    ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ħ: "h" },
    // Cyrillic and Greek letters drawn as Latin ones.
    ...{ а: "a", в: "b", с: "c", е: "e", һ: "h", і: "i", ј: "j", к: "k", м: "m", о: "o", р: "p", ѕ: "s" },
    ...{ т: "t", у: "y", х: "x", ο: "o", α: "a", ν: "v", ι: "i", ρ: "p" },
  }),
);

/**
 * Text as it is read: compatibility forms (full width, ligatures) made plain, and what has no width (zero-width
 * spaces, soft hyphens, direction marks) taken out.
 */
export function toClean(text: string): string {
  return text.normalize("NFKC").replace(/\p{Cf}|\u034f|[\ufe00-\ufe0f]/gu, "");
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
  const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const result = lookalikes.get(plain) ?? plain;
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
  return /[^ -~\s]/.test(lower) ? toCompact(text.normalize("NFKC")).letters : lower.replace(/[^a-z0-9]/g, "");
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
