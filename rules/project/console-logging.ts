import { baseName, type FilePlace, manifestFolderOf, projectRule, related, type SourceFile, STRUCTURED_LOGGING, text } from '#core';

const JAVASCRIPT = /\bconsole\.(?:log|error|warn|info|debug)\(/g;
const PYTHON = /^[ \t]*print\(/gm;
/** Programs for the terminal, what runs before a logger exists, and the logger itself. */
const EXEMPT =
  /(?:^|\/)(?:scripts?|bin|cli|tools|seeds?|prisma|migrations|alembic|cypress|playwright|public)\/|(?:^|\/)(?:[^/]*(?:logger|logging|seed|migrate|\.config|setup)[^/]*|env|instrumentation|manage|conftest|setup)\.(?:[cm]?[jt]sx?|py)$/i;
const FEW = 5;
const SHOWN = 10;
const NAMED = 3;

export default projectRule({
  title: 'Messages go to the console instead of a logger',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'strict',
  why: 'Such lines have no level, no time and no request, cannot be switched off, and are not found where the logs are searched.',
  equivalents: ['review:F175'],

  check(project, report) {
    if (project.app.servers.length === 0) return;
    // A package with a command of its own speaks to the terminal.
    const tools = new Set(project.packages.filter(({ json }) => json.value('bin') !== undefined).map(({ folder }) => folder));
    const counted = project.sources.flatMap((file) => {
      const isExempt = file.isTest || EXEMPT.test(project.relative(file.path)) || isProgram(file);
      const places = isExempt || tools.has(manifestFolderOf(file.path, project) ?? '-') ? [] : placesIn(file);
      const [first] = places;
      return first ? [{ first, count: places.length }] : [];
    });
    const total = counted.reduce((sum, { count }) => sum + count, 0);
    const worst = [...counted].sort((a, b) => b.count - a.count || (a.first.file < b.first.file ? -1 : 1));
    const [top] = worst;
    if (!top || total < FEW) return;
    const logger = project.dependency(STRUCTURED_LOGGING);
    report(
      top.first,
      `The console is written to in ${total} places of ${filesOf(worst)}${logger ? `, although \`${logger.name}\` is there` : ''}.`,
      ...worst.slice(1, SHOWN).map(({ first, count }) => related(first.file, first.span, `${count} ${count === 1 ? 'place' : 'places'}.`)),
    );
  },

  noFix: 'Which level each message has, and what belongs to it, has to be decided one by one.',

  examples: [
    {
      path: 'src/orders.js',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "winston": "^3.0.0" } }\n',
        'src/mail.js': "console.error('x');\n",
        'scripts/seed.js': "console.log('seeded');\n",
      },
      bad: text`
        // console.log('old');
        console.log('a');
        ^^^^^^^^^^^^ The console is written to in 5 places of 2 files (\`orders.js\`: 4, \`mail.js\`: 1), although \`winston\` is there.
        console.log('b');
        console.warn('c');
        console.error('d');
      `,
    },
  ],

  valid: [
    {
      title: 'What is started by itself',
      path: 'report.py',
      text: 'print(1)\n'.repeat(9) + 'if __name__ == "__main__":\n    print(2)\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
    },
    {
      title: 'A package with a command of its own beside the server',
      path: 'cli-package/src/index.js',
      text: 'console.log(1);\n'.repeat(9),
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'cli-package/package.json': '{ "name": "tool", "bin": "src/index.js" }\n',
      },
    },
    {
      title: 'A program for the terminal',
      path: 'src/orders.js',
      text: 'console.log(1);\n'.repeat(9),
      files: { 'package.json': '{ "name": "tool" }\n' },
    },
    {
      path: 'src/orders.js',
      text: 'console.log(1);\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});

interface Counted {
  readonly first: FilePlace;
  readonly count: number;
}

/** `3 files (\`a.ts\`: 9, \`b.ts\`: 2, \`c.ts\`)`: the worst by name. */
function filesOf(worst: readonly Counted[]): string {
  if (worst.length === 1) return '1 file';
  const named = worst.slice(0, NAMED).map(({ first, count }) => `\`${baseName(first.file)}\`: ${count}`);
  return `${worst.length} files (${named.join(', ')}${worst.length > NAMED ? ' …' : ''})`;
}

/** It is started by itself and speaks to whoever started it. */
function isProgram({ path, text, code }: SourceFile): boolean {
  return (
    text.startsWith('#!') || (path.endsWith('.py') && /^if __name__ == ['"]__main__['"]/m.test(code) && !/\b(?:FastAPI|Flask)\(/.test(code))
  );
}

function placesIn({ path, code }: SourceFile): FilePlace[] {
  return [...code.matchAll(path.endsWith('.py') ? PYTHON : JAVASCRIPT)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { file: path, span: { start: match.index + lead, end: match.index + match[0].length } };
  });
}
