import { fix, projectRule } from '#core';

const CHECKS = [
  'noUnusedLocals',
  'noUnusedParameters',
  'noImplicitReturns',
  'noFallthroughCasesInSwitch',
  'noUncheckedIndexedAccess',
  'noPropertyAccessFromIndexSignature',
] as const;

export default projectRule({
  title: 'Checks of the TypeScript compiler are off',
  category: 'maintainability',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: '`strict` leaves out checks that find real mistakes: a forgotten `return`, a case that falls through, an element that is not there.',
  equivalents: ['review:F140'],

  check(project, report) {
    for (const path of project.matching(/(?:^|\/)tsconfig\.json$/)) {
      const json = project.isAside(path) ? undefined : project.json(path);
      const span = json?.keySpan('compilerOptions', 'strict');
      if (!json || !span || json.value('compilerOptions', 'strict') !== true) continue;
      const isSet = (check: string) => json.value('compilerOptions', check) !== undefined;
      // What it extends may set them.
      if (json.value('extends') !== undefined || CHECKS.some(isSet)) continue;
      const value = json.span('compilerOptions', 'strict');
      report(
        project.at(path, span),
        '`strict` is on, but none of the checks beyond it, such as `noUncheckedIndexedAccess`.',
        fix('unsafe', 'Switch the other checks on', () => {
          if (!value) return undefined;
          const indent = /[^\n]*$/.exec(json.text.slice(0, span.start))?.[0] ?? '';
          if (!/^[ \t]+$/.test(indent)) return undefined;
          const eol = json.text.includes('\r\n') ? '\r\n' : '\n';
          const added = CHECKS.map((check) => `,${eol}${indent}"${check}": true`).join('');
          return [{ file: path, start: value.end, end: value.end, newText: added }];
        }),
      );
    }
  },

  fixSafety: 'The compiler will report places that it accepted until now.',

  examples: [
    {
      path: 'tsconfig.json',
      bad: `{
  "compilerOptions": {
    "strict": true, // all of it
    ^^^^^^^^ \`strict\` is on, but none of the checks beyond it, such as \`noUncheckedIndexedAccess\`.
    "target": "es2022"
  }
}
`,
      good: `{
  "compilerOptions": {
    "strict": true,
    "noUnusedLocals": true,
    "noUnusedParameters": true,
    "noImplicitReturns": true,
    "noFallthroughCasesInSwitch": true,
    "noUncheckedIndexedAccess": true,
    "noPropertyAccessFromIndexSignature": true, // all of it
    "target": "es2022"
  }
}
`,
    },
  ],

  valid: [
    { path: 'tsconfig.json', text: '{ "compilerOptions": { "strict": true, "noImplicitReturns": true } }\n' },
    { path: 'tsconfig.json', text: '{ "extends": "./base.json", "compilerOptions": { "strict": true } }\n' },
  ],
});
