import type { Noted } from "./figure.ts";

/** A sentence that anybody may read. */
export const toAll = (note: string): Noted => ({ note });

/** A sentence as the office reads it, and what the public reads in its place: a few rows are a few people. */
export const toOffice = (note: string, public_note: string): Noted => ({ note, public_note });

const joined = (sentences: readonly string[]) => sentences.filter((one) => one !== "").join(" ");

/** One sentence after another, those that are empty left out; to the public what each says to it. */
export function sayAll(...all: readonly (Noted | undefined)[]): Noted {
  const said = all.filter((one) => one !== undefined);
  const note = joined(said.map((one) => one.note));
  if (said.every(({ public_note }) => public_note === undefined)) return { note };
  return { note, public_note: joined(said.map((one) => one.public_note ?? one.note)) };
}

/** What is said, after the name of what it is said of: 'Calls: …'; nothing where nothing is. */
export function sayOf(name: string, { note, public_note }: Noted): Noted {
  if (note === "") return { note };
  const named = (text: string) => (text === "" ? "" : `${name}: ${text}`);
  return public_note === undefined
    ? { note: named(note) }
    : { note: named(note), public_note: named(public_note) };
}
