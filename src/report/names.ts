import { groups } from "../catalogue/definition.ts";
import type { OfficeAbout } from "./report.ts";

const words: Record<string, string> = {
  visualfiles: "VisualFiles",
  msd: "MSD",
  hr: "HR",
  callmanager: "Call manager",
  webforms: "Web forms",
};

/** A source or contract in words: 'VisualFiles cases' for visualfiles_cases. */
export function sourceName(id: string): string {
  const name = id
    .split("_")
    .map((part) => words[part] ?? part)
    .join(" ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const shortGroups: Partial<Record<keyof typeof groups, string>> = {
  reviews: "Reviews",
  registers: "Registers",
  requests: "Requests",
};

type Group = keyof typeof groups;

/** A group of measures in a word, for a menu or a picture: the office's where it has one. */
export function groupName({ groups: own }: Pick<OfficeAbout, "groups">, group: Group): string {
  return own[group]?.menu ?? shortGroups[group] ?? groups[group];
}

/** A group of measures as a heading: what the office calls it, where it does. */
export const groupTitle = ({ groups: own }: Pick<OfficeAbout, "groups">, group: Group): string =>
  own[group]?.title ?? groups[group];

/** A register's name as it stands in an address. */
export function registerSlug(register: string): string {
  return register
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** Where a register's page is, within the site and without an extension. */
export function registerPath(register: string): string {
  return `registers/${registerSlug(register)}`;
}

/** An edition of a month's release by its number: 'the first edition', 'edition 2'. */
export const editionName = (number: number): string =>
  number === 1 ? "the first edition" : `edition ${number}`;

/** The file among a reissue's data that lists what an edition before it revised. */
export const revisionsFile = (edition: number): string => `revisions-edition-${edition}.csv`;
