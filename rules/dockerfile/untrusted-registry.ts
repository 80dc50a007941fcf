import { type DockerWord, dockerfile, dockerfileRule, parseImage, type Report } from '#core';

/** `*.example.com` stands for its sub-domains. */
function isTrusted(registry: string, trusted: readonly string[]): boolean {
  const isHub = registry === 'docker.io';
  return trusted.some((name) => {
    if (name === '*') return true;
    if (isHub && /^(?:docker\.io|hub\.docker\.com|index\.docker\.io)$/.test(name)) return true;
    return name.startsWith('*.') ? registry.endsWith(name.slice(1)) : registry === name;
  });
}

function check(word: DockerWord, text: string | undefined, trusted: readonly string[], report: Report): void {
  const registry = text === undefined || text === 'scratch' ? undefined : parseImage(text)?.registry;
  if (registry !== undefined && !isTrusted(registry, trusted)) report(word, `\`${registry}\` is not among the trusted registries.`);
}

export default dockerfileRule({
  title: 'Image from a registry that is not trusted',
  category: 'supply-chain',
  severity: 'high',
  profile: 'recommended',
  why: 'The project has a list of the registries that its images may come from, `trustedRegistries`.',
  equivalents: ['hadolint:DL3026'],
  noFix: 'Whether the image is to be had elsewhere, or the registry belongs on the list, no file tells.',

  visit: {
    from(from, report, { settings }) {
      const { image, stage } = from;
      if (image && settings.trustedRegistries.length > 0 && !stage?.parent)
        check(image, from.expandedImage, settings.trustedRegistries, report);
    },
    copy(copy, report, { settings }) {
      const source = copy.fromTarget;
      if (source?.kind === 'image' && settings.trustedRegistries.length > 0)
        check(source.word, source.word.value, settings.trustedRegistries, report);
    },
    run(run, report, { settings }) {
      if (settings.trustedRegistries.length === 0) return;
      for (const { from } of run.mounts) {
        const source = from && run.file.copySource(from, run.stage);
        if (from && source?.kind === 'image') check(from, from.value, settings.trustedRegistries, report);
      }
    },
  },

  examples: [
    {
      files: { '.seaworthy.yaml': 'trustedRegistries: [docker.io, "*.example.com"]\n' },
      bad: dockerfile`
        FROM quay.io/a/b:1.0 AS build
             ^^^^^^^^^^^^^^^ \`quay.io\` is not among the trusted registries.
        FROM debian:13
        COPY --from=ghcr.io/a/b:1.0 /a /a
                    ^^^^^^^^^^^^^^^ \`ghcr.io\` is not among the trusted registries.
      `,
    },
  ],

  valid: [
    'FROM quay.io/a/b:1.0\n',
    {
      text: 'FROM registry.example.com/a:1 AS x\nFROM x\nFROM scratch\nFROM nginx:1.29\n',
      files: { '.seaworthy.yaml': 'trustedRegistries: [docker.io, "*.example.com"]\n' },
    },
  ],
});
