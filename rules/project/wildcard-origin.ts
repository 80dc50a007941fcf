import { projectRule, severity, text } from '#core';

const PYTHON = /allow_origins\s*=\s*\[\s*['"]\*['"]\s*\]/;
const JAVASCRIPT = /\borigin\s*:\s*(?:['"]\*['"]|true)(?=\s*[,}\n])/;

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
    for (const { path, code, isTest } of project.sources) {
      const match = isTest ? null : (path.endsWith('.py') ? PYTHON : JAVASCRIPT).exec(code);
      if (!match || (!path.endsWith('.py') && !/\bcors\b/i.test(code))) continue;
      const around = code.slice(Math.max(0, match.index - 300), match.index + 400);
      const withCredentials = /allow_credentials\s*=\s*True|\bcredentials\s*:\s*true/.test(around);
      report(
        project.at(path, { start: match.index, end: match.index + match[0].length }),
        `Every origin is allowed${withCredentials ? ', with credentials' : ''}.`,
        !withCredentials && severity('low'),
      );
      return;
    }
  },

  noFix: 'The origins that are meant have to be listed.',

  examples: [
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
      path: 'main.py',
      text: 'app = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins)\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
    },
  ],
});
