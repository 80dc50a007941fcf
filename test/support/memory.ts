import type { ProjectFiles } from '#core';

/** A project in memory: path → text. What is not in it does not exist. */
export function memoryFiles(files: Readonly<Record<string, string>>): ProjectFiles {
  return {
    read: (path) => files[path] ?? null,
    list(folder) {
      const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
      const names = new Set<string>();
      for (const path of Object.keys(files)) {
        if (!path.startsWith(prefix)) continue;
        const rest = path.slice(prefix.length);
        names.add(rest.includes('/') ? `${rest.slice(0, rest.indexOf('/'))}/` : rest);
      }
      return names.size || prefix === '' ? [...names].sort() : null;
    },
  };
}
