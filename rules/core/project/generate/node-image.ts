import { developmentServer } from '../../dockerfile/dev-server.ts';
import { operands, parseShell, type ShellCommand } from '../../shell/shell.ts';
import { envReads } from '../environment.ts';
import type { NodePackage } from '../manifests.ts';
import type { ProjectModel, SourceFile } from '../model.ts';
import { baseName, folderOf, joinPath } from '../project.ts';
import { singlePageServer } from './nginx.ts';
import { type NodeInstall, nodeInstall } from './node-install.ts';
import { HEALTHCHECK, healthPath, type ImageRecipe, isPartOf, titleLabel } from './recipe.ts';
import { dockerfilesIn, nodeTag } from './runtime.ts';

/** nginx without root; read 2026-11-21 at hub.docker.com/r/nginxinc/nginx-unprivileged. */
const STATIC_IMAGE = 'nginxinc/nginx-unprivileged:1.29-alpine';
/** They generate code or load programs of the system: what they need in the image no manifest says. */
const NEEDS_MORE = /^(?:@?prisma(?:\/client)?|puppeteer|playwright|canvas|oracledb|electron|esbuild-node-loader)$/;
/** Frameworks whose output lies where their own settings say. */
const OTHER_FRAMEWORKS =
  /^(?:@remix-run\/.+|@react-router\/(?:node|dev)|@sveltejs\/kit|@angular\/core|astro|gatsby|expo|react-native|@redwoodjs\/.+|@adonisjs\/core|vinxi|@tanstack\/react-start|parcel|electron|vike|vite-plugin-ssr)$/;
/** What servers read while they run, by the usual names of its folders. */
const ASSETS = ['public', 'static', 'views', 'templates', 'locales', 'assets', 'migrations'];

interface App {
  readonly project: ProjectModel;
  readonly manifest: NodePackage;
  readonly install: NodeInstall;
  /** Image of the stage that installs and builds. */
  readonly builder: string;
  /** Image of the stage that runs, and its account. */
  readonly runner: string;
  readonly user: string;
  readonly program: 'node' | 'bun';
}

/** A production image of a Node application; undefined where its packages, its build or its start cannot be told for certain. */
export function nodeImage(project: ProjectModel, manifest: NodePackage): ImageRecipe | undefined {
  const { dependencies } = manifest;
  if (dependencies.some(({ name, dev }) => OTHER_FRAMEWORKS.test(name) || (!dev && NEEDS_MORE.test(name)))) return undefined;
  if (dependencies.some(({ name }) => /^@?prisma(?:\/client)?$/.test(name))) return undefined;
  const install = nodeInstall(project, manifest);
  const tag = nodeTag(project, manifest);
  if (!install || !tag) return undefined;
  const bun = `oven/bun:${install.version ?? '1'}-slim`;
  const start = startOf(manifest);
  const program = start?.program === 'bun' ? 'bun' : 'node';
  // The package manager of one runtime beside another is in neither image.
  if (install.manager === 'bun' && program === 'node' && install.setup.length > 0) return undefined;
  const node = `node:${tag.tag}`;
  const app: App = {
    project,
    manifest,
    install,
    builder: install.manager === 'bun' ? bun : node,
    runner: program === 'bun' ? bun : node,
    user: program,
    program,
  };
  const has = (name: string) => dependencies.some((one) => one.name === name);
  if (has('next')) return nextImage(app, start);
  if (has('nuxt')) return nuxtImage(app);
  if (start) return serverImage(app, start);
  return has('vite') || has('react-scripts') ? staticImage(app) : undefined;
}

// --- facts ---

/** Commands of a script; undefined where it is not a plain list of commands. */
function commandsOf(script: string | undefined): readonly ShellCommand[] | undefined {
  if (script === undefined) return undefined;
  const shell = parseShell(script);
  const isPlain = !shell.hasErrors && shell.pipelines.length === 0 && shell.commands.every(({ isConditional }) => !isConditional);
  return isPlain ? shell.commands : undefined;
}

interface Start {
  readonly program: 'node' | 'bun' | 'next';
  /** Words of the command, the program left out. */
  readonly words: readonly string[];
  /** The file that is run. */
  readonly file: string | undefined;
}

