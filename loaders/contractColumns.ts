import { z } from "zod";
import type { Contract } from "./contract.ts";
import type { ListName, ReferenceKind } from "./wordLists.ts";

type JsonType = "string" | "integer" | "number" | "boolean" | "null";

/** The part of a JSON schema that zod writes for the columns of a contract. */
export interface ColumnSchema {
  type?: JsonType | JsonType[];
  anyOf?: ColumnSchema[];
  description?: string;
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
  keyed?: boolean;
  label?: boolean;
  duration?: boolean;
  words?: ListName;
  but?: string[];
  reference?: ReferenceKind;
}

/**
 * What a bad value of a column costs. Of the identity the row, which nobody could tell from another; of a clock, a date or
 * moment, the row's place in whatever is dated or timed by it; of any other the value alone.
 */
type ColumnKind = "identity" | "clock" | "other";

export interface ContractColumn {
  name: string;
  kind: ColumnKind;
  nullable: boolean;
  schema: ColumnSchema;
}

const known = new WeakMap<Contract, readonly ContractColumn[]>();

/** The columns of a contract, in its order. */
export function toColumns(contract: Contract): readonly ContractColumn[] {
  const columns = known.get(contract) ?? readColumns(contract);
  known.set(contract, columns);
  return columns;
}

function readColumns(contract: Contract): ContractColumn[] {
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
    const isDated = only.format?.startsWith("date") && !only.personal;
    const kind = contract.key.includes(name) ? "identity" : isDated ? "clock" : "other";
    return { name, kind, nullable: alternatives.some(({ type }) => type === "null"), schema: only };
  });
}

/** The columns that settings must name: those that say which row a row is, its days, and what it would say nothing without. */
export function neededColumns(contract: Contract): string[] {
  const isDay = ({ nullable, schema }: ContractColumn) => !nullable && schema.format?.startsWith("date");
  return toColumns(contract).flatMap((column) => {
    const isNeeded = column.kind === "identity" || isDay(column) || contract.needed?.includes(column.name);
    return isNeeded ? [column.name] : [];
  });
}

/** Whether any text may stand in a column: it has no list of values, no form of its own and no type but text. */
export function isPlainText({ schema }: ContractColumn): boolean {
  return schema.type === "string" && !schema.enum && !schema.pattern && !schema.format?.startsWith("date");
}

/** The columns of a contract that things are grouped by, whose spellings are made one. */
export function labelColumns(contract: Contract): string[] {
  return toColumns(contract).flatMap(({ name, schema }) => (schema.label ? [name] : []));
}

/** The personal columns of a contract of which models read a keyed hash. */
export function keyedColumns(contract: Contract): string[] {
  return toColumns(contract).flatMap(({ name, schema }) => (schema.keyed ? [name] : []));
}

/** The personal columns of a contract that settings may let be shown of some rows. */
export function showableColumns(contract: Contract): string[] {
  return toColumns(contract).flatMap(({ name, schema }) => (schema.showable ? [name] : []));
}
