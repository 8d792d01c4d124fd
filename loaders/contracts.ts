import type { Contract } from "./contract.ts";
import { bodies } from "./contracts/bodies.ts";
import { calls } from "./contracts/calls.ts";
import { cases } from "./contracts/cases.ts";
import { emails } from "./contracts/emails.ts";
import { feedback } from "./contracts/feedback.ts";
import { informationRequests } from "./contracts/informationRequests.ts";
import { publishedFigures } from "./contracts/publishedFigures.ts";
import { recommendations } from "./contracts/recommendations.ts";
import { registerActions } from "./contracts/registerActions.ts";
import { registerItems } from "./contracts/registerItems.ts";
import { registerMilestones } from "./contracts/registerMilestones.ts";
import { reviews } from "./contracts/reviews.ts";
import { samples } from "./contracts/samples.ts";
import { staff } from "./contracts/staff.ts";
import { stages } from "./contracts/stages.ts";
import { surveys } from "./contracts/surveys.ts";
import { webForms } from "./contracts/webForms.ts";
import { withdrawals } from "./contracts/withdrawals.ts";

/** Every contract, by name. The name is the raw table's: `raw.cases` holds what `cases` admits. */
export const contracts: ReadonlyMap<string, Contract> = new Map(
  [
    bodies,
    calls,
    cases,
    emails,
    feedback,
    informationRequests,
    publishedFigures,
    recommendations,
    registerActions,
    registerItems,
    registerMilestones,
    reviews,
    samples,
    staff,
    stages,
    surveys,
    webForms,
    withdrawals,
  ].map((contract) => [contract.name, contract]),
);
