import { envReads, isSecretFallback, projectRule, text } from '#core';

/** A settings class of pydantic: `secret_key: str = "…"`. */
const SETTING =
  /^[ \t]+(\w*(?:secret|password|api_key|private_key)\w*)[ \t]*:[ \t]*(?:str|SecretStr)[ \t]*=[ \t]*(?:Field\(\s*(?:default\s*=\s*)?)?["']([^"'\n]+)["']/gim;

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
      if (isSecretFallback(read))
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
      path: 'src/auth.ts',
      text: "const key = process.env.JWT_SECRET ?? '';\nconst url = process.env.API_URL || 'http://localhost';\n",
      files: { 'package.json': '{}\n' },
    },
    { path: 'src/auth.test.ts', text: "const key = process.env.JWT_SECRET || 'test-key';\n", files: { 'package.json': '{}\n' } },
  ],
});
