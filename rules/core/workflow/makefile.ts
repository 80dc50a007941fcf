/** What `make` runs for each target: the recipe's lines, and the targets that come before. */
export interface MakeTarget {
  readonly needs: readonly string[];
  /** Shell text: prefixes taken off, `$(MAKE)` and `$$` as the shell sees them. */
  readonly recipe: string;
}

/** Reads the explicit rules of a Makefile; variables, conditionals and includes are left alone. */
export function parseMakefile(text: string): ReadonlyMap<string, MakeTarget> {
  const targets = new Map<string, MakeTarget>();
  let names: readonly string[] = [];
  for (const line of text
    .replaceAll('\r\n', '\n')
    .replace(/\\\n[ \t]*/g, ' ')
    .split('\n')) {
    if (line.startsWith('\t')) {
      addRecipe(targets, names, line);
      continue;
    }
    if (line.trim() === '' || line.startsWith('#')) continue;
    const rule = /^([^\s:=#][^:=#]*?)\s*::?(?!=)\s*([^=;#]*)(?:;(.*))?(?:#.*)?$/.exec(line);
    names = rule?.[1]?.split(/\s+/) ?? [];
    const needs = rule?.[2]?.trim().split(/\s+/).filter(Boolean) ?? [];
    for (const name of names) {
      const known = targets.get(name);
      targets.set(name, { needs: [...(known?.needs ?? []), ...needs], recipe: known?.recipe ?? '' });
    }
    if (rule?.[3]) addRecipe(targets, names, rule[3]);
  }
  return targets;
}

function addRecipe(targets: Map<string, MakeTarget>, names: readonly string[], line: string): void {
  const command = line
    .trim()
    .replace(/^[@+-]+/, '')
    .replace(/\$[({]MAKE[)}]/g, 'make')
    .replace(/\$\(([\w.-]+)\)/g, '${$1}')
    .replaceAll('$$', '$');
  for (const name of names) {
    const known = targets.get(name);
    if (known) targets.set(name, { ...known, recipe: known.recipe === '' ? command : `${known.recipe}\n${command}` });
  }
}
