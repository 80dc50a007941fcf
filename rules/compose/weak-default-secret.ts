import {
  composeRule,
  composeValue,
  credentialSeverity,
  findSecret,
  findUrlPasswords,
  fix,
  type InterpolationNode,
  isSecretName,
  rewriteInside,
  yaml,
} from '#core';

export default composeRule({
  title: 'Credential with a default value',
  category: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'A default is what runs wherever somebody forgot to set the variable, and everybody can read it in the repository.',
  equivalents: ['compose-lint:CL-0020', 'compose-lint:CL-0021', 'review:F033'],

  visit: {
    interpolation(node, report, context) {
      const { interpolation, scalar, file } = node;
      const { argument, name } = interpolation;
      if (!argument || !interpolation.default || !isCredential(node)) return;
      report(
        node.span,
        `\`${name}\` falls back to a credential that is written in this file.`,
        credentialSeverity(context.source.role, file.purpose, interpolation.default),
        fix('unsafe', `Require \`${name}\` to be set`, () =>
          rewriteInside(file.yaml, scalar, interpolation.start, interpolation.end, `\${${name}:?${name} is not set}`),
        ),
      );
    },
  },

  fixSafety: 'The project no longer starts where the variable is not set.',

  examples: [
    {
      bad: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${DB_PASSWORD:-changeme} # set it!
                                 ^^^^^^^^^^^^^^^^^^^^^^^^ \`DB_PASSWORD\` falls back to a credential that is written in this file.
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            environment:
              POSTGRES_PASSWORD: \${DB_PASSWORD:?DB_PASSWORD is not set} # set it!
      `,
    },
    {
      title: 'In an address',
      bad: yaml`
        services:
          api:
            image: example/api:2.0
            environment:
              - DATABASE_URL=postgres://shop:\${DB_PW:-shop}@db/shop
                                             ^^^^^^^^^^^^^^
      `,
      good: yaml`
        services:
          api:
            image: example/api:2.0
            environment:
              - DATABASE_URL=postgres://shop:\${DB_PW:?DB_PW is not set}@db/shop
      `,
    },
  ],

  valid: [
    yaml`
      services:
        db:
          image: postgres:\${TAG:-17}
          environment:
            POSTGRES_USER: \${POSTGRES_USER:-postgres}
            POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set it}
            API_TOKEN: \${API_TOKEN:-}
            TOKEN_TTL: \${TOKEN_TTL:-900}
            PASSWORD_FILE: \${PASSWORD_FILE:-/run/secrets/db}
    `,
  ],
});

/** By the variable's name, by the key whose whole value it is, or by its place in an address. */
function isCredential(node: InterpolationNode): boolean {
  const { interpolation, scalar, keyName } = node;
  const value = interpolation.default ?? '';
  if (findSecret(interpolation.name, value)) return true;
  const masked = composeValue(scalar).masked;
  const start = keyName !== undefined && masked.startsWith(`${keyName}=`) ? keyName.length + 1 : 0;
  const isWhole = interpolation.start === start && interpolation.end === masked.length;
  if (isWhole && keyName !== undefined && isSecretName(keyName) && findSecret(keyName, value)) return true;
  return findUrlPasswords(masked).some((password) => password.start <= interpolation.start && interpolation.end <= password.end);
}
