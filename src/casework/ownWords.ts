import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { query } from "../../loaders/database.ts";

const OwnWord = z.object({
  list: z.enum(["register", "review_outcome"]),
  word: z.string(),
  meaning: z.string(),
});

/** A word of the office's own that a page names by its meaning. */
export type OwnWord = z.infer<typeof OwnWord>;

/** The words of `sql/marts/words.sql`, each list in the office's order. */
export async function readOwnWords(connection: DuckDBConnection): Promise<OwnWord[]> {
  const rows = await query(connection, "select list, word, meaning from marts.words order by list, place");
  return z.array(OwnWord).parse(rows);
}

/** Whether a register of the office is of enquiries from those who represent people, such as MPs. */
export const hasRepresentatives = ({ words }: { words: readonly OwnWord[] }): boolean =>
  words.some(({ meaning }) => meaning === "MP enquiries");

/** The registers of the office: those it lists, in its order, or else those that items are in. */
export function registersOf({
  words,
  items,
}: {
  words: readonly OwnWord[];
  items: readonly { register: string }[];
}): string[] {
  const listed = words.flatMap(({ list, word }) => (list === "register" ? [word] : []));
  if (listed.length > 0) return listed;
  const held = new Set(items.map(({ register }) => register));
  return [...held].filter((register) => register !== "not recorded").sort();
}
