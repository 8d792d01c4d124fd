import { createHmac, hash, randomBytes } from "node:crypto";
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./makeFolder.ts";

/** The secret that what landed of people is hashed with: made once for each landing folder, whose owner alone reads it. */
export interface LandingKey {
  bytes: Buffer;
  /** The key as the two hashes of an HMAC begin with it. */
  inner: Buffer;
  outer: Buffer;
  /** Tells this key from another, and nothing else of it. */
  name: string;
}

const keyBytes = 32;

/** How many bytes a hash in SHA-256 works on at once: HMAC fills its key up to them. */
const blockBytes = 64;

const keyFile = (landing: string) => join(landing, "key");

export function toLandingKey(bytes: Buffer): LandingKey {
  const padded = Buffer.concat([bytes, Buffer.alloc(blockBytes - bytes.length)]);
  const [inner, outer] = [0x36, 0x5c].map((mask) => Buffer.from(padded.map((byte) => byte ^ mask)));
  if (!inner || !outer) throw new Error("invalid key");
  const name = createHmac("sha256", bytes).update("candour landing key").digest("hex").slice(0, 16);
  return { bytes, inner, outer, name };
}

/** The key of a landing folder, or undefined where it has none that can be used. Throws what keeps it from being read. */
export function readLandingKey(landing: string): LandingKey | undefined {
  if (!existsSync(keyFile(landing))) return undefined;
  const text = readFileSync(keyFile(landing), "latin1").trim();
  return new RegExp(`^[0-9a-f]{${2 * keyBytes}}$`).test(text)
    ? toLandingKey(Buffer.from(text, "hex"))
    : undefined;
}

/**
 * The key of a landing folder, made where it has none. What has landed there before was then landed by no key, or by one
 * that is lost: it is cleared, to be parsed again.
 */
export function openLandingKey(landing: string): LandingKey {
  const known = readLandingKey(landing);
  if (known) return known;
  makeFolder(landing, 0o700);
  rmSync(keyFile(landing), { force: true });
  clearLanded(landing);
  const made = randomBytes(keyBytes).toString("hex");
  const work = join(landing, `.key-${made.slice(0, 16)}`);
  try {
    writeFileSync(work, `${made}\n`, { mode: 0o600, flag: "wx" });
    // Whole or not at all, and never in place of one that another process made meanwhile.
    linkSync(work, keyFile(landing));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(work, { force: true });
  }
  const key = readLandingKey(landing);
  if (!key) throw new Error(`invalid key: ${keyFile(landing)} was changed while it was made`);
  return key;
}

/** The first 16 hexadecimal digits of the HMAC-SHA256 of a text as it is, by its two hashes: half the time of `createHmac`. */
export function hashLetters({ inner, outer }: LandingKey, letters: string): string {
  const first = hash("sha256", Buffer.concat([inner, Buffer.from(letters)]), "buffer");
  return hash("sha256", Buffer.concat([outer, first]), "hex").slice(0, 16);
}

/** Removes what landed under `landing`: the folders named by a hash that hold rows, and nothing else that may lie there. */
function clearLanded(landing: string): void {
  for (const source of readdirSync(landing, { withFileTypes: true })) {
    if (!source.isDirectory() || !/^[a-z][a-z0-9_]*$/.test(source.name)) continue;
    for (const name of readdirSync(join(landing, source.name))) {
      const home = join(landing, source.name, name);
      if (/^[0-9a-f]{32}$/.test(name) && existsSync(join(home, "rows.parquet")))
        rmSync(home, { recursive: true, force: true });
    }
  }
}

/** SQL that lets `keyedHash` be asked of a connection: the key's two halves of an HMAC. */
export function keyVariables({ inner, outer }: LandingKey): string {
  const set = (name: string, bytes: Buffer) => `set variable ${name} = unhex('${bytes.toString("hex")}')`;
  return `${set("landing_inner", inner)}; ${set("landing_outer", outer)};`;
}

/** The form of a keyed hash: it stands for a person, and is shown to nobody. */
export const personKey = /[0-9a-f]{32}/;

/**
 * SQL of the keyed hash of a text, whatever its capitals and blanks: the first 32 hexadecimal digits of its HMAC-SHA256,
 * null of none. The same text has the same hash in every file of a landing folder, and another in any other.
 */
export function keyedHash(text: string): string {
  const plain = `nullif(lower(regexp_replace(nfc_normalize(${text}), '[\\s\u00a0\u2009\u202f]+', '', 'g')), '')`;
  const inner = `unhex(sha256(getvariable('landing_inner') || encode(${plain})))`;
  return `left(sha256(getvariable('landing_outer') || ${inner}), 32)`;
}
