import { isPlaceholderSecret, projectRule, text } from '#core';

const SIGNING_KEY = /(?:^|_)(?:JWT|SESSION|COOKIE|TOKEN|SIGNING|APP|AUTH|NEXTAUTH)_?(?:SECRET|KEY)(?:_BASE)?$|^SECRET_KEY(?:_BASE)?$/;
const LENGTH = 32;

export default projectRule({
  title: 'Signing key that is too short',
  category: 'secrets',
  area: 'secrets',
  severity: 'medium',
  profile: 'recommended',
  why: 'A short key can be found by trying: whoever has one signed token tries keys without asking the server.',
  equivalents: ['review:F116'],

  check(project, report) {
    for (const { path, isTemplate, variables } of project.envFiles) {
      if (isTemplate || /test|\bci\b/i.test(path)) continue;
      for (const { name, value, valueSpan } of variables) {
        if (!SIGNING_KEY.test(name) || value === '' || value.length >= LENGTH || value.includes('$') || isPlaceholderSecret(value))
          continue;
        report(project.at(path, valueSpan), `\`${name}\` has ${value.length} characters; a signing key needs at least ${LENGTH}.`);
      }
    }
  },

  noFix: 'A new key has to be made on the machine that uses it: `openssl rand -hex 32`.',

  examples: [
    {
      path: '.env',
      bad: text`
        PORT=3000
        JWT_SECRET=abc123
                   ^^^^^^ \`JWT_SECRET\` has 6 characters; a signing key needs at least 32.
      `,
    },
  ],

  valid: [
    { path: '.env.example', text: 'JWT_SECRET=abc123\n' },
    { path: '.env', text: 'JWT_SECRET=0123456789abcdef0123456789abcdef\nAPI_KEY=short\n' },
  ],
});
