import { dockerfile, dockerfileRule, fix, parseImage } from '#core';

export default dockerfileRule({
  title: 'Builder front end that changes by itself',
  category: 'supply-chain',
  severity: 'low',
  profile: 'strict',
  why: '`# syntax=` names the image that reads the file. With `latest`, `master` or no tag the next build may be read by another one, of a new major version.',
  fixSafety: 'The newest version 1 reads the file: what only an unreleased one knows is refused.',

  visit: {
    directive(directive, report, { source }) {
      if (directive.name !== 'syntax') return;
      const image = parseImage(directive.value.trim());
      if (!image || image.digest !== undefined || (image.tag !== undefined && !/^(?:latest|master|labs|master-labs)$/.test(image.tag)))
        return;
      const isOfficial = /^(?:docker\.io\/)?docker\/dockerfile(?::|$)/.test(directive.value.trim());
      report(
        directive.valueSpan,
        'Which version this is the next build will tell.',
        isOfficial &&
          fix('unsafe', 'Take version 1', () => [
            {
              file: source.path,
              ...directive.valueSpan,
              newText: image.tag?.endsWith('labs') ? 'docker/dockerfile:1-labs' : 'docker/dockerfile:1',
            },
          ]),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        # syntax=docker/dockerfile:latest
                 ^^^^^^^^^^^^^^^^^^^^^^^^ Which version this is the next build will tell.
        FROM debian:13
      `,
      good: dockerfile`
        # syntax=docker/dockerfile:1
        FROM debian:13
      `,
    },
  ],
  valid: [
    '# syntax=docker/dockerfile:1\nFROM a\n',
    '# syntax=docker/dockerfile:1.19-labs\nFROM a\n',
    `# syntax=docker/dockerfile@sha256:${'0'.repeat(64)}\nFROM a\n`,
  ],
});
