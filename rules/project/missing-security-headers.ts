import { projectRule, text } from '#core';

const SENDS =
  /\bTrustedHostMiddleware\b|\bHTTPSRedirectMiddleware\b|X-Content-Type-Options|X-Frame-Options|\bSecurityHeaders?\w*|\bTalisman\s*\(|\bsecure\.Secure\b|SECURE_HSTS_SECONDS|\bSecurityMiddleware\b|\bALLOWED_HOSTS\b/i;

export default projectRule({
  title: 'Answers carry no security headers',
  category: 'security',
  area: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'A few headers keep browsers from guessing types and from showing the pages inside of others; a list of host names keeps requests for other names out.',
  equivalents: ['review:F218'],

  check(project, report) {
    const server = project.app.servers.find(({ manifest }) => manifest.ecosystem === 'python');
    if (
      !server ||
      !project.knowsAllSources ||
      project.findCode(SENDS) ||
      project.dependency('secure', 'flask-talisman', 'starlette-securityheaders', 'django-csp')
    )
      return;
    const inProxy = project
      .matching(/\.conf(?:\.template)?$|(?:^|\/)Caddyfile$|traefik[^/]*\.ya?ml$/)
      .some((path) => /X-Content-Type-Options|X-Frame-Options|contentTypeNosniff|frameDeny/i.test(project.read(path) ?? ''));
    if (inProxy) return;
    report(server.place, 'Neither security headers nor a list of allowed hosts is set.');
  },

  noFix: 'The names of the hosts have to be known.',

  examples: [
    {
      path: 'main.py',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
      bad: text`
        app = FastAPI()
              ^^^^^^^^ Neither security headers nor a list of allowed hosts is set.
      `,
    },
  ],

  valid: [
    {
      title: 'Settings of Django as they come',
      path: 'site/settings.py',
      text: 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n',
      files: { 'requirements.txt': 'django==5.2\n' },
    },
    {
      title: 'The proxy sends them',
      path: 'main.py',
      text: 'app = FastAPI()\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n', 'nginx/default.conf': 'add_header X-Content-Type-Options nosniff;\n' },
    },
    {
      path: 'main.py',
      text: 'app = FastAPI()\napp.add_middleware(TrustedHostMiddleware, allowed_hosts=["example.com"])\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
    },
  ],
});
