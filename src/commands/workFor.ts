import { beginYearsWith } from "../../loaders/dates.ts";
import { type Office, readOffice } from "../../loaders/office.ts";

/** The office whose settings lie in `folder`, by whose years is reckoned from now on. Throws a DataError as `readOffice` does. */
export function workFor(folder: string): Office {
  const office = readOffice(folder);
  beginYearsWith(office.first_month);
  return office;
}
