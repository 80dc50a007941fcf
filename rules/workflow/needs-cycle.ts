import { type Job, type WorkflowFile, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Jobs need each other in a cycle',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file when jobs need each other in a cycle: none of them could start.',
  equivalents: ['actionlint:job-needs'],
  noFix: 'Only you know which job comes first.',

  visit: {
    file(file, report) {
      for (const circle of circlesOf(file)) {
        const [first] = circle;
        const next = circle[1] ?? first;
        const need = first?.needs.find((one) => file.job(one.name) === next);
        if (!first || !need) continue;
        const names = [...circle, first].map((job) => `\`${job.id}\``);
        report(
          need.node.span,
          circle.length === 1 ? `\`${first.id}\` needs itself.` : `These jobs need each other in a cycle: ${names.join(' → ')}.`,
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          build:
            needs: test
                   ^^^^ These jobs need each other in a cycle: \`build\` → \`test\` → \`build\`.
            runs-on: ubuntu-24.04
            steps:
              - run: make
          test:
            needs: [lint, build]
            runs-on: ubuntu-24.04
            steps:
              - run: make test
          lint:
            needs: Lint
                   ^^^^ \`lint\` needs itself.
            runs-on: ubuntu-24.04
            steps:
              - run: make lint
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
            - run: make
        b:
          needs: a
          runs-on: ubuntu-24.04
          steps:
            - run: make
        c:
          needs: [a, b]
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});

/** One circle for each group of jobs that wait for each other, each from its first job in the text. */
function circlesOf(file: WorkflowFile): Job[][] {
  const state = new Map<Job, 'open' | 'done'>();
  const circles: Job[][] = [];
  const path: Job[] = [];
  const work: { job: Job; next: number }[] = [];
  const enter = (job: Job): void => {
    state.set(job, 'open');
    path.push(job);
    work.push({ job, next: 0 });
  };
  for (const root of file.jobs) {
    if (state.has(root)) continue;
    enter(root);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const need = top.job.needs[top.next++];
      if (!need) {
        state.set(top.job, 'done');
        path.pop();
        work.pop();
        continue;
      }
      const target = file.job(need.name);
      if (!target) continue;
      const known = state.get(target);
      if (known === 'open') circles.push(path.slice(path.indexOf(target)));
      else if (!known) enter(target);
    }
  }
  return circles;
}
