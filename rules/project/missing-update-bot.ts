import { dependabotConfig, fix, projectRule, text } from '#core';

const CONFIG =
  /^(?:\.github\/dependabot\.ya?ml|\.github\/renovate\.json5?|\.gitlab\/renovate\.json5?|renovate\.json5?|\.renovaterc(?:\.json5?)?)$/;

export default projectRule({
  title: 'Nothing proposes updates of dependencies',
  category: 'supply-chain',
  area: 'dependencies',
  severity: 'medium',
  profile: 'recommended',
  why: 'Dependencies that are never updated collect holes, and after a year each update is a project of its own.',
  equivalents: ['review:F097'],

  check(project, report) {
    if (!project.tree.complete || project.matching(CONFIG).length > 0) return;
    const runtime = project.dependencies.some(({ dev }) => !dev);
    if (!runtime || project.packages.some(({ json }) => json.value('renovate') !== undefined)) return;
    const path = '.github/dependabot.yml';
    report(
      project.missing(path),
      'Neither Dependabot nor Renovate proposes updates.',
      fix('safe', 'Create `.github/dependabot.yml`', () =>
        project.has(path) ? undefined : [{ create: path, contents: dependabotConfig(project) }],
      ),
    );
  },

  examples: [
    {
      files: { Dockerfile: 'FROM node:24\n', '.github/workflows/ci.yml': 'on: push\n', 'worker/requirements.txt': 'redis==7.0.1\n' },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Neither Dependabot nor Renovate proposes updates.
`,
      good: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
`,
      goodFiles: {
        '.github/dependabot.yml': text`
          version: 2
          updates:
            - package-ecosystem: npm
              directory: /
              schedule:
                interval: weekly
              cooldown:
                default-days: 7
              open-pull-requests-limit: 5
              groups:
                minor-and-patch:
                  update-types: [minor, patch]
            - package-ecosystem: pip
              directory: /worker
              schedule:
                interval: weekly
              cooldown:
                default-days: 7
              open-pull-requests-limit: 5
              groups:
                minor-and-patch:
                  update-types: [minor, patch]
            - package-ecosystem: docker
              directory: /
              schedule:
                interval: weekly
              cooldown:
                default-days: 7
              open-pull-requests-limit: 5
            - package-ecosystem: github-actions
              directory: /
              schedule:
                interval: weekly
              cooldown:
                default-days: 7
              open-pull-requests-limit: 5
        `,
      },
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'renovate.json': '{}\n' } },
    '{ "name": "library", "devDependencies": { "vitest": "^4.0.0" } }\n',
  ],
});
