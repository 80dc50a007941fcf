import { projectRule, related, yaml } from '#core';

/** Code that reads secrets from files, whatever they are called. */
const READS_FILES = /_FILE\b|\/run\/secrets|secrets_dir|file_env\b/;

export default projectRule({
  title: 'Secret file that the application does not read',
  category: 'correctness',
  area: 'secrets',
  severity: 'info',
  profile: 'strict',
  why: 'That a variable with `_FILE` names a file is a custom of some images; an application does so only where its code reads the file. Otherwise it starts without its secret.',
  equivalents: ['review:F127'],

  check(project, report) {
    if (!project.knowsAllSources) return;
    const readers = [...project.sources.map(({ path }) => path), ...project.matching(/\.(?:sh|bash)$|(?:^|\/)[\w.-]*entrypoint[\w.-]*$/)];
    const isRead = project.remember('reads secret files', () => readers.some((path) => READS_FILES.test(project.read(path) ?? '')));
    if (isRead) return;
    for (const file of project.composeFiles) {
      for (const service of file.services) {
        if (service.build?.dockerfilePath === undefined) continue;
        for (const { name, keySpan, value } of service.environment) {
          if (!/^[A-Z][A-Z0-9_]*_FILE$/.test(name) || !value?.includes('/run/secrets/')) continue;
          const dockerfile = service.build.dockerfilePath;
          report(
            { file: file.path, span: keySpan },
            `Nothing in the code reads the file that \`${name}\` names.`,
            project.has(dockerfile) && related(dockerfile, { start: 0, end: 0 }, 'The service is built here.'),
          );
        }
      }
    }
  },

  noFix: 'How the application reads its settings has to change.',

  examples: [
    {
      path: 'compose.yaml',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/main.js': 'const key = process.env.SECRET_KEY;\n',
        Dockerfile: 'FROM node:24-slim\n',
      },
      bad: yaml`
        services:
          api:
            build: .
            secrets: [secret_key]
            environment:
              SECRET_KEY_FILE: /run/secrets/secret_key
              ^^^^^^^^^^^^^^^ Nothing in the code reads the file that \`SECRET_KEY_FILE\` names.
        secrets:
          secret_key:
            file: ./secret_key.txt
      `,
    },
  ],

  valid: [
    {
      path: 'compose.yaml',
      text: 'services:\n  api:\n    build: .\n    environment:\n      SECRET_KEY_FILE: /run/secrets/secret_key\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/main.js': 'const key = readFileSync(process.env.SECRET_KEY_FILE);\n',
        Dockerfile: 'FROM node:24-slim\n',
      },
    },
    {
      path: 'compose.yaml',
      text: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/password\n',
      files: { 'package.json': '{ "private": true }\n', 'src/main.js': 'start();\n' },
    },
  ],
});
