import { type ComposeImage, composeRule, fix, isMovingTag, rewriteInside, severity, yaml } from '#core';

export default composeRule({
  title: 'Image without a fixed version',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'After the next pull the same file runs another version: a new major version may not read the data of the old one, and nobody can tell what ran last week.',
  equivalents: ['dclint:service-image-require-explicit-tag', 'compose-lint:CL-0004'],

  visit: {
    image(image, report) {
      const { reference, scalar, service } = image;
      // A service with `build` names its own result; so does one that runs what another service builds.
      if (!reference.isTagKnown || reference.digest !== undefined || service.find('build')) return;
      if (
        reference.familiarName === undefined ||
        reference.familiarName === 'scratch' ||
        service.file.builtImages.has(reference.familiarName)
      )
        return;
      const isMoving = reference.tag !== undefined && isMovingTag(reference.tag);
      if (reference.tag !== undefined && !isMoving) return;
      const part = reference.tagSpan ?? reference.nameSpan;
      const name = reference.familiarName;
      const message =
        reference.tag === undefined
          ? `\`${name}\` has no tag, which means \`latest\`.`
          : `The tag \`${reference.tag}\` of \`${name}\` is no fixed version.`;
      const sibling = siblingTag(image);
      report(
        scalar.spanOf(part.start, part.end),
        message,
        service.purpose === 'development' && severity('low'),
        sibling !== undefined &&
          fix('unsafe', `Use \`${sibling}\`, as another service does`, () => {
            const at = reference.tagSpan ?? { start: reference.nameSpan.end, end: reference.nameSpan.end };
            return rewriteInside(service.file.yaml, scalar, at.start, at.end, reference.tagSpan ? sibling : `:${sibling}`);
          }),
      );
    },
  },

  fixSafety: 'The other service may be on another version on purpose.',

  examples: [
    {
      bad: yaml`
        services:
          proxy:
            image: nginx
                   ^^^^^ \`nginx\` has no tag, which means \`latest\`.
          cache:
            image: "redis:latest"
                          ^^^^^^ The tag \`latest\` of \`redis\` is no fixed version.
          db:
            image: postgres:\${TAG:-latest}
                            ^^^^^^^^^^^^^^ The tag \`latest\` of \`postgres\` is no fixed version.
      `,
    },
    {
      title: 'Another service runs a fixed version of the same image',
      bad: yaml`
        services:
          api:
            image: example/shop:2.3.1
          worker:
            image: example/shop:latest
                                ^^^^^^
      `,
      good: yaml`
        services:
          api:
            image: example/shop:2.3.1
          worker:
            image: example/shop:2.3.1
      `,
    },
  ],

  valid: [
    yaml`
      services:
        proxy:
          image: nginx:1.29-alpine
        cache:
          image: redis@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        app:
          image: ghcr.io/example/app:\${VERSION}
        own:
          image: \${IMAGE:?IMAGE is not set}
    `,
    yaml`
      services:
        app:
          build: .
          image: app:latest
        worker:
          image: app:latest
    `,
  ],
});

/** The one fixed tag that this file uses for the same image. */
function siblingTag(image: ComposeImage): string | undefined {
  const { reference, service } = image;
  const tags = reference.isDynamic || !reference.familiarName ? undefined : service.file.fixedTags(reference.familiarName);
  return tags?.size === 1 ? [...tags][0] : undefined;
}
