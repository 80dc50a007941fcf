import { lastingServices, projectRule, type Service } from '#core';

const PROXY =
  /(?:^|\/)(?:nginx(?:-proxy)?|traefik|caddy|haproxy|envoy|nginx-proxy-manager|swag|apache|httpd|kong|cloudflared|ingress[\w-]*)(?::|@|$)/;
const PLATFORM =
  /(?:^|\/)(?:vercel\.json|netlify\.toml|fly\.toml|railway\.(?:json|toml)|render\.ya?ml|Procfile|app\.ya?ml|wrangler\.(?:toml|jsonc?)|Chart\.yaml|kustomization\.ya?ml|[^/]*ingress[^/]*\.ya?ml|skaffold\.ya?ml|captain-definition|[^/]+\.tf)$/;

function publishesHttp(service: Service): boolean {
  return (
    service.build !== undefined &&
    // What only this host reaches stands behind something of its own.
    service.ports.some(
      ({ target, exposure }) =>
        exposure !== 'loopback' &&
        [80, 3000, 5000, 8000, 8080, 4000, 5173, 8001].some((port) => target !== undefined && target.first <= port && port <= target.last),
    )
  );
}

export default projectRule({
  title: 'Nothing encrypts the connection to users',
  category: 'security',
  area: 'security',
  severity: 'medium',
  profile: 'strict',
  why: 'Passwords and sessions of users go over the network in plain text, for everybody on the way to read.',
  equivalents: ['review:F055'],

  check(project, report) {
    const open = lastingServices(project).find(publishesHttp);
    if (!open || !project.tree.complete || project.find(PLATFORM)) return;
    const services = project.composeFiles.flatMap((file) => file.services);
    const hasProxy = services.some(
      (service) =>
        PROXY.test(service.image?.scalar.text ?? '') ||
        service.ports.some(({ target, published }) => target?.first === 443 || published?.first === 443),
    );
    const inConfig = project
      .matching(/\.conf(?:\.template)?$|(?:^|\/)Caddyfile$|traefik[^/]*\.ya?ml$/)
      .some((path) => /listen\s+(?:\[::\]:)?443|ssl_certificate|certresolver|^\S+\.\w+ \{/m.test(project.read(path) ?? ''));
    if (hasProxy || inConfig) return;
    report(project.at(open.file.path, open.key.span), `\`${open.name}\` is published over HTTP, and no proxy in front of it speaks HTTPS.`);
  },

  noFix: 'The name of the host and the way to its certificate have to be known.',

  examples: [
    {
      path: 'compose.yaml',
      bad: `services:
  web:
  ^^^ \`web\` is published over HTTP, and no proxy in front of it speaks HTTPS.
    build: .
    ports: ['3000:3000']
`,
    },
  ],

  valid: [
    { path: 'compose.yaml', text: "services:\n  web:\n    build: .\n    ports: ['127.0.0.1:3000:3000']\n" },
    { path: 'compose.yaml', text: "services:\n  web:\n    build: .\n    ports: ['3000:3000']\n  proxy:\n    image: traefik:3.6\n" },
    { path: 'compose.yaml', text: "services:\n  web:\n    build: .\n    ports: ['3000:3000']\n", files: { 'fly.toml': '' } },
  ],
});
