import {
  type Activities,
  activitiesOf,
  activitiesOfJob,
  environmentOf,
  type Job,
  jobsBefore,
  type Project,
  union,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Database is migrated without a backup',
  category: 'data',
  severity: 'medium',
  profile: 'strict',
  area: 'data',
  why: 'A migration that drops or rewrites data cannot be undone by deploying the old version. A dump taken right before it can be restored.',
  equivalents: ['review:F092'],
  noFix: 'Which command makes a backup depends on the database and on where it runs.',

  visit: {
    job(job, report, { project }) {
      if (!isForUse(job, project)) return;
      const earlier: Activities[] = jobsBefore(job).map((other) => activitiesOfJob(other, project));
      for (const step of job.steps) {
        const own = activitiesOf(step, project);
        const before = union(earlier);
        earlier.push(own);
        const at = own.order.indexOf('migrate');
        if (at < 0) continue;
        const isHidden = before.isOpaque || before.isOpaqueRemote || own.isOpaqueRemote;
        if (isHidden || before.all.has('backup') || own.order.slice(0, at).includes('backup')) return;
        report(step.keySpan, 'This step migrates the database, and nothing before it makes a backup.');
        return;
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            environment: production
            steps:
              - run: npx prisma migrate deploy
                ^^^ This step migrates the database, and nothing before it makes a backup.
                env:
                  DATABASE_URL: \${{ secrets.DATABASE_URL }}
              - run: flyctl deploy
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - uses: appleboy/ssh-action@v1
                ^^^^ This step migrates the database, and nothing before it makes a backup.
                with:
                  script: |
                    docker compose up -d
                    docker compose exec -T api alembic upgrade head
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          environment: production
          steps:
            - run: pg_dump "$DATABASE_URL" > backup.sql
            - run: npx prisma migrate deploy
    `,
    {
      title: 'The database of a test',
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            services:
              db:
                image: postgres:17
                ports: ['5432:5432']
            steps:
              - run: npx prisma migrate deploy
              - run: npx jest
      `,
    },
  ],
});

/** The job works on a database that somebody uses: it deploys, or names an environment. */
function isForUse(job: Job, project: Project): boolean {
  if (job.has('services')) return false;
  const name = environmentOf(job)?.name;
  if (name !== undefined && /\b(?:ci|tests?|testing|previews?)\b/i.test(name)) return false;
  return environmentOf(job) !== undefined || activitiesOfJob(job, project).all.has('deploy');
}
