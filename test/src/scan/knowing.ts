import { toLandingKey } from "../../../loaders/landingKey.ts";
import { markHasher } from "../../../loaders/people/marks.ts";
import type { KnownPeople } from "../../../src/scan/known.ts";

/** People as a contract's personal columns hold them. */
interface People {
  names?: readonly string[];
  addresses?: readonly string[];
  numbers?: readonly string[];
  dates_of_birth?: readonly string[];
  texts?: readonly string[];
  references?: readonly string[];
}

const columns = {
  names: "complainant_name",
  addresses: "address",
  numbers: "nhs_number",
  dates_of_birth: "date_of_birth",
  texts: "complainant_reference",
} as const;

/** What a search knows of people once they have landed. */
export function knowing({ references = [], ...people }: People): KnownPeople {
  const key = toLandingKey(Buffer.alloc(32, 7));
  const hashMarks = markHasher(key);
  const kinds = ["names", "addresses", "numbers", "dates_of_birth", "texts"] as const;
  const marks = kinds.flatMap((kind) =>
    (people[kind] ?? []).flatMap((value) => hashMarks(columns[kind], value)),
  );
  return { key, marks, references };
}
