import { measureIds } from "../../../../report/series.ts";
import { measurePage } from "../../../components/measurePage.ts";
import type { PageModule } from "../../../pageModule.ts";

export default { parameters: measureIds, make: measurePage } satisfies PageModule;
