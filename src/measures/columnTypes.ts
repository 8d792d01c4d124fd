import { z } from "zod";

const Type = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);

const Property = z.looseObject({
  type: Type,
  format: z.string().optional(),
  anyOf: z.array(z.looseObject({ type: Type, format: z.string().optional() })).default([]),
  decimals: z.int().min(0).max(6).optional(),
  description: z.string().default(""),
});

const Properties = z.object({ properties: z.record(z.string(), Property) });

/** A column of a table, as its schema says it. `decimals` is the precision of a number wherever it is exported. */
export interface SchemaColumn {
  name: string;
  type: "varchar" | "double" | "boolean" | "json";
  /** Whether its text is a day. */
  isDay: boolean;
  decimals: number | undefined;
  description: string;
}

const typesOf = { string: "varchar", number: "double", integer: "double", boolean: "boolean" } as const;

function typeOf(property: z.infer<typeof Property>): SchemaColumn["type"] {
  const found = new Set(
    [property, ...property.anyOf].flatMap(({ type }) => type.filter((one) => one !== "null")),
  );
  const [only = "", ...others] = found;
  const known = Object.entries(typesOf).find(([name]) => name === only);
  return known && others.length === 0 ? known[1] : "json";
}

/** The columns of the rows a schema describes, in its order. What is neither text, number nor yes or no is JSON. */
export function schemaColumns(schema: z.ZodObject): SchemaColumn[] {
  const { properties } = Properties.parse(z.toJSONSchema(schema));
  return Object.entries(properties).map(([name, property]) => {
    const { decimals, description } = property;
    const isDay = [property, ...property.anyOf].some(({ format }) => format === "date");
    return { name, type: typeOf(property), isDay, decimals, description };
  });
}
