import { strength } from '#core';

const PACKAGES = /^(?:next-pwa|@ducanh2912\/next-pwa|vite-plugin-pwa|workbox-.+|serwist|@serwist\/.+)$/;

export default strength({
  title: 'Pages work offline',
  area: 'health',
  equivalents: ['review:S60'],

  find(project) {
    const found = project.dependency(PACKAGES);
    return found && !found.dev
      ? { title: `Pages work offline: \`${found.name}\``, evidence: [project.at(found.file, found.nameSpan)] }
      : undefined;
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": {\n    "next-pwa": "^1.0.0"\n  }\n}\n' }, evidence: ['package.json:3'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "next-pwa": "^1.0.0" } }\n' }],
});
