import { strength } from '#core';

export default strength({
  title: 'Frameworks in use',
  area: 'dependencies',
  equivalents: ['review:S31'],

  find(project) {
    const { servers, frontends } = project.app;
    const found = [...servers, ...frontends].flatMap(
      ({ framework, manifest }) => manifest.dependencies.find(({ name }) => name === framework) ?? [],
    );
    const unique = found.filter((one, index) => found.findIndex(({ name, file }) => name === one.name && file === one.file) === index);
    return {
      title: `Frameworks in use: ${unique.map(({ name, version }) => `\`${name}\` ${version}`).join(', ')}`,
      evidence: unique.map(({ file, nameSpan }) => project.at(file, nameSpan)),
    };
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": {\n    "express": "^5.1.0"\n  }\n}\n' }, evidence: ['package.json:3'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "express": "^5.1.0" } }\n' }],
});
