import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Label with a name that tools do not take',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'Names of labels are small letters and digits with single dots and dashes between them; those of Docker are Docker’s.',
  equivalents: ['hadolint:DL3048'],
  noFix: 'What reads the label has to be changed as well.',

  visit: {
    labelPair({ pair }, report) {
      const key = pair.key;
      if (/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key)) report(pair.keySpan, 'Names that begin so belong to Docker.');
      else if (key !== '' && !key.includes('$') && !/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/i.test(key.replace(/_/g, '')))
        report(pair.keySpan, `\`${key}\` is no usual name: small letters, digits, single dots and dashes.`);
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        LABEL com.docker.team=a bad--name=b
              ^^^^^^^^^^^^^^^ Names that begin so belong to Docker.
                                ^^^^^^^^^ \`bad--name\` is no usual name: small letters, digits, single dots and dashes.
      `,
    },
  ],

  valid: ['FROM debian:13\nLABEL org.opencontainers.image.title=a maintainer=b team-a.x=c\n'],
});
