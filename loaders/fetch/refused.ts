import { DataError } from "../dataError.ts";
import { type Fetched, fetchedFrom } from "./fetchPlan.ts";

/** Says why a source can't be fetched: what was asked, what came of it, and what to do. None of it is a server's words. */
export const refused = (
  { source, fetch }: Fetched,
  bullets: readonly string[],
  nextStep: string,
): DataError => new DataError(`${source.id} can't be fetched from ${fetchedFrom(fetch)}.`, bullets, nextStep);
