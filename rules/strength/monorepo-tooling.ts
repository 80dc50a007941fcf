import { strength } from '#core';

export default strength({
  title: 'Packages share one workspace',
  area: 'dependencies',
  equivalents: ['review:S61'],

  find(project) {
    const config = project.find(/^(?:[^/]+\/)*(?:turbo\.json|nx\.json|lerna\.json|pnpm-workspace\.ya?ml|rush\.json)$/);
    const root = project.packages.find(({ workspaces }) => workspaces.length > 0);
    const places = [...(root ? [project.at(root.path, root.json.keySpan('workspaces'))] : []), ...(config ? [project.at(config)] : [])];
    return places.length > 0 ? { evidence: places } : undefined;
  },

  examples: [
    { files: { 'package.json': '{\n  "workspaces": ["apps/*"]\n}\n', 'turbo.json': '{}\n' }, evidence: ['package.json:2', 'turbo.json:1'] },
  ],
  lacking: [{ 'package.json': '{}\n', 'api/package.json': '{}\n' }],
});
