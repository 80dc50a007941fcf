import { operands, parseImage, workflowRule, yaml } from '#core';

/** Options of `docker run` that take the next word. */
const VALUED =
  'a add-host attach blkio-weight cap-add cap-drop cgroup-parent cidfile cpu-period cpu-quota cpus cpuset-cpus device dns e env env-file entrypoint expose gpus group-add h health-cmd health-interval health-retries health-timeout hostname ip ipc isolation l label label-file link log-driver log-opt m mac-address memory memory-swap mount name net network network-alias oom-score-adj p pid pids-limit platform publish pull restart runtime security-opt shm-size stop-signal stop-timeout storage-opt sysctl tmpfs u ulimit user userns uts v volume volume-driver volumes-from w workdir'.split(
    ' ',
  );

const PUBLIC = new Set(['docker.io', 'ghcr.io', 'quay.io', 'public.ecr.aws']);

export default workflowRule({
  title: 'Image of `docker run` without a version',
  category: 'supply-chain',
  severity: 'medium',
  profile: 'strict',
  why: 'Every run takes what is newest in the registry and executes it with the files and variables that it is given: a new version, or a taken-over account, needs no change in the repository.',
  noFix: 'Which version was meant is known only to whoever wrote the command.',

  visit: {
    runStep(step, report) {
      for (const command of step.script?.commands ?? []) {
        if (command.program !== 'docker' && command.program !== 'podman') continue;
        const words = operands(command, { valueFlags: VALUED });
        const isRun = words[0]?.text === 'run' || (words[0]?.text === 'container' && words[1]?.text === 'run');
        const word = isRun ? words[words[0]?.text === 'run' ? 1 : 2] : undefined;
        if (word?.text === undefined || word.text.includes('____')) continue;
        const image = parseImage(word.text);
        if (!image?.repository || image.isDynamic || image.digest || (image.tag !== undefined && image.tag !== 'latest')) continue;
        // Images without an owner are Docker's or the job's own; other registries belong to somebody whom the project knows.
        if (image.repository.startsWith('library/') || !PUBLIC.has(image.registry ?? '')) continue;
        if (isOwn(step.file.source.text, word.text, word.span.start)) continue;
        report(
          word.span,
          image.tag === undefined ? `\`${word.text}\` is run without a version.` : `\`${word.text}\` is run in whatever version is newest.`,
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          scan:
            runs-on: ubuntu-24.04
            steps:
              - run: docker run --rm -v "$PWD":/src example/scanner --all
                                                    ^^^^^^^^^^^^^^^ \`example/scanner\` is run without a version.
              - run: docker run --rm -t ghcr.io/a/b:latest true
                                        ^^^^^^^^^^^^^^^^^^ \`ghcr.io/a/b:latest\` is run in whatever version is newest.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        scan:
          runs-on: ubuntu-24.04
          steps:
            - run: docker run --rm -e A=b example/scanner:1.2.3
            - run: docker run "$IMAGE"
            - run: |
                docker build -t app .
                docker run --rm app npm test
    `,
  ],
});

/** The workflow builds or loads it: its name stands elsewhere in the file, and not to run it. */
function isOwn(text: string, image: string, at: number): boolean {
  const name = image.replace(/:latest$/, '');
  const isFamiliar = /^[\w-]+$/.test(name);
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) {
    const line = text.slice(text.lastIndexOf('\n', from) + 1, from);
    if (from !== at && /(?:-t|--tag|tags:?|docker tag|docker load|name=|IMAGE\w*[:=]|image:|-\s)\S*\s*['"]?[^\s]*$/.test(line)) return true;
    if (from !== at && isFamiliar && /build|tag/.test(line)) return true;
  }
  return false;
}
