import { readAgeBands } from "../../loaders/reference.ts";
import { readVocabulary, type Vocabulary } from "../../loaders/vocabulary.ts";
import type { MeasureDefinition } from "./definition.ts";

/** The stages of casework as the office calls them, in the order that cases go through them. */
function stagesInOrder({ words }: Vocabulary): string[] {
  return (words.get("stage") ?? []).flatMap(({ word, meaning }) => (meaning === "closed" ? [] : [word]));
}

/**
 * The measures with the order of their groups: of ages, as the bands of `folder`/age-bands.csv follow each other, and of
 * stages, as those of its vocabulary.yaml do. Throws an Error for a header whose bands aren't there.
 */
export function withGroupOrder(
  definitions: readonly MeasureDefinition[],
  folder: string,
): MeasureDefinition[] {
  const bands = readAgeBands(folder);
  const stages = stagesInOrder(readVocabulary(folder));
  return definitions.map((measure) => {
    const order = Object.entries(measure.bands).map(([dimension, wanted]) => {
      const ages = bands.filter(({ banded }) => banded === wanted).map(({ age }) => age);
      if (ages.length === 0 || !measure.dimensions.includes(dimension))
        throw new Error(`invalid header: ${measure.file}, bands: ${dimension}: ${wanted}`);
      return [dimension, ages] as const;
    });
    const isStaged = measure.dimensions.includes("stage") && stages.length > 0;
    return {
      ...measure,
      group_order: { ...(isStaged ? { stage: stages } : {}), ...Object.fromEntries(order) },
    };
  });
}

/** What the program itself calls a group without a value. */
export const notRecorded = "not recorded";

/** What a group is called that is one with those without a value. */
export const orNotRecorded = (group: string): string => `${group} or ${notRecorded}`;

/** Where a group stands among those of its dimension that have an order; after them all where it isn't one. */
export function placeOfGroup(
  { group_order }: Pick<MeasureDefinition, "group_order">,
  dimension: string,
  group: string,
): number {
  const order = group_order[dimension] ?? [];
  const place = order.findIndex((one) => one === group || orNotRecorded(one) === group);
  return place < 0 ? order.length : place;
}
