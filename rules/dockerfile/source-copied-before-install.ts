import { type DockerfileNodes, dependencyInstall, dockerfile, dockerfileRule, isInstruction } from '#core';

type Copy = DockerfileNodes['copy'];

/** Reading scripts costs more than looking for the words that matter. */
const INSTALLS = /\b(?:npm|yarn|pnpm|bun|pip|python|uv|poetry|pipenv|composer|bundle|go)\b|pip\d|python\d/;

/** The word that takes the whole context in: `.`, `./`, `*`. */
function wholeContext(copy: Copy): Copy['paths'][number] | undefined {
  return copy.from ? undefined : copy.paths.find((path) => /^(?:\.?\/?\*?|\.\/)$/.test(path.value) && path.value !== '');
}

export default dockerfileRule({
  title: 'Sources are copied before the dependencies are installed',
  category: 'performance',
  severity: 'low',
  profile: 'recommended',
  why: 'Each change of any file throws away the layer with the dependencies, so that every build downloads and installs them anew.',
  equivalents: ['review:F015'],
  noFix: 'Which files the install needs (workspaces, local packages, scripts) only the project can tell.',

  visit: {
    stage(stage, report) {
      const copies = [...stage.all('COPY'), ...stage.all('ADD')];
      if (!copies.some(wholeContext)) return;
      let copied: Copy['paths'][number] | undefined;
      for (const instruction of stage.instructions) {
        if (isInstruction(instruction, 'COPY') || isInstruction(instruction, 'ADD')) {
          copied ??= wholeContext(instruction);
          continue;
        }
        if (!isInstruction(instruction, 'RUN') || !(instruction.heredocs.length > 0 || INSTALLS.test(instruction.head.text))) continue;
        const install = instruction.text.commands
          .filter(({ command }) => !command.isConditional)
          .map(({ command }) => dependencyInstall(command))
          .find((found) => found !== undefined);
        if (!install) continue;
        // Installed before the copy, or from a mount that outlives the layer: nothing is lost.
        if (!copied || instruction.mounts.some((mount) => mount.type === 'cache')) return;
        const manifest = install.manifests[0];
        report(
          copied,
          `Every file change runs the install by \`${install.manager}\` below again${manifest ? `: only \`${manifest}\` needs to be copied first` : ''}.`,
        );
        return;
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.14-slim
        WORKDIR /app
        COPY . .
             ^ Every file change runs the install by \`pip\` below again: only \`requirements.txt\` needs to be copied first.
        RUN pip install --no-cache-dir -r requirements.txt
      `,
    },
  ],

  valid: [
    'FROM node:24\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build && npm ci --omit=dev\n',
    'FROM python:3.14\nCOPY . .\nRUN pip install -e .\n',
    'FROM node:24\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n',
    { title: 'From another stage', text: 'FROM node:24 AS a\nFROM node:24\nCOPY --from=a . .\nRUN npm ci\n' },
  ],
});
