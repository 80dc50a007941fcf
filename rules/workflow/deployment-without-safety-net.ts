import {
  activitiesOfWorkflow,
  covers,
  type Deployment,
  deploymentsOf,
  fix,
  insertAfter,
  inWords,
  mainDeployment,
  type Project,
  repositoryRoot,
  severity,
  type WorkflowFile,
  workflowRule,
  workflowsOf,
  yaml,
} from '#core';

interface Gap {
  readonly row: string;
  /** Behind "The deployment in … has". */
  readonly text: string;
}

export default workflowRule({
  title: 'Deployment without a safety net',
  category: 'ci-cd',
  severity: 'medium',
  profile: 'strict',
  why: 'A version that does not start, or does the wrong thing, is noticed by users first, and getting rid of it is improvised. A stage before, somebody who agrees, a look at the service afterwards and a prepared way back each catch a part of that.',
  equivalents: ['review:F078', 'review:F079', 'review:F080', 'review:F081', 'review:F082'],
  fixSafety:
    'GitHub creates the environment when it is named first. It asks for approval only when reviewers are set in the settings of the repository.',

  visit: {
    file(file, report, { project }) {
      const deployment = mainDeployment(file, project);
      if (!deployment) return;
      const others = workflowsOf(project, repositoryRoot(file.path))?.filter((other) => other.path !== file.path);
      const { job } = deployment;
      const gaps = [
        ...checksAfter(deployment),
        ...stages(file, deployment, others, project),
        ...wayBack(file, deployment, others, project),
      ];
      if (gaps.length === 0) return;
      const runsOn = job.map?.pair('runs-on');
      const onlyEnvironment = gaps.every((gap) => gap.row === 'review:F080');
      const environment = deployment.stage === 'staging' ? 'staging' : 'production';
      report(
        job.key.span,
        `The deployment in \`${job.id}\` has ${inWords([...new Set(gaps.map((gap) => gap.text))])}.`,
        deployment.stage === 'staging' && severity('low'),
        covers(...gaps.map((gap) => gap.row)),
        onlyEnvironment &&
          runsOn &&
          fix('unsafe', `Deploy to the environment \`${environment}\``, () => insertAfter(file.yaml, runsOn, { environment })),
      );
    },
  },

  examples: [
    {
      path: '.github/workflows/deploy.yml',
      bad: yaml`
        on:
          push:
            branches: [main]
        jobs:
          deploy:
          ^^^^^^ The deployment in \`deploy\` has no request to the service afterwards, no stage before it, no \`environment\` that could ask for approval and no way back.
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: rsync -az ./ deploy@example.com:/srv/app
              - run: ssh deploy@example.com "sudo systemctl restart app"
      `,
    },
    {
      title: 'Nobody is asked',
      path: '.github/workflows/deploy.yml',
      files: {
        '.github/workflows/staging.yml':
          'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: flyctl deploy -c staging.toml\n',
      },
      bad: yaml`
        on:
          push:
            tags: ['v*']
        jobs:
          deploy:
          ^^^^^^ The deployment in \`deploy\` has no \`environment\` that could ask for approval.
            runs-on: ubuntu-24.04 # as everywhere
            steps:
              - run: flyctl deploy --remote-only
      `,
      good: yaml`
        on:
          push:
            tags: ['v*']
        jobs:
          deploy:
            runs-on: ubuntu-24.04 # as everywhere
            environment: production
            steps:
              - run: flyctl deploy --remote-only
      `,
    },
    {
      title: 'A way back for the database only',
      path: '.github/workflows/deploy.yml',
      files: {
        '.github/workflows/rollback-database.yml':
          'name: Roll back\non: workflow_dispatch\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ssh db.example.com "psql app < backup.sql"\n',
      },
      bad: yaml`
        on: push
        jobs:
          staging:
            runs-on: ubuntu-24.04
            environment: staging
            steps:
              - run: kubectl apply -k overlays/staging
          production:
          ^^^^^^^^^^ The deployment in \`production\` has no request to its health endpoint afterwards and no way back for the application (\`rollback-database.yml\` is for the database).
            needs: staging
            runs-on: ubuntu-24.04
            environment: production
            steps:
              - run: kubectl apply -k overlays/production
              - run: curl -fsS https://example.com/
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/deploy.yml',
      text: yaml`
        on: push
        jobs:
          staging:
            runs-on: ubuntu-24.04
            environment: staging
            steps:
              - run: kubectl apply -k overlays/staging
          production:
            needs: staging
            runs-on: ubuntu-24.04
            environment: production
            steps:
              - run: kubectl apply -k overlays/production
              - run: curl --retry 10 -fsS https://example.com/health
              - if: failure()
                run: kubectl rollout undo deployment/app
      `,
    },
    {
      title: 'A platform looks after health and keeps the last version; each branch has its own environment',
      path: '.github/workflows/deploy.yml',
      text: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            environment: \${{ github.ref_name }}
            steps:
              - run: flyctl deploy --remote-only
      `,
    },
    {
      title: 'Publishing a package is no deployment',
      path: '.github/workflows/release.yml',
      text: yaml`
        on:
          release:
            types: [published]
        jobs:
          publish:
            runs-on: ubuntu-24.04
            steps:
              - run: npm publish
      `,
    },
  ],
});

