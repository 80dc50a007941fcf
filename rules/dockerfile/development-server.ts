import {
  type DockerCommand,
  developmentServer,
  dockerfile,
  dockerfileRule,
  folderOf,
  joinPath,
  operands,
  type Project,
  parseShell,
  servicesBuiltFrom,
  severity,
  standsForProduction,
} from '#core';

const START = /^(?:start|serve)$/;

/** The development server that `npm start` runs according to package.json. */
function behindScript({ command }: DockerCommand, project: Project, folder: string): string | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(command.program ?? '')) return undefined;
  const words = operands(command).map((word) => word.text ?? '');
  const name = words[0] === 'run' || words[0] === 'run-script' ? words[1] : words[0];
  const path = joinPath(folder, 'package.json');
  if (name === undefined || !START.test(name) || path === undefined) return undefined;
  const script = project.derive('package.json scripts', path, readScripts)?.get(name);
  if (script === undefined) return undefined;
  return parseShell(script)
    .commands.map(developmentServer)
    .find((found) => found !== undefined);
}

function readScripts(text: string): ReadonlyMap<string, string> {
  try {
    const scripts: unknown = JSON.parse(text)?.scripts;
    const entries = typeof scripts === 'object' && scripts !== null ? Object.entries(scripts) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}

export default dockerfileRule({
  title: 'Image starts a development server',
  category: 'reliability',
  severity: 'high',
  profile: 'recommended',
  why: 'Development servers watch files, show errors with source code to everybody, and are neither fast nor safe under real load.',
  equivalents: ['review:F008'],
  noFix: 'How the program is started in production only the project can tell.',

  visit: {
    shippedStage(stage, report, { project, source }) {
      const folder = folderOf(source.path);
      const isDevelopment = source.role === 'development';
      // With a file for production beside it, that is what this one is for.
      if (!standsForProduction(stage.file, project, servicesBuiltFrom(stage.file, project))) return;
      for (const start of [stage.entrypoint, stage.cmd]) {
        for (const node of start?.text.commands ?? []) {
          const server = developmentServer(node.command) ?? behindScript(node, project, folder);
          if (server === undefined) continue;
          const at = node.command.nameWord?.span ?? start?.keywordSpan;
          if (at) report(at, `\`${server}\` is a server for development.`, isDevelopment && severity('low'));
          return;
        }
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        CMD ["npm", "run", "dev"]
              ^^^ \`npm run dev\` is a server for development.
      `,
    },
    {
      title: 'Behind a script of package.json',
      files: { 'package.json': '{ "scripts": { "start": "react-scripts start" } }\n' },
      bad: dockerfile`
        FROM node:24
        CMD npm start
            ^^^ \`react-scripts start\` is a server for development.
      `,
    },
    {
      bad: dockerfile`
        FROM python:3.14
        ENTRYPOINT ["sh", "-c", "exec uvicorn app:app --reload"]
                                      ^^^^^^^ \`uvicorn --reload\` is a server for development.
      `,
    },
  ],

  valid: [
    'FROM node:24\nCMD ["npm", "start"]\n',
    'FROM node:24 AS dev\nCMD ["npm", "run", "dev"]\nFROM node:24\nCMD ["node", "server.js"]\n',
    'FROM node:24\nCMD ["npx", "vite", "preview"]\n',
    {
      title: 'Beside a file for production',
      path: 'Dockerfile.dev',
      text: 'FROM node:24\nCMD ["npm", "run", "dev"]\n',
      files: { Dockerfile: 'FROM node:24\n' },
    },
  ],
});
