import { envReads, isSecretFallback, projectRule, text } from '#core';

/** A settings class of pydantic: `secret_key: str = "…"`. */
const SETTING =
  /^[ \t]+(\w*(?:secret|password|api_key|private_key)\w*)[ \t]*:[ \t]*(?:str|SecretStr)[ \t]*=[ \t]*(?:Field\(\s*(?:default\s*=\s*)?)?["']([^"'\n]+)["']/gim;

/** Files that only serve those who write the program. */
const ASIDE = /(?:^|[/._-])(?:dev|development|local|seeds?|fixtures?|mocks?)(?:[/._-])/i;

/** The program ends where the variable is not set in production: `if (isProduction && !process.env.NAME) throw …`. */
function isGuarded(code: string, name: string): boolean {
  const tests = new RegExp(
    `(?:!\\s*(?:process\\.env|env|config)\\.${name}\\b|\\bnot\\s+os\\.(?:getenv|environ\\.get)\\(\\s*['"]${name}['"])`,
    'g',
  );
  return [...code.matchAll(tests)].some(({ index }) =>
    /\bthrow\b|\bprocess\.exit\(|\braise\b|\bsys\.exit\(/.test(code.slice(index, index + 300)),
  );
}

export default projectRule({
  title: 'Code falls back to a secret that everybody can read',
  category: 'secrets',
  area: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'Where the variable is not set, the application starts all the same and protects its users with a secret from the repository.',
  equivalents: ['review:X18'],

  check(project, report) {
    for (const read of envReads(project)) {
      const code = isSecretFallback(read) ? project.sources.find(({ path }) => path === read.place.file)?.code : undefined;
      if (code !== undefined && !ASIDE.test(read.place.file) && !isGuarded(code, read.name))
        report(
          project.at(read.place.file, read.fallbackSpan ?? read.place.span),
          `\`${read.name}\` falls back to a secret that is written in the code.`,
        );
    }
    for (const { path, code, isTest } of project.sources) {
      if (isTest || !path.endsWith('.py') || !/\bBaseSettings\b/.test(code)) continue;
      for (const match of code.matchAll(SETTING)) {
        const [whole, name = '', value = ''] = match;
        if (/^(?:|none|https?:.*)$/i.test(value) || /(?:_url|_path|_file|_name|_algorithm|_header)$/i.test(name)) continue;
        const end = match.index + whole.length - 1;
        report(
          project.at(path, { start: end - value.length, end }),
          `\`${name.toUpperCase()}\` falls back to a secret that is written in the code.`,
        );
      }
    }
  },

  noFix: 'The application has to refuse to start without it, which changes how it is set up.',

  examples: [
    {
      path: 'src/auth.ts',
      files: { 'package.json': '{}\n' },
      bad: text`
        const key = process.env.JWT_SECRET || 'dev-secret';
                                               ^^^^^^^^^^ \`JWT_SECRET\` falls back to a secret that is written in the code.
      `,
    },
    {
      path: 'app/config.py',
      files: { 'requirements.txt': 'pydantic-settings==2.0.0\n' },
      bad: text`
        class Settings(BaseSettings):
            port: int = 8000
            secret_key: str = "change-this-key"
                               ^^^^^^^^^^^^^^^ \`SECRET_KEY\` falls back to a secret that is written in the code.
      `,
    },
  ],

  valid: [
    {
      title: 'Not in production',
      path: 'src/auth.ts',
      text: "if (isProduction && !process.env.JWT_SECRET) {\n  throw new Error('JWT_SECRET is not set');\n}\nconst key = process.env.JWT_SECRET || 'dev-secret';\n",
      files: { 'package.json': '{}\n' },
    },
    { path: 'src/limits.ts', text: 'const length = process.env.SESSION_SECRET_KEY ?? 32;\n', files: { 'package.json': '{}\n' } },
    {
      path: 'src/auth.ts',
      text: "const key = process.env.JWT_SECRET ?? '';\nconst url = process.env.API_URL || 'http://localhost';\n",
      files: { 'package.json': '{}\n' },
    },
    { path: 'src/auth.test.ts', text: "const key = process.env.JWT_SECRET || 'test-key';\n", files: { 'package.json': '{}\n' } },
  ],
});
