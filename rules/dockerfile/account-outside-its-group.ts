import { dockerfile, dockerfileRule, flagValue, hasFlag, operands } from '#core';

export default dockerfileRule({
  title: 'Account that is not in the group made for it',
  category: 'maintainability',
  severity: 'low',
  profile: 'strict',
  why: 'Without an option a system account gets the group `nogroup`: files that are given to the new group are not its own.',
  equivalents: ['review:E03'],
  noFix: 'Whether the account is meant to be in the group, no file tells.',

  visit: {
    run(run, report) {
      if (!run.text.commands.some(({ command }) => command.program === 'adduser')) return;
      const { stage } = run;
      const before = stage?.all('RUN').filter((other) => other.place.index <= run.place.index) ?? [];
      const groups = before
        .flatMap((other) => other.text.commands)
        .filter(
          ({ command }) =>
            /^(?:addgroup|groupadd)$/.test(command.program ?? '') && operands(command, { valueFlags: ['g', 'gid'] }).length === 1,
        );
      if (groups.length === 0) return;
      for (const { command } of run.text.commands) {
        const isSystem = command.program === 'adduser' && (hasFlag(command, 'S') || hasFlag(command, 'system'));
        const names = operands(command, { valueFlags: ['u', 'uid', 'G', 'h', 's', 'g', 'ingroup', 'gid', 'home', 'shell'] });
        if (
          !isSystem ||
          names.length > 1 ||
          hasFlag(command, 'G') ||
          flagValue(command, 'ingroup') !== undefined ||
          hasFlag(command, 'ingroup', 'gid', 'group')
        )
          continue;
        const name = names[0]?.text;
        const joins = run.text.commands.some(
          (one) =>
            /^(?:addgroup|adduser|usermod)$/.test(one.command.program ?? '') &&
            one.command !== command &&
            operands(one.command, { valueFlags: ['g', 'gid', 'u'] }).some((word) => word.text === name) &&
            operands(one.command).length > 1,
        );
        if (name !== undefined && !joins && command.nameWord)
          report(command.nameWord.span, `\`${name}\` is in no group of its own: \`-G\` is missing.`);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24-alpine
        RUN addgroup -g 1001 -S nodejs && adduser -S nextjs -u 1001
                                          ^^^^^^^ \`nextjs\` is in no group of its own: \`-G\` is missing.
      `,
    },
  ],

  valid: ['FROM node:24-alpine\nRUN addgroup -S app && adduser -S -G app app\n', 'FROM node:24-alpine\nRUN adduser -S app\n'],
});
