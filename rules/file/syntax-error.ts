import { dockerfile, fileRule, severity, yaml } from '#core';

export default fileRule({
  title: 'Syntax error',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Docker, Compose or GitHub stops at this place and does nothing of what the file asks for.',
  equivalents: ['dclint:invalid-yaml', 'actionlint:syntax-check', 'compose-go:yaml', 'buildkit:error', 'dls:build-error'],
  noFix: 'What was meant cannot be known.',

  visit: {
    syntaxProblem(problem, report) {
      report(problem.span, problem.message, problem.level === 'warning' && severity('medium'), problem.fix);
    },
  },

  examples: [
    {
      broken: true,
      path: 'compose.yaml',
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            image: nginx:1.28
            ^^^^^
      `,
    },
  ],

  valid: [
    {
      path: 'compose.yaml',
      text: yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
    dockerfile`
      FROM scratch
    `,
  ],
});
