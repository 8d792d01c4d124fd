import { australia } from "./countries/australia.ts";
import { canada } from "./countries/canada.ts";
import { ireland } from "./countries/ireland.ts";
import { newZealand } from "./countries/newZealand.ts";
import { unitedKingdom } from "./countries/unitedKingdom.ts";
import { unitedStates } from "./countries/unitedStates.ts";
import type { Country } from "./rule.ts";

const countries: Readonly<Record<string, Country>> = {
  AU: australia,
  CA: canada,
  GB: unitedKingdom,
  IE: ireland,
  NZ: newZealand,
  US: unitedStates,
};

/** What is known of a country's numbers and addresses; of one whose forms nobody has written down, the United Kingdom's. */
export const countryOf = (code: string): Country => countries[code] ?? unitedKingdom;
