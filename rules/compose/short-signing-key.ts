import { composeRule, isPlaceholderSecret, yaml } from '#core';

const SIGNING_KEY = /(?:^|_)(?:JWT|SESSION|COOKIE|TOKEN|SIGNING|APP|AUTH|NEXTAUTH)_?(?:SECRET|KEY)(?:_BASE)?$|^SECRET_KEY(?:_BASE)?$/;
const LENGTH = 32;

export default composeRule({
  title: 'Signing key that is too short',
  category: 'secrets',
  severity: 'medium',
  profile: 'strict',
  why: 'A short key can be found by trying: whoever has one signed token tries keys without asking the server.',
  equivalents: ['review:F116'],
  noFix: 'A new key has to be made on the machine that uses it: `openssl rand -hex 32`.',

  visit: {
    environmentEntry({ name, shipped, valueSpan }, report, { source }) {
      if (source.role === 'test' || source.role === 'ci' || !SIGNING_KEY.test(name) || shipped === undefined || !valueSpan) return;
      if (shipped === '' || shipped.length >= LENGTH || isPlaceholderSecret(shipped) || shipped.startsWith('/')) return;
      report(valueSpan, `\`${name}\` has ${shipped.length} characters; a signing key needs at least ${LENGTH}.`);
    },
  },

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            environment:
              JWT_SECRET: abc123
                          ^^^^^^ \`JWT_SECRET\` has 6 characters; a signing key needs at least 32.
      `,
    },
  ],

  valid: [
    'services:\n  api:\n    image: example/api:1.0\n    environment:\n      JWT_SECRET: ${JWT_SECRET}\n',
    { path: 'compose.test.yaml', text: 'services:\n  api:\n    image: example/api:1.0\n    environment:\n      JWT_SECRET: abc123\n' },
  ],
});
