import {
  type DependencyInstall,
  type DockerCommand,
  type DockerfileNodes,
  dependencyInstall,
  dockerfile,
  dockerfileRule,
  fix,
  folderOf,
  hasFlag,
  insertAfterWord,
  joinPath,
  operands,
  type Project,
  servicesBuiltFrom,
  severity,
  standsForProduction,
} from '#core';

type Stage = DockerfileNodes['stage'];

interface Install {
  readonly node: DockerCommand;
  readonly install: DependencyInstall;
}

const OMIT = { npm: '--omit=dev', pnpm: '--prod', yarn: '--production', bun: '--production' } as const;

function isProduction(node: DockerCommand): boolean {
  const { command, instruction } = node;
  const own = command.assignments.find((assignment) => assignment.name === 'NODE_ENV')?.value?.text;
  const value = own ?? instruction.scope.valueOf('NODE_ENV');
  // A build argument of that name is most likely set to production.
  return value === 'production' || value === 'prod' || instruction.scope.declarationOf('NODE_ENV')?.kind === 'arg';
}

function removesDevDependencies({ command }: DockerCommand): boolean {
  const action = operands(command)[0]?.text;
  if (command.program === 'rm') return command.words.some((word) => /(?:^|\/)node_modules\/?$/.test(word.template));
  if (action === 'prune' && (command.program === 'npm' || command.program === 'pnpm')) return true;
  return action === 'deploy' || action === 'workspaces' || (action === 'autoclean' && hasFlag(command, 'force'));
}

/** The install whose development packages are still there at the end of a stage. */
function devInstallOf(stage: Stage): Install | undefined {
  let left: Install | undefined;
  for (const node of stage.allInherited('RUN').flatMap((run) => run.text.commands)) {
    if (removesDevDependencies(node)) left = undefined;
    const install = dependencyInstall(node.command);
    if (!install || !(install.manager in OMIT)) continue;
    // A second install of the same manager without development packages takes them out again.
    left = install.omitsDev || isProduction(node) ? undefined : { node, install };
  }
  return left;
}

/** False where package.json is at hand and lists no development packages. */
function hasDevDependencies(project: Project, path: string): boolean {
  const manifest = joinPath(folderOf(path), 'package.json');
  const text = manifest === undefined ? undefined : project.read(manifest);
  return typeof text !== 'string' || /"devDependencies"\s*:\s*\{\s*"/.test(text);
}

/** Whether commands behind the install build something, for which development packages are needed. */
function buildsAfter({ node }: Install, stage: Stage): boolean {
  const commands = stage.allInherited('RUN').flatMap((run) => run.text.commands);
  const after = commands.slice(commands.findIndex((one) => one.command === node.command) + 1);
  return after.some(({ command }) => /^(?:npm|yarn|pnpm|bun|npx|bunx|tsc|vite|next|webpack|node)$/.test(command.program ?? ''));
}

export default dockerfileRule({
  title: 'Development packages in the shipped image',
  category: 'performance',
  severity: 'medium',
  profile: 'recommended',
  why: 'Compilers, test runners and their hundreds of packages make the image big and add code that can be vulnerable; the program does not need them.',
  equivalents: ['review:F005'],

  visit: {
    shippedStage(stage, report, { project, source, settings }) {
      const isDevelopment = source.role === 'development';
      if (isDevelopment && settings.profile === 'recommended') return;
      if (!standsForProduction(stage.file, project, servicesBuiltFrom(stage.file, project))) return;
      if (!hasDevDependencies(project, source.path)) return;
      const own = devInstallOf(stage);
      if (own) {
        const { node, install } = own;
        const { manager, action } = install;
        const flag = manager in OMIT ? OMIT[manager as keyof typeof OMIT] : undefined;
        report(
          action.span,
          `\`${manager}\` installs development packages too, and they are shipped.`,
          isDevelopment && severity('low'),
          flag !== undefined && !buildsAfter(own, stage) && fix('unsafe', `Add \`${flag}\``, () => insertAfterWord(node, action, flag)),
        );
      }
      for (const copy of stage.allInherited('COPY')) {
        const target = copy.fromTarget;
        const modules = copy.paths.find((path) => /(?:^|\/)node_modules\/?$/.test(path.value));
        if (target?.kind !== 'stage' || !modules || !devInstallOf(target.stage)) continue;
        report(modules, `The packages of stage \`${target.stage.title}\` include those for development.`);
      }
    },
  },

  fixSafety: 'What the program loads at run time has to be listed under `dependencies`, not `devDependencies`.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        COPY package*.json ./
        RUN npm ci --no-audit
                ^^ \`npm\` installs development packages too, and they are shipped.
        COPY . .
        CMD ["node", "server.js"]
      `,
      good: dockerfile`
        FROM node:24
        COPY package*.json ./
        RUN npm ci --omit=dev --no-audit
        COPY . .
        CMD ["node", "server.js"]
      `,
    },
    {
      title: 'Copied from the stage that builds',
      bad: dockerfile`
        FROM node:24 AS build
        RUN npm ci && npm run build
        FROM node:24
        COPY --from=build /app/dist dist
        COPY --from=build /app/node_modules node_modules
                          ^^^^^^^^^^^^^^^^^ The packages of stage \`build\` include those for development.
      `,
    },
  ],

  valid: [
    'FROM node:24\nENV NODE_ENV=production\nRUN npm ci\n',
    'FROM node:24 AS build\nRUN npm ci && npm run build && npm prune --omit=dev\nFROM node:24\nCOPY --from=build /app/node_modules node_modules\n',
    'FROM node:24 AS build\nRUN npm ci\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    {
      title: 'Nothing to leave out',
      text: 'FROM node:24\nRUN npm ci\n',
      files: { 'package.json': '{ "dependencies": { "express": "5" } }\n' },
    },
    { title: 'For development', path: 'Dockerfile.dev', text: 'FROM node:24\nRUN npm ci\n', files: { Dockerfile: 'FROM node:24\n' } },
  ],
});
