import { commandsOf, dockerfile, dockerfileRule, installedPackages, operands, type ShellCommand } from '#core';

const COMPILERS = [
  'gcc',
  'g++',
  'build-essential',
  'build-base',
  'make',
  'cmake',
  'clang',
  'cargo',
  'rustc',
  'golang',
  'go',
  'maven',
  'gradle',
  'default-jdk',
  'openjdk-17-jdk',
];

/** A command that makes of sources what is shipped. */
function builds(command: ShellCommand): string | undefined {
  const words = operands(command).map((word) => word.template);
  const program = command.program ?? '';
  if (/^(?:npm|pnpm|yarn|bun)$/.test(program) && (words[0] === 'build' || (words[0] === 'run' && words[1] === 'build')))
    return `${program} run build`;
  if (/^(?:tsc|webpack|next|vite|ng|nest)$/.test(program) && (program === 'tsc' || words[0] === 'build')) return program;
  if (program === 'go' && words[0] === 'build') return 'go build';
  if (program === 'cargo' && words[0] === 'build') return 'cargo build';
  return undefined;
}

export default dockerfileRule({
  title: 'What builds the image is shipped in it',
  category: 'performance',
  severity: 'medium',
  profile: 'strict',
  why: 'Compilers, sources and development packages make the image several times larger, and give an attacker who gets in everything to go on with.',
  equivalents: ['review:F006'],
  noFix: 'What has to be copied from the stage that builds only the project can tell.',

  visit: {
    file(file, report, { source }) {
      const [stage] = file.stages;
      if (!stage || file.stages.length > 1 || source.role === 'development' || source.role === 'test' || source.role === 'ci') return;
      // What only builds, or is a base for others, starts nothing.
      if (!stage.cmd && !stage.entrypoint) return;
      const packages = installedPackages(stage);
      const compiler = COMPILERS.find((name) => packages.has(name));
      const command = commandsOf(stage)
        .map((one) => builds(one.command))
        .find((found) => found !== undefined);
      if (compiler === undefined && command === undefined) return;
      report(
        stage.from.keywordSpan,
        compiler === undefined ? `\`${command}\` runs in the stage that is shipped.` : `\`${compiler}\` is shipped in the image.`,
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.13-slim
        ^^^^ \`build-essential\` is shipped in the image.
        RUN apt-get update && apt-get install -y build-essential curl
        CMD ["uvicorn", "main:app"]
      `,
    },
    {
      bad: dockerfile`
        FROM node:24-slim
        ^^^^ \`npm run build\` runs in the stage that is shipped.
        RUN npm ci && npm run build
        CMD ["node", "dist/server.js"]
      `,
    },
  ],

  valid: [
    'FROM node:24-slim\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n',
    'FROM node:24 AS build\nRUN npm ci && npm run build\nFROM node:24-slim\nCMD ["node", "server.js"]\n',
    'FROM python:3.13-slim\nRUN apt-get install -y gcc && pip install x && apt-get purge -y --auto-remove gcc\nCMD ["python"]\n',
    { path: 'Dockerfile.dev', text: 'FROM node:24\nRUN npm run build\nCMD ["npm", "run", "dev"]\n' },
  ],
});
