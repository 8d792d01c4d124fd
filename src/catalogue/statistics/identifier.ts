import { z } from "zod";

/** A name of a column, dimension or contract. */
export const identifier = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** A column that a header names. */
export const column = identifier.describe("a column the query also gives");
