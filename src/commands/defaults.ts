import { projectFile } from "../project.ts";

/** What a command reads, unless said otherwise. */
export const defaultExtracts = projectFile("data/demo");
export const defaultLanding = projectFile("data/landing");
export const defaultPlan = projectFile("data/publication.yaml");
export const defaultLedger = projectFile("ledger");
