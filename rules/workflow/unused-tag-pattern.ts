import { type Job, type WorkflowFile, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Image tag that no run can make',
  category: 'correctness',
  severity: 'low',
  profile: 'strict',
  why: '`docker/metadata-action` makes a tag only in runs of its event: without a run for Git tags, an image never gets the version that the pattern promises.',
  noFix: 'Either the trigger is missing or the pattern is left over.',

  visit: {
    usesStep(step, report) {
      const value = step.usesAction('docker/metadata-action') ? step.input('tags')?.value : undefined;
      if (value?.kind !== 'scalar' || !step.job) return;
      const events = possibleEvents(step.file, step.job);
      if (!events) return;
      let at = 0;
      for (const line of value.text.split('\n')) {
        const start = at + (line.length - line.trimStart().length);
        at += line.length + 1;
        const pattern = line.trim();
        if (pattern.includes('${{') || /(?:^|,)(?:value|enable)=/.test(pattern)) continue;
        const wanted = WANTED.find(([form]) => form.test(pattern));
        if (!wanted || events.has(wanted[1])) continue;
        report(
          value.spanOf(start, start + pattern.length),
          `\`${pattern}\` never makes a tag: this job never runs for ${NAMES[wanted[1]]}.`,
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on:
          push:
            branches: [main]
          pull_request:
        jobs:
          image:
            if: github.event_name == 'push' && github.ref == 'refs/heads/main'
            runs-on: ubuntu-24.04
            steps:
              - uses: docker/metadata-action@v6
                with:
                  tags: |
                    type=ref,event=branch
                    type=ref,event=pr
                    ^^^^^^^^^^^^^^^^^ \`type=ref,event=pr\` never makes a tag: this job never runs for pull requests.
                    type=semver,pattern=v1
                    ^^^^^^^^^^^^^^^^^^^^^^ \`type=semver,pattern=v1\` never makes a tag: this job never runs for Git tags.
                    type=sha
      `,
    },
  ],

  valid: [
    yaml`
      on:
        push:
          branches: [main]
          tags: ['v*']
        pull_request:
      jobs:
        image:
          runs-on: ubuntu-24.04
          steps:
            - uses: docker/metadata-action@v6
              with:
                tags: |
                  type=ref,event=pr
                  type=semver,pattern=v1
    `,
    yaml`
      on:
        push:
          branches: [main]
        workflow_dispatch:
      jobs:
        image:
          runs-on: ubuntu-24.04
          steps:
            - uses: docker/metadata-action@v6
              with:
                tags: |
                  type=semver,pattern=v1
                  type=semver,pattern=v1,value=1.2.3
    `,
  ],
});

type Event = 'tag' | 'pull' | 'schedule';

const NAMES: Readonly<Record<Event, string>> = { tag: 'Git tags', pull: 'pull requests', schedule: 'a schedule' };

const WANTED: readonly (readonly [RegExp, Event])[] = [
  [/^type=(?:semver|pep440|match)\b/, 'tag'],
  [/^type=ref,event=tag\b/, 'tag'],
  [/^type=ref,event=pr\b/, 'pull'],
  [/^type=schedule\b/, 'schedule'],
];

/** Undefined where a run can be about anything: started by hand, by another workflow or by a release. */
function possibleEvents(file: WorkflowFile, job: Job): ReadonlySet<Event> | undefined {
  const found = new Set<Event>();
  for (const { name, map } of file.triggers) {
    if (name === 'push') {
      const isLimited = map?.has('branches') || map?.has('branches-ignore');
      if (map?.has('tags') || map?.has('tags-ignore') || !isLimited) found.add('tag');
    } else if (name.startsWith('pull_request') || name === 'merge_group') found.add('pull');
    else if (name === 'schedule') found.add('schedule');
    else return undefined;
  }
  const condition = job.map?.text('if') ?? '';
  const parts = condition.includes('||')
    ? []
    : condition
        .replace(/^\s*\$\{\{|\}\}\s*$/g, '')
        .split('&&')
        .map((part) => part.trim());
  if (parts.some((part) => /^github\.event_name\s*==\s*'push'$/.test(part))) {
    found.delete('pull');
    found.delete('schedule');
  }
  if (parts.some((part) => /^github\.ref\s*==\s*'refs\/heads\/[^']+'$/.test(part))) {
    found.delete('tag');
    found.delete('pull');
  }
  return found;
}
