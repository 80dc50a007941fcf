import { projectRule, severity, text } from '#core';

const PYTHON = /\ballow_origins\s*=\s*\[\s*['"]\*['"]\s*\]|\bCORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)\s*=\s*True\b/g;
const JAVASCRIPT = /\borigin\s*:\s*(?:['"]\*['"]|true)(?=\s*[,}\n])/g;
const CREDENTIALS = /allow_credentials\s*=\s*True|CORS_ALLOW_CREDENTIALS\s*=\s*True|\bcredentials\s*:\s*true/;
/** Settings that are used for development only. */
const DEVELOPMENT = /(?:^|\/)(?:dev|development|local)(?:[._-][^/]*)?\.\w+$/i;

export default projectRule({
  title: 'Pages of every origin may use the interface',
  category: 'security',
  area: 'security',
  severity: 'medium',
  profile: 'strict',
  why: 'Together with credentials it lets every page that a user visits act in the name of that user.',
  equivalents: ['review:F219'],

  check(project, report) {
    if (project.app.servers.length === 0) return;
    const found = project.sources.flatMap(({ path, code, isTest }) => {
      const isPython = path.endsWith('.py');
      if (isTest || DEVELOPMENT.test(project.relative(path)) || (!isPython && !/cors/i.test(code))) return [];
      return [...code.matchAll(isPython ? PYTHON : JAVASCRIPT)].map(({ 0: text, index }) => {
        const around = code.slice(Math.max(0, index - 300), index + 400);
        return { place: project.at(path, { start: index, end: index + text.length }), isOpen: CREDENTIALS.test(around) };
      });
    });
    const worst = found.find(({ isOpen }) => isOpen) ?? found[0];
    if (!worst) return;
    report(worst.place, `Every origin is allowed${worst.isOpen ? ', with credentials' : ''}.`, !worst.isOpen && severity('low'));
  },

  noFix: 'The origins that are meant have to be listed.',

  examples: [
    {
      title: 'The worst of several',
      path: 'src/main.ts',
      files: {
        'package.json': '{ "private": true, "dependencies": { "@nestjs/core": "^11.0.0" } }\n',
        'src/gateway.ts': "@WebSocketGateway({ cors: { origin: '*' } })\nexport class Gateway {}\n",
      },
      bad: text`
        const app = await NestFactory.create(AppModule);
        app.enableCors({ origin: true, credentials: true });
                         ^^^^^^^^^^^^ Every origin is allowed, with credentials.
      `,
    },
    {
      path: 'main.py',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
      bad: text`
        app = FastAPI()
        app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
                                           ^^^^^^^^^^^^^^^^^^^ Every origin is allowed, with credentials.
      `,
    },
  ],

  valid: [
    {
      title: 'Settings for development',
      path: 'site/settings/local.py',
      text: 'CORS_ALLOW_ALL_ORIGINS = True\n',
      files: { 'requirements.txt': 'django==5.2\n' },
    },
    {
      path: 'main.py',
      text: 'app = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins)\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
    },
  ],
});
