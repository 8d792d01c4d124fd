import { z } from "zod";
import type { Contract } from "./contract.ts";

type JsonType = "string" | "integer" | "number" | "boolean" | "null";

/** The part of a JSON schema that zod writes for the columns of a contract. */
export interface ColumnSchema {
  type?: JsonType | JsonType[];
  anyOf?: ColumnSchema[];
  enum?: string[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  from?: string;
  to?: string;
  personal?: boolean;
  showable?: boolean;
}

export interface Column {
  name: string;
  nullable: boolean;
  schema: ColumnSchema;
}

const known = new WeakMap<Contract, readonly Column[]>();

/** The columns of a contract, in its order. */
export function toColumns(contract: Contract): readonly Column[] {
  const columns = known.get(contract) ?? readColumns(contract);
  known.set(contract, columns);
  return columns;
}

function readColumns(contract: Contract): Column[] {
  const { properties = {} } = z.toJSONSchema(contract.fields) as {
    properties?: Record<string, ColumnSchema>;
  };
  return Object.entries(properties).map(([name, schema]) => {
    // A nullable column is written either as anyOf [type, null] or as one schema of both types.
    const alternatives = (schema.anyOf ?? [schema]).flatMap((one) =>
      Array.isArray(one.type) ? one.type.map((type) => ({ ...one, type })) : [one],
    );
    const [only, ...others] = alternatives.filter(({ type }) => type !== "null");
    if (!only || others.length > 0)
      throw new Error(`invalid contract: ${contract.name}.${name} must have one type`);
    return { name, nullable: alternatives.some(({ type }) => type === "null"), schema: only };
  });
}

/** The personal columns of a contract that settings may let be shown of some rows. */
export function showableColumns(contract: Contract): string[] {
  return toColumns(contract).flatMap(({ name, schema }) => (schema.showable ? [name] : []));
}
