import {
  type Clock,
  type ClockName,
  clockNames,
  limitDay,
  limitWords,
  readClocks,
} from "../../loaders/clocks.ts";
import { type Office, readOffice } from "../../loaders/office.ts";
import type { MeasureDefinition } from "./definition.ts";

/** The limits that an office works to, and whose working days they count. */
export interface OfficeLimits {
  clocks: readonly Clock[];
  calendars: Office["calendars"];
}

/** The limits of the office whose settings lie in `folder`. Throws a DataError as `readClocks` does. */
export function readOfficeLimits(folder: string): OfficeLimits {
  const office = readOffice(folder);
  return { clocks: readClocks(folder, office), calendars: office.calendars };
}

const forms = {
  "": limitWords,
  number: ({ days, said_in }: Clock) => String(said_in === "weeks" ? days / 7 : days),
  days: ({ days }: Clock) => `${days} days`,
  day: limitDay,
} as const;

const isForm = (text: string): text is keyof typeof forms => Object.hasOwn(forms, text);

const isClock = (name: string): name is ClockName => clockNames.some((one) => one === name);

/**
 * Words with the office's limits in them: `{day 20}` is '20 working days', `{day 20|day}` 'day 20', `{week 8|days}` '56 days',
 * `{day 20|number}` '20' and `{day 20|calendar}` whose working days they are. A limit that the office hasn't set is 'the limit'.
 * Throws an Error for a limit or form that there isn't.
 */
export function fillLimits(words: string, { clocks, calendars }: OfficeLimits): string {
  return words.replace(/\{([^{}|]+)(?:\|([a-z]+))?\}/g, (whole, name: string, form = "") => {
    if (!isClock(name)) throw new Error(`unknown limit: ${whole}`);
    const clock = clocks.find((one) => one.clock === name);
    if (form === "calendar") {
      const calendar = calendars.find((one) => one.name === clock?.calendar);
      return calendar?.of ?? calendar?.name ?? "the office's calendar";
    }
    if (!isForm(form)) throw new Error(`unknown form of a limit: ${whole}`);
    return clock ? forms[form](clock) : "the limit";
  });
}

/** A title whose limit isn't set, with the weeks that its name says: of several such measures each is then called otherwise. */
const withWeeks = (title: string, { clocks }: OfficeLimits): string =>
  title.replace(/\{(?:[a-z ]+ in (\d+ weeks))\}/g, (whole, weeks: string) =>
    clocks.some(({ clock }) => `{${clock}}` === whole) ? whole : weeks,
  );

/** The measures with the office's limits in their words. */
export function withLimitWords(
  definitions: readonly MeasureDefinition[],
  limits: OfficeLimits,
): MeasureDefinition[] {
  const fill = (measure: MeasureDefinition): MeasureDefinition => ({
    ...measure,
    title: fillLimits(withWeeks(measure.title, limits), limits),
    definition: fillLimits(measure.definition, limits),
    caveats: measure.caveats.map((caveat) => fillLimits(caveat, limits)),
    divisor: measure.divisor && fill(measure.divisor),
    framing: measure.framing && fill(measure.framing),
  });
  return definitions.map(fill);
}
