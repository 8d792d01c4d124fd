export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
