import { strength } from '#core';

const PROXY = /\b(?:traefik|nginx|caddy|haproxy|reverse proxy)\b/i;

export default strength({
  title: 'It is written down how the reverse proxy is set up',
  area: 'documentation',
  equivalents: ['review:S21'],

  find(project) {
    const place = project.findDocument(
      /(?:^|\/)[^/]*(?:traefik|nginx|caddy|reverse[-_]?proxy)[^/]*\.\w+$/i,
      /^#{1,4} .*\b(?:traefik|nginx|caddy|haproxy|reverse proxy)\b.*$/im,
    );
    if (!place || !PROXY.test(`${place.file} ${project.read(place.file)}`)) return undefined;
    return { evidence: [place] };
  },

  examples: [{ files: { 'docs/setup.md': '# Setup\n\n## Traefik\n\nStart it first.\n' }, evidence: ['docs/setup.md:3'] }],
  lacking: [{ 'README.md': '# Shop\n\nIt runs behind nginx.\n' }],
});
