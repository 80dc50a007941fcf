import { composeRule, isSecretName, yaml } from '#core';

export default composeRule({
  title: 'Secrets handed over in the environment',
  category: 'secrets',
  severity: 'low',
  profile: 'strict',
  why: 'The environment of a container is shown by `docker inspect`, inherited by every program in it, and written to crash reports. A file under `/run/secrets` is not, also without Swarm.',
  equivalents: ['review:F047'],
  noFix: 'The program has to read the file.',

  visit: {
    file(file, report, { source }) {
      if (source.role !== 'unknown' && source.role !== 'production') return;
      const known = file.known('secrets');
      if (!known || known.size > 0 || file.layers.under.length > 0) return;
      const entries = file.services
        .flatMap((service) => service.environment)
        .filter(({ name, whole }) => isSecretName(name) && (whole?.interpolations.length ?? 0) > 0);
      const [first] = entries;
      const names = [...new Set(entries.map(({ name }) => `\`${name}\``))];
      if (first)
        report(
          first.keySpan,
          `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} ${names.length === 1 ? 'goes' : 'go'} through the environment; the file has no \`secrets\`.`,
        );
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            environment:
              API_KEY: \${API_KEY}
              ^^^^^^^ \`API_KEY\` goes through the environment; the file has no \`secrets\`.
      `,
    },
  ],

  valid: [
    'services:\n  api:\n    image: example/api:1.0\n    environment:\n      API_KEY_FILE: /run/secrets/key\nsecrets:\n  key:\n    file: key.txt\n',
  ],
});