/** Scripts on the other machine may look at the service there. */
function checksAfter({ after, isManaged }: Deployment): Gap[] {
  if (isManaged || after.isOpaque || after.isOpaqueRemote || after.all.has('health-check')) return [];
  const asks = (['smoke-test', 'e2e'] as const).some((activity) => after.all.has(activity));
  if (asks) return [{ row: 'review:F082', text: 'no request to its health endpoint afterwards' }];
  const text = 'no request to the service afterwards';
  return [
    { row: 'review:F078', text },
    { row: 'review:F082', text },
  ];
}

function stages(file: WorkflowFile, deployment: Deployment, others: readonly WorkflowFile[] | undefined, project: Project): Gap[] {
  const { job, environment } = deployment;
  // Which stage it is, is chosen when it runs.
  if (environment && environment.name === undefined) return [];
  const chosen = /\$\{\{[^}]*(?:environment|stage|target|inputs\.|matrix\.)[^}]*\}\}/i.test(
    file.source.text.slice(job.map?.span.start, job.map?.span.end),
  );
  const hasStage = [file, ...(others ?? [])].some(
    (other) =>
      deploymentsOf(other, project).some((one) => one.stage === 'staging' || one.stage === 'preview') ||
      /stag(?:e|ing)|preview|pre-?prod/i.test(other.path),
  );
  const isStarted = file.triggers.length > 0 && file.triggers.every(({ name }) => name === 'workflow_dispatch' || name === 'workflow_call');
  const gaps: Gap[] = [];
  if (!hasStage && others && deployment.stage !== 'staging' && !chosen) gaps.push({ row: 'review:F079', text: 'no stage before it' });
  if (!environment && !job.isReusable && !isStarted)
    gaps.push({ row: 'review:F080', text: 'no `environment` that could ask for approval' });
  return gaps;
}

const ROLLBACK = /roll[ _-]?back|revert|restore/i;

function wayBack(file: WorkflowFile, deployment: Deployment, others: readonly WorkflowFile[] | undefined, project: Project): Gap[] {
  const { after, isManaged } = deployment;
  if (isManaged || !others || after.isOpaque || after.isOpaqueRemote || after.all.has('rollback')) return [];
  // A workflow that is given a version deploys older ones as well.
  if (file.hasTrigger('workflow_dispatch') && file.root?.has('on', 'workflow_dispatch', 'inputs')) return [];
  if (activitiesOfWorkflow(file, project).all.has('rollback')) return [];
  const prepared = others.filter(
    (other) => ROLLBACK.test(`${other.path} ${other.root?.text('name') ?? ''}`) || activitiesOfWorkflow(other, project).all.has('rollback'),
  );
  if (prepared.length === 0) return [{ row: 'review:F081', text: 'no way back' }];
  const [first] = prepared;
  if (!first || !prepared.every((other) => /database|\bdb\b|postgres|mysql|mongo/i.test(other.path.replaceAll(/[_-]/g, ' ')))) return [];
  return [{ row: 'review:F081', text: `no way back for the application (\`${first.path.replace(/^.*\//, '')}\` is for the database)` }];
}
