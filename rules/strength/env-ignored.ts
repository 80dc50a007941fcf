import { baseName, folderOf, isEnvTemplate, joinPath, strength } from '#core';

export default strength({
  title: 'Git ignores the files that hold secrets',
  area: 'secrets',
  equivalents: ['review:S25'],

  find(project) {
    const folders = new Set(project.envFiles.filter(({ path }) => isEnvTemplate(path)).map(({ path }) => folderOf(path)));
    for (const { folder } of project.manifests) folders.add(folder);
    const ignoring = [...folders].filter((folder) => project.isIgnored(joinPath(folder, '.env') ?? '.env'));
    const places = ignoring.flatMap((folder) => {
      for (let at: string | undefined = folder; at !== undefined; at = at === '' ? undefined : folderOf(at)) {
        const path = joinPath(at, '.gitignore') ?? '.gitignore';
        const match = /^[^#\n]*\.env[^\n]*$/m.exec(project.read(path) ?? '');
        if (match) return [project.at(path, { start: match.index, end: match.index + match[0].length })];
      }
      return [];
    });
    const isOut = project.envFiles.some(({ path, isTemplate }) => !isTemplate && baseName(path) === '.env' && project.isTracked(path));
    if (isOut) return undefined;
    const unique = places.filter((place, index) => places.findIndex(({ file }) => file === place.file) === index);
    return { evidence: unique };
  },

  examples: [{ files: { 'package.json': '{}\n', '.gitignore': 'node_modules\n.env\n' }, evidence: ['.gitignore:2'] }],
  lacking: [{ 'package.json': '{}\n', '.gitignore': 'node_modules\n# .env\n' }],
});
