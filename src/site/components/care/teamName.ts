import { calledAlone } from "../../../../loaders/calledNames.ts";
import { pageName } from "../../../report/pageNames.ts";
import type { Site } from "../../../report/series.ts";

/** What the office calls the page of its feedback team. */
export const teamName = ({ report }: Site): string =>
  pageName(report.pages, "feedback", calledAlone(report.about.called["feedback team"]));
