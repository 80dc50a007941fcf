import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, writeGenerated } from './generated.ts';

const FACTORIES: Readonly<Record<string, { factory: string; tag: string; bad: string; level: string }>> = {
  dockerfile: { factory: 'dockerfileRule', tag: 'dockerfile', bad: 'FROM debian:12.11', level: 'finalStage(stage, report)' },
  compose: {
    factory: 'composeRule',
    tag: 'yaml',
    bad: 'services:\n        web:\n          image: nginx:1.29',
    level: 'service(service, report)',
  },
  workflow: { factory: 'workflowRule', tag: 'yaml', bad: 'on: push\n      jobs: {}', level: 'job(job, report)' },
  file: { factory: 'fileRule', tag: 'dockerfile', bad: 'FROM debian:12.11', level: 'syntaxProblem(problem, report)' },
};

const id = process.argv[2] ?? '';
const [folder = '', name = ''] = id.split('/');
const template = FACTORIES[folder];
if (!template || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  console.error(`usage: npm run new-rule KIND/PROBLEM
  KIND     ${Object.keys(FACTORIES).join(' | ')}
  PROBLEM  a noun phrase in kebab case that reads well after "ignore", for example compose/privileged-service`);
  process.exit(2);
}
const path = join(root, 'rules', folder, `${name}.ts`);
if (existsSync(path)) {
  console.error(`rules/${id}.ts is there already`);
  process.exit(2);
}
const problem = name.replaceAll('-', ' ');
writeFileSync(
  path,
  `import { ${template.factory}, ${template.tag} } from '#core';

export default ${template.factory}({
  title: '${problem.charAt(0).toUpperCase()}${problem.slice(1)}',
  category: 'reliability',
  severity: 'medium',
  profile: 'all',
  why: 'What goes wrong when nobody acts.',
  noFix: 'later',

  visit: {
    ${template.level} {},
  },

  examples: [
    {
      bad: ${template.tag}\`
      ${template.bad}
      ^^^^ What is wrong here, with \\\`names\\\` in backquotes.
    \`,
    },
  ],

  valid: [
    ${template.tag}\`
      ${template.bad}
    \`,
  ],
});
`,
);
void writeGenerated().then(() =>
  console.log(`
rules/${id}.ts is ready, with an example that fails. Next:
  1. write the example from a real file: carets under what a person would change
  2. npx mocha -g '${id}'            until the example passes
  3. title, why, severity, profile, equivalents, fix (rules/README.md)
  4. npm run generate && npm run check`),
);
