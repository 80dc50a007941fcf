import { related, type Step, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Two steps have the same `id`',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file. Case does not count: `Build` and `build` are the same id.',
  equivalents: ['actionlint:id'],
  noFix: 'Expressions may read either of the two.',

  visit: {
    file(file, report) {
      const lists: (readonly Step[])[] = file.kind === 'action' ? [file.compositeSteps] : file.jobs.map((job) => job.steps);
      for (const steps of lists) {
        const seen = new Map<string, Step>();
        for (const step of steps) {
          const { id } = step;
          if (!id || id.text === '') continue;
          const first = seen.get(id.text.toLowerCase());
          if (!first) seen.set(id.text.toLowerCase(), step);
          // One step used twice through an alias has its own rules.
          else if (first.map !== step.map && first.id)
            report(id.span, `Another step has the id \`${id.text}\`.`, related(file.path, first.id.span, 'The first one'));
        }
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
            steps:
              - id: build
                run: make
              - id: Build
                    ^^^^^ Another step has the id \`Build\`.
                run: make again
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        a:
          runs-on: ubuntu-24.04
          steps:
            - id: build
              run: make
        b:
          runs-on: ubuntu-24.04
          steps:
            - id: build
              run: make
    `,
  ],
});
