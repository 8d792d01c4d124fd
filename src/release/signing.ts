import { DataError } from "../../loaders/dataError.ts";
import { formatCount, formatMonth, plural } from "../report/format.ts";
import type { Plan } from "./plan.ts";
import type { Word } from "./releaseRecord.ts";

/** Who answers for a release, and who else has read the words that go out with it: roles of the plan. */
export interface Signing {
  signedBy: string;
  readBy: string | null;
}

/**
 * Throws a DataError with the plan's roles where one that signs or reads isn't among them, or one reads for itself: a role
 * is chosen, as what is typed could be a name, and whoever wrote words doesn't see in them what another does.
 */
export function checkSigning({ signedBy, readBy }: Signing, { roles }: Pick<Plan, "roles">): void {
  if (roles.length === 0)
    throw new DataError(
      "Nobody may sign a release: the plan names no roles.",
      [],
      "List under roles in publication.yaml who may sign one, and who else may read its words.",
    );
  const isUnknown = !roles.includes(signedBy) || (readBy !== null && !roles.includes(readBy));
  if (isUnknown)
    throw new DataError(
      "Who signs and who reads must be roles of the plan.",
      roles,
      "Choose one of them, or list another under roles in publication.yaml.",
    );
  if (readBy === signedBy)
    throw new DataError(
      "Who reads must be another than who signs.",
      roles.filter((role) => role !== signedBy),
      "Words go out when two have seen them.",
    );
}

/**
 * Throws a DataError that says what kinds of words of a month somebody else must read first, how many of each, and on which
 * page: not the words, for a label is as rows have it.
 */
export function refuseUnread(
  unread: readonly Word[],
  { month, page, signing, roles }: { month: string; page: string; signing: Signing; roles: Plan["roles"] },
): never {
  const others = roles.filter((role) => role !== signing.signedBy).join(", ");
  const kinds = [...new Set(unread.map(({ kind }) => kind))];
  const since = signing.readBy === null ? "that no release has shown" : "that the last page to sign hadn't";
  throw new DataError(
    `${formatMonth(month)} may not be released yet: ${plural(unread.length, "text")} ${since} must be read by another.`,
    kinds.map((kind) => `${kind}: ${formatCount(unread.filter((one) => one.kind === kind).length)}`),
    `All are in ${page}. Name who has read them (${others}) by --read-by "ROLE".`,
  );
}
