import { dockerfile, dockerfileRule, operands } from '#core';

const MANAGER = /^(?:npm|pnpm|yarn|bun|corepack|turbo)(?:@latest)?$/;

export default dockerfileRule({
  title: 'Package manager of whatever version',
  category: 'supply-chain',
  severity: 'info',
  profile: 'strict',
  why: 'A new major version may not read the lockfile any more: yesterday’s commit cannot be built today.',
  equivalents: ['review:E40'],
  noFix: 'Which version the project uses, the field `packageManager` of package.json is to tell.',

  visit: {
    shellCommand({ command }, report) {
      const words = operands(command);
      const isGlobal =
        command.program === 'npm' &&
        /^(?:i|install|add)$/.test(words[0]?.text ?? '') &&
        command.words.some((word) => /^(?:-g|--global)$/.test(word.text ?? ''));
      const isCorepack = command.program === 'corepack' && /^(?:prepare|use|install)$/.test(words[0]?.text ?? '');
      if (!isGlobal && !isCorepack) return;
      for (const word of words.slice(1)) {
        const text = word.text ?? '';
        if (MANAGER.test(text) && (isGlobal || text.endsWith('@latest')))
          report(word.span, `\`${text.replace(/@latest$/, '')}\` is installed in whatever version is newest.`);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24-slim
        RUN corepack enable && corepack prepare pnpm@latest --activate
                                                ^^^^^^^^^^^ \`pnpm\` is installed in whatever version is newest.
      `,
    },
  ],

  valid: ['FROM node:24-slim\nRUN npm install -g pnpm@10.20.0\n', 'FROM node:24-slim\nRUN npm install -g nodemon\n'],
});
