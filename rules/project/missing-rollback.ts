import { findCommand, type ProjectModel, pipelineOf, projectRule, yaml } from '#core';

const ROLLBACK = /\broll(?:s|ed)?[-_ ]?back\b/i;

/** Something that takes back more than the database. */
function describesRollback(project: ProjectModel): boolean {
  const isOfDatabase = (text: string) => /database|\bdb\b|migration|schema/i.test(text);
  const workflow = project.workflows.some(
    (file) =>
      ROLLBACK.test(`${file.path} ${file.root?.text('name') ?? ''}`) && !isOfDatabase(`${file.path} ${file.root?.text('name') ?? ''}`),
  );
  const script = project.find(/(?:^|\/)[^/]*rollback[^/]*\.(?:sh|bash|ps1|[cm]?[jt]s|py)$/i);
  const document = project.findDocument(/rollback/i, /^#{1,4} .*\broll[- ]?back\b.*$/im);
  return (
    workflow ||
    (script !== undefined && !isOfDatabase(script)) ||
    document !== undefined ||
    findCommand(project, /^rollback\b[\w-]*:/m) !== undefined
  );
}

export default projectRule({
  title: 'No way back from a bad deployment',
  category: 'ci-cd',
  area: 'ci-cd',
  severity: 'medium',
  profile: 'strict',
  why: 'A bad release will happen. Without a way back that was tried before, it lasts as long as it takes to find and mend the mistake.',
  equivalents: ['review:F081'],

  check(project, report) {
    const { jobs, activities, isForeign } = pipelineOf(project);
    const deploy = jobs.find((job) => job.activities.has('deploy'));
    if (!deploy || isForeign || !project.tree.complete || activities.has('rollback') || describesRollback(project)) return;
    const ofDatabase = project.workflows.find((file) => ROLLBACK.test(`${file.path} ${file.root?.text('name') ?? ''}`));
    const known = ofDatabase ? `\`${ofDatabase.path}\` takes the database back, but nothing` : 'Nothing';
    report(deploy.place, `${known} takes the application back to the release before.`);
  },

  noFix:
    'How a release is taken back follows from how it is deployed: the image or commit before has to be kept and its deployment be a command.',

  examples: [
    {
      path: '.github/workflows/deploy.yml',
      bad: yaml`
        on: push
        jobs:
          deploy:
          ^^^^^^ Nothing takes the application back to the release before.
            runs-on: ubuntu-24.04
            steps:
              - run: rsync -az ./ host:/srv/app
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/deploy.yml',
      files: { 'docs/DEPLOYMENT.md': '# Deployment\n\n## Rollback\n\nRun it again with the tag before.\n' },
      text: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: rsync -az ./ host:/srv/app
      `,
    },
  ],
});
