import { readClocks } from "../../loaders/clocks.ts";
import type { Settings } from "../../loaders/sources.ts";
import type { OfficeAbout } from "./report.ts";

/** What pages say of an office besides its name. Throws a DataError where its limits can't be read. */
export function aboutOffice({
  office,
  folder,
  measures,
}: Pick<Settings, "office" | "folder" | "measures">): OfficeAbout {
  const { short_name, language, country, place, time_zone, first_month, calendars, calendar } = office;
  const days_off = calendars.find(({ name }) => name === calendar)?.of ?? null;
  const limits = readClocks(folder, office).map(({ clock, days, counted_in, said_in }) => {
    return { clock, days, counted_in, said_in };
  });
  const groups = Object.fromEntries(
    Object.entries(measures.groups).flatMap(([name, words]) => (words ? [[name, words]] : [])),
  );
  return {
    short_name,
    language,
    country,
    place,
    time_zone,
    first_month,
    days_off,
    called: measures.called,
    groups,
    limits,
  };
}
