import { parseSync } from "oxc-parser";

/** One import of a file: by which name, whether only of types, and whether only once it is needed. */
interface Import {
  name: string;
  isType: boolean;
  isLazy: boolean;
}

/** What a text of TypeScript imports, or exports from elsewhere, in the order of its kinds. Throws an Error where it can't be read. */
export function importsIn(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  const [error] = errors;
  if (error) throw new Error(`${file} can't be read: ${error.message}`);
  const isType = ({ start }: { start: number }) => /^(?:import|export)\s+type\b/.test(text.slice(start));
  const named = module.staticImports.map((one) => ({
    name: one.moduleRequest.value,
    isType: isType(one),
    isLazy: false,
  }));
  const handedOn = module.staticExports.flatMap((one) =>
    one.entries.flatMap(({ moduleRequest }) =>
      moduleRequest ? [{ name: moduleRequest.value, isType: isType(one), isLazy: false }] : [],
    ),
  );
  const needed = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const [, name] = /^(?:"([^"]*)")$/.exec(text.slice(start, end)) ?? [];
    return name === undefined ? [] : [{ name, isType: false, isLazy: true }];
  });
  return [...named, ...handedOn, ...needed];
}
