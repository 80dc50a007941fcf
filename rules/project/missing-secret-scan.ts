import { findCommand, lacksActivity, pipelinePlace, projectRule } from '#core';

export default projectRule({
  title: 'Nothing looks for committed secrets',
  category: 'ci-cd',
  area: 'secrets',
  severity: 'low',
  profile: 'strict',
  why: 'A key that is pushed by mistake is found by strangers within minutes; a scan before the commit or in the pipeline finds it first.',
  equivalents: ['review:F096'],

  check(project, report) {
    if (!project.app.isDeployed || !lacksActivity(project, 'secret-scan')) return;
    if (findCommand(project, /\b(?:gitleaks|trufflehog|detect-secrets|detect-private-key|secretlint|ggshield|git-secrets)\b/)) return;
    report(pipelinePlace(project, 'lint', 'test'), 'Neither a pipeline nor a hook looks for secrets in what is committed.');
  },

  noFix: 'A scanner has to be chosen; GitHub’s own push protection can be switched on in the settings of the repository.',

  examples: [
    {
      path: 'package.json',
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Neither a pipeline nor a hook looks for secrets in what is committed.
`,
    },
  ],

  valid: [
    {
      path: 'package.json',
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { '.pre-commit-config.yaml': 'repos:\n  - repo: x\n    hooks:\n      - id: detect-private-key\n' },
    },
  ],
});