/** How the application is started for others, by its scripts; undefined where that is no single command that is understood. */
function startOf({ scripts }: NodePackage): Start | undefined {
  for (const name of ['start:prod', 'start:production', 'start']) {
    const commands = commandsOf(scripts.get(name));
    const command = commands?.length === 1 ? commands[0] : undefined;
    const words = command?.words.map(({ text }) => text);
    if (!command || !words || words.includes(undefined) || command.redirects.length > 0 || developmentServer(command)) continue;
    if (command.assignments.some((one) => one.name !== 'NODE_ENV')) continue;
    const plain = words as string[];
    const program = command.program;
    if (program === 'next' && plain[0] === 'start') return { program, words: plain, file: undefined };
    if (program !== 'node' && program !== 'bun') continue;
    const file = operands(command).find(({ text }) => text !== 'run')?.text;
    if (file === undefined || /^[./]*$/.test(file) || plain.some((word) => /--env-file|--watch|--inspect/.test(word))) continue;
    // `bun run NAME` runs a script.
    if (program === 'bun' && !/\.[cm]?[jt]sx?$/.test(file)) continue;
    return { program, words: plain, file: file.replace(/^\.\//, '') };
  }
  return undefined;
}

function isWithin({ project, manifest }: App, path: string): boolean {
  return isPartOf(project, manifest.folder, path);
}

function inFolder(app: App, name: string): boolean {
  const path = joinPath(app.manifest.folder, name) ?? name;
  return app.project.has(path) || app.project.paths.some((one) => one.startsWith(`${path}/`));
}

/** A configuration file of the application, comments left out. */
function configFile(app: App, name: RegExp): SourceFile | undefined {
  return app.project.sources.find(({ path }) => folderOf(path) === app.manifest.folder && name.test(baseName(path)));
}

interface Port {
  readonly number: number;
  /** The program takes it from the variable `PORT`. */
  readonly isSettable: boolean;
}

/** The port that the server listens on; undefined where neither the code nor a Dockerfile tells. */
function portOf(app: App): Port | undefined {
  const { project, manifest } = app;
  const read = envReads(project).find(({ name, place, from }) => name === 'PORT' && from === 'code' && isWithin(app, place.file));
  const exposed = dockerfilesIn(project, manifest.folder)
    .flatMap((file) => file.stages.flatMap((stage) => stage.exposes.flatMap(({ ports }) => ports)))
    .find(({ first }) => first !== undefined)?.first;
  if (read) return { number: Number(/^\d+$/.exec(read.fallback ?? '')?.[0] ?? exposed ?? 3000), isSettable: true };
  const within = (file: SourceFile) => isWithin(app, file.path);
  const inSchema = matchIn(app, /\bPORT\s*:\s*(?:z|num|port|Joi|joi|str)\b[^\n]{0,120}?\bdefault\w*(?:\(|:\s*)['"]?(\d{2,5})/, within);
  if (inSchema) return { number: Number(inSchema), isSettable: true };
  const literal =
    matchIn(app, /\.listen\(\s*(?:\{\s*port\s*:\s*)?(\d{2,5})\b/, within) ?? matchIn(app, /\bport\s*[:=]\s*(\d{4,5})\b/i, within);
  return literal === undefined ? undefined : { number: Number(literal), isSettable: false };
}

function matchIn({ project }: App, pattern: RegExp, within: (file: SourceFile) => boolean): string | undefined {
  for (const file of project.sources) {
    const found = file.isTest || !within(file) ? undefined : pattern.exec(file.code)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

function probe(app: App, port: number): string[] {
  const path = healthPath(app.project, app.manifest.folder);
  // Any answer but an error of the server shows that it works, where no path is known.
  const limit = path === undefined ? 500 : 400;
  const script = `require('http').get('http://127.0.0.1:${port}${path ?? '/'}', (r) => process.exit(r.statusCode < ${limit} ? 0 : 1)).on('error', () => process.exit(1))`;
  return [HEALTHCHECK, `  CMD ["${app.program}", "-e", "${script}"]`];
}

/** Variables that the build writes into what browsers get. */
function publicArguments(app: App, prefix: RegExp): string[] {
  const names = envReads(app.project)
    .filter(({ name, from, place }) => from === 'code' && prefix.test(name) && isWithin(app, place.file))
    .map(({ name }) => name);
  return [...new Set(names)].sort().map((name) => `ARG ${name}`);
}

// --- texts ---

/** The stage that installs, and builds where there is something to build. */
function buildStage(app: App, build: string, extra: readonly string[] = []): string[] {
  const { install } = app;
  return [
    `FROM ${app.builder} AS build`,
    'WORKDIR /app',
    ...install.setup,
    `COPY ${install.files.join(' ')} ./`,
    `RUN ${install.all}`,
    'COPY . .',
    ...extra,
    `RUN ${build}`,
  ];
}

function runStage(app: App, environment: readonly string[], lines: readonly string[], port: number, command: readonly string[]): string[] {
  return [
    `FROM ${app.runner}`,
    ...titleLabel(app.manifest.name),
    `ENV ${['NODE_ENV=production', ...environment].join(' ')}`,
    'WORKDIR /app',
    ...lines,
    `USER ${app.user}`,
    `EXPOSE ${port}`,
    ...probe(app, port),
    `CMD [${command.map((word) => JSON.stringify(word)).join(', ')}]`,
  ];
}

function recipe(app: App, ...stages: readonly (readonly string[])[]): ImageRecipe {
  return { dockerfile: `${stages.map((lines) => lines.join('\n')).join('\n\n')}\n`, needs: app.install.files };
}

function runScript({ install }: App, name: string): string {
  return `${install.manager} run ${name}`;
}

const hasRuntimePackages = ({ manifest }: App): boolean => manifest.dependencies.some(({ dev }) => !dev);

// --- kinds of application ---

function serverImage(app: App, start: Start): ImageRecipe | undefined {
  const { manifest, install } = app;
  const port = portOf(app);
  const file = start.file ?? '';
  if (!port || file === '') return undefined;
  const environment = port.isSettable ? [`PORT=${port.number}`] : [];
  const command = [app.program, ...start.words];
  const packages = hasRuntimePackages(app) ? ['COPY --from=build /app/node_modules ./node_modules'] : [];
  if (manifest.scripts.has('build')) {
    const output = file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined;
    // What is started lies in a folder of its own that the build makes.
    if (output === undefined || inFolder(app, output) || commandsOf(manifest.scripts.get('build')) === undefined) return undefined;
    const assets = ASSETS.filter((name) => inFolder(app, name));
    return recipe(
      app,
      [...buildStage(app, runScript(app, 'build')), `RUN ${install.prune}`],
      runStage(
        app,
        environment,
        [
          'COPY --from=build /app/package.json ./',
          ...packages,
          ...[output, ...assets].map((name) => `COPY --from=build /app/${name} ./${name}`),
        ],
        port.number,
        command,
      ),
    );
  }
  const isThere = inFolder(app, file) || ['.js', '.mjs', '.cjs', '/index.js'].some((end) => inFolder(app, `${file}${end}`));
  if (!isThere) return undefined;
  const steps = install.production === undefined ? [install.all, install.prune] : [install.production];
  return recipe(
    app,
    [
      `FROM ${app.builder} AS build`,
      'WORKDIR /app',
      ...install.setup,
      `COPY ${install.files.join(' ')} ./`,
      ...steps.map((step) => `RUN ${step}`),
    ],
    runStage(app, environment, [...packages, 'COPY . .'], port.number, command),
  );
}

function nextImage(app: App, start: Start | undefined): ImageRecipe | undefined {
  const config = configFile(app, /^next\.config\.[cm]?[jt]s$/)?.code ?? '';
  const output = /\boutput\s*:\s*(?:(['"`])(\w+)\1)?/.exec(config);
  const isOwnServer = start !== undefined && start.program !== 'next';
  if (isOwnServer || /\bdistDir\b/.test(config) || (output && output[2] === undefined)) return undefined;
  const build = nextBuild(app);
  if (build === undefined) return undefined;
  const stage = buildStage(app, build, [...publicArguments(app, /^NEXT_PUBLIC_/), 'ENV NEXT_TELEMETRY_DISABLED=1']);
  if (output?.[2] === 'export') return pages(app, stage, 'out', '_next/static');
  const named = start?.words.join(' ').match(/(?:-p|--port)[ =](\d+)/)?.[1];
  const port = Number(named ?? 3000);
  const publicFolder = inFolder(app, 'public') ? ['COPY --from=build /app/public ./public'] : [];
  if (output?.[2] === 'standalone') {
    return recipe(
      app,
      stage,
      runStage(
        app,
        ['HOSTNAME=0.0.0.0', `PORT=${port}`],
        [
          ...publicFolder,
          `COPY --from=build --chown=${app.user}:${app.user} /app/.next/standalone ./`,
          `COPY --from=build --chown=${app.user}:${app.user} /app/.next/static ./.next/static`,
        ],
        port,
        [app.program, 'server.js'],
      ),
    );
  }
  if (output) return undefined;
  const configName = configFile(app, /^next\.config\.[cm]?[jt]s$/)?.path;
  return recipe(
    app,
    [...stage, `RUN ${app.install.prune}`],
    runStage(
      app,
      [],
      [
        'COPY --from=build /app/package.json ./',
        ...(configName === undefined ? [] : [`COPY --from=build /app/${baseName(configName)} ./`]),
        ...publicFolder,
        'COPY --from=build /app/node_modules ./node_modules',
        `COPY --from=build --chown=${app.user}:${app.user} /app/.next ./.next`,
      ],
      port,
      ['node_modules/.bin/next', 'start', ...(named === undefined ? [] : ['-p', named])],
    ),
  );
}

/** The command that builds the pages; other parts of a repository are left to their own images. */
function nextBuild(app: App): string | undefined {
  const commands = commandsOf(app.manifest.scripts.get('build'));
  const at = commands?.findIndex(({ program, words }) => program === 'next' && words[0]?.text === 'build') ?? -1;
  if (!commands || at < 0) return undefined;
  const others = commands.slice(at + 1);
  if (others.length === 0) return runScript(app, 'build');
  const isElsewhere =
    others.some(({ program }) => program === 'cd') ||
    others.every((one) => /--prefix|\s-[wC]\s|--filter|--cwd/.test(` ${one.words.map(({ template }) => template).join(' ')} `));
  if (at > 0 || !isElsewhere) return undefined;
  return `${app.install.manager === 'npm' ? 'npx' : app.install.manager === 'bun' ? 'bunx' : `${app.install.manager} exec`} next build`;
}

function nuxtImage(app: App): ImageRecipe | undefined {
  const config = configFile(app, /^nuxt\.config\.[cm]?[jt]s$/)?.code ?? '';
  const commands = commandsOf(app.manifest.scripts.get('build'));
  const isPlain = commands?.length === 1 && commands[0]?.program === 'nuxt' && commands[0].words[0]?.text === 'build';
  // Another target or folder is somebody's decision.
  if (!isPlain || /\b(?:nitro|preset|buildDir|ssr)\b/.test(config) || app.program !== 'node') return undefined;
  return recipe(
    app,
    buildStage(app, runScript(app, 'build'), publicArguments(app, /^NUXT_PUBLIC_/)),
    runStage(app, ['HOST=0.0.0.0', 'PORT=3000'], ['COPY --from=build /app/.output ./.output'], 3000, ['node', '.output/server/index.mjs']),
  );
}

function staticImage(app: App): ImageRecipe | undefined {
  const commands = commandsOf(app.manifest.scripts.get('build'));
  const last = commands?.at(-1);
  const words = last?.words.map(({ template }) => template) ?? [];
  const isVite = last?.program === 'vite' && words[0] === 'build' && words.length === 1;
  const isScripts = last?.program === 'react-scripts' && words[0] === 'build';
  const config = configFile(app, /^vite\.config\.[cm]?[jt]s$/)?.code ?? '';
  if (!isVite && !isScripts) return undefined;
  if (isVite && /\b(?:base|root|ssr|outDir|assetsDir)\s*[:,]/.test(config)) return undefined;
  if (isScripts && app.manifest.json.value('homepage') !== undefined) return undefined;
  const prefix = isVite ? /^VITE_/ : /^REACT_APP_/;
  const stage = buildStage(app, runScript(app, 'build'), publicArguments(app, prefix));
  return pages(app, stage, isVite ? 'dist' : 'build', isVite ? 'assets' : 'static');
}

/** Pages that a web server delivers. */
function pages(app: App, build: readonly string[], output: string, assets: string): ImageRecipe {
  const made = recipe(app, build, [
    `FROM ${STATIC_IMAGE}`,
    ...titleLabel(app.manifest.name),
    'COPY nginx.conf /etc/nginx/conf.d/default.conf',
    `COPY --from=build /app/${output} /usr/share/nginx/html`,
    'EXPOSE 8080',
    HEALTHCHECK,
    '  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health"]',
  ]);
  return { ...made, beside: { 'nginx.conf': singlePageServer(8080, assets) } };
}
