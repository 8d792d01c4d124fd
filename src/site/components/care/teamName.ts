import { calledAlone } from "../../../../loaders/calledNames.ts";
import type { Site } from "../../../report/series.ts";

/** What the office calls its feedback team, as a heading has it. */
export const teamName = ({ report }: Site): string => calledAlone(report.about.called["feedback team"]);
