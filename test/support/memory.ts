import { type FileTree, GitIgnores, type ProjectFiles } from '#core';

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

/**
 * The tree of a project in memory, as a host would find it: without what `.gitignore` files leave out.
 * @param tracked what git's index holds; without it there is no repository
 */
export function memoryTree(files: Readonly<Record<string, string>>, tracked?: Iterable<string>, folder = ''): FileTree {
  const ignores = new GitIgnores((path) => files[path]);
  const isIgnored = (path: string): boolean => {
    const parts = path.split('/');
    return parts.some((_, depth) => {
      const at = parts.slice(0, depth + 1).join('/');
      const above = parts.slice(0, depth).join('/');
      return ignores.enter(ignores.scopeOf(above), above).ignores(at, depth < parts.length - 1);
    });
  };
  const paths = Object.keys(files).filter((path) => !isIgnored(path) && !path.includes('node_modules/'));
  return { folder, paths: paths.sort(), complete: true, ...(tracked ? { tracked: new Set(tracked) } : {}) };
}
