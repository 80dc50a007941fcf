import { asMap, asScalar, fix, IMAGE_KINDS, type Job, parseImage, setIn, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Service container that the steps cannot reach',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Steps that run on the runner itself reach a service through a port of `localhost`, which only `ports` opens. Without it, connections are refused.',
  fixSafety: 'The port is taken on the runner: the job fails where another program listens there.',

  visit: {
    job(job, report) {
      if (job.has('container') || usesNetwork(job)) return;
      for (const service of asMap(job.map?.get('services'))?.pairs ?? []) {
        const map = asMap(service.value);
        if (!map || map.has('ports') || map.text('options')?.includes('--network')) continue;
        const image = asScalar(map.get('image'));
        const name = image && !image.text.includes('${{') ? parseImage(image.text)?.familiarName : undefined;
        const [port] = IMAGE_KINDS.find((kind) => name !== undefined && kind.names.includes(name))?.ports ?? [];
        if (port === undefined) continue;
        report(
          service.key.span,
          `The steps run outside of containers and cannot reach \`${service.name}\`: it has no \`ports\`.`,
          fix('unsafe', `Open port ${port}`, () => setIn(job.file.yaml, map, ['ports'], [`${port}:${port}`])),
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            services:
              postgres:
              ^^^^^^^^ The steps run outside of containers and cannot reach \`postgres\`: it has no \`ports\`.
                image: postgres:17 # as in production
                env:
                  POSTGRES_PASSWORD: postgres
            steps:
              - run: npm test
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            services:
              postgres:
                image: postgres:17 # as in production
                env:
                  POSTGRES_PASSWORD: postgres
                ports:
                  - 5432:5432
            steps:
              - run: npm test
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        inside:
          runs-on: ubuntu-24.04
          container: node:24
          services:
            redis:
              image: redis:8
          steps:
            - run: npm test
        through-docker:
          runs-on: ubuntu-24.04
          services:
            redis:
              image: redis:8
          steps:
            - run: docker run --network \${{ job.services.redis.network }} app
        open:
          runs-on: ubuntu-24.04
          services:
            redis:
              image: redis:8
              ports: ['6379:6379']
            runner:
              image: example.com/runner
          steps:
            - run: npm test
    `,
  ],
});

/** Steps that start containers reach the service through Docker's network; actions in containers do, too. */
function usesNetwork(job: Job): boolean {
  if (job.steps.some((step) => step.reference?.kind === 'docker' || step.reference?.kind === 'local')) return true;
  const text = job.file.source.text.slice(job.map?.span.start, job.map?.span.end);
  return /\bjob\.(?:services|container)\b|\bdocker (?:run|exec|network|compose|ps|inspect)\b|--network\b/.test(text);
}
