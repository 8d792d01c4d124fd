import type { Office } from "../../loaders/office.ts";
import type { OfficeAbout } from "./report.ts";

/** What pages say of an office besides its name. */
export function aboutOffice(office: Office): OfficeAbout {
  const { short_name, language, country, place, time_zone, first_month, calendars, calendar } = office;
  const days_off = calendars.find(({ name }) => name === calendar)?.of ?? null;
  return { short_name, language, country, place, time_zone, first_month, days_off };
}
