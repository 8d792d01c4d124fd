import { z } from "zod";

/** The pages of the internal site that an office may switch off or call otherwise, and what each shows. */
export const officePages = {
  feedback: "what the feedback team has open, officer by officer",
  care: "what there is to do on the newest day, and who has too much",
  registers: "the assurance registers, together and one by one",
  present: "the brief, an item at a time",
  earlier: "each earlier month’s brief and pack, as they were",
  restated: "totals that aren’t what the month before’s brief gave",
  drill: "a figure opened up, down to its cases",
  published: "figures already published, beside what is counted now",
  dictionary: "what every column of the warehouse says",
  lineage: "what each figure is made of",
} as const;

export type PageName = keyof typeof officePages;

/** How a thing is switched off where its name would stand. */
export const switchedOff = z.union([z.literal("off"), z.literal(false)]);

export const PageSettings = z
  .strictObject(
    Object.fromEntries(
      Object.entries(officePages).map(([name, shows]) => [
        name,
        z
          .union(
            [switchedOff, z.string().trim().min(1, "must not be empty").max(60)],
            "must be off, or a name of 60 letters at most",
          )
          .optional()
          .describe(shows),
      ]),
    ) as Record<PageName, z.ZodOptional<z.ZodUnion<[typeof switchedOff, z.ZodString]>>>,
  )
  .default({});

/** Pages that are switched off, false, and those that the office calls otherwise; the others aren't there. */
export type OfficePages = Partial<Record<PageName, string | false>>;

/** What office.yaml says of pages, as it is used. */
export function toOfficePages(said: z.output<typeof PageSettings>): OfficePages {
  const names = Object.keys(said) as PageName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name];
      return value === undefined ? [] : [[name, value === "off" ? false : value]];
    }),
  );
}
