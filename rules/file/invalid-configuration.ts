import { fileRule, yaml } from '#core';

export default fileRule({
  title: 'Invalid setting in the configuration',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'What is misspelt is not obeyed: a rule stays on or off, and nobody notices.',
  noFix: 'later',

  visit: {
    configProblem(problem, report) {
      report(problem.span, problem.message);
    },
  },

  examples: [
    {
      path: '.seaworthy.yaml',
      bad: yaml`
        profil: strict
        ^^^^^^ Unknown setting \`profil\`; did you mean \`profile\`?
      `,
    },
    {
      path: '.seaworthy.yaml',
      bad: yaml`
        rules:
          file/unused-ignor: off
          ^^^^^^^^^^^^^^^^^ There is no rule or category \`file/unused-ignor\`; did you mean \`file/unused-ignore\`?
          security: loud
                    ^^^^ \`loud\` is none of \`off\`, \`critical\`, \`high\`, \`medium\`, \`low\`, \`info\`.
      `,
    },
  ],

  valid: [
    {
      path: '.seaworthy.yaml',
      text: yaml`
        root: true
        profile: strict
        rules:
          file/unused-ignore: off
          secrets: critical
        ignore: [legacy/**]
        overrides:
          - files: ['*.local.yml']
            role: development
        limits:
          database:
            memory: 2G
      `,
    },
  ],
});
