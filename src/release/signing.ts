import { DataError } from "../../loaders/dataError.ts";
import type { Plan } from "./plan.ts";

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
