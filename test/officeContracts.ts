import { contracts } from "../loaders/contracts.ts";
import { inWordsOf, readVocabulary } from "../loaders/vocabulary.ts";
import { projectFile } from "../src/project.ts";

/** The words of the office whose settings are in data/. */
export const vocabulary = readVocabulary(projectFile("data"));

/** Every contract in the words of that office, by name. */
export const officeContracts = new Map(
  [...contracts.values()].map((contract) => [contract.name, inWordsOf(contract, vocabulary)]),
);
