import { type DockerCommand, dockerfile, dockerfileRule, fix, isInstruction, joinRuns, type PackageCall, packageCall } from '#core';

interface Call extends PackageCall {
  readonly node: DockerCommand;
}

export default dockerfileRule({
  title: 'Package lists in a layer of their own',
  category: 'reliability',
  severity: 'medium',
  profile: 'recommended',
  why: 'The builder keeps the layer with the lists: when the `RUN` that installs changes, weeks later, it looks for versions that the servers no longer have.',
  equivalents: ['trivy:DS-0017', 'checkov:CKV_DOCKER_5', 'kics:9bae49be', 'dockle:CIS-DI-0007'],

  visit: {
    run(run, report) {
      const { commands, hasErrors } = run.text;
      if (hasErrors) return;
      const calls: Call[] = commands.flatMap((node) => {
        const call = packageCall(node.command);
        return call ? [{ ...call, node }] : [];
      });
      const update = calls.findLast((call) => isUpdate(call));
      if (!update?.action) return;
      // `yum update` upgrades; alone it is an upgrade of its own.
      const isUsed = calls
        .slice(calls.indexOf(update) + 1)
        .some((call) => call.manager === update.manager && (call.does === 'install' || (call.does === 'upgrade' && !isUpdate(call))));
      // Scripts of the project, and programs that install by themselves, may use the lists.
      const last = commands.slice(commands.indexOf(update.node) + 1);
      const isHidden = last.some(
        ({ command }) =>
          /\/|\.sh$/.test(command.name ?? '') || command.name === undefined || /^(?:bash|sh|make|\.|source)$/.test(command.program ?? ''),
      );
      if (isUsed || isHidden) return;
      const next = run.file.instructions[run.place.index + 1];
      const follows =
        isInstruction(next, 'RUN') &&
        next.text.commands.some(
          ({ command }) => packageCall(command)?.does === 'install' && packageCall(command)?.manager === update.manager,
        );
      report(
        update.action.span,
        'Nothing is installed with these lists in the same `RUN`.',
        follows && fix('unsafe', 'Join it with the `RUN` below', () => joinRuns(run, next)),
      );
    },
  },

  fixSafety: 'Comments between the two stay where the lines are joined; a `RUN` that was kept by the builder is run anew.',

  examples: [
    {
      bad: dockerfile`
        FROM debian:13
        RUN apt-get update
                    ^^^^^^ Nothing is installed with these lists in the same \`RUN\`.
        RUN apt-get install -y --no-install-recommends curl
      `,
      good: dockerfile`
        FROM debian:13
        RUN apt-get update \
            && apt-get install -y --no-install-recommends curl
      `,
    },
    {
      title: 'Installed before',
      bad: dockerfile`
        FROM alpine:3.23
        RUN apk add curl && apk update
                                ^^^^^^ Nothing is installed with these lists in the same \`RUN\`.
      `,
    },
  ],

  valid: [
    'FROM debian:13\nRUN apt-get update && apt-get install -y curl\n',
    'FROM debian:13\nRUN apt-get update && ./install.sh\n',
    'FROM debian:13\nRUN apt-get update; for p in a b; do apt-get install -y $p; done\n',
  ],
});

function isUpdate({ manager, does, action }: PackageCall): boolean {
  return does === 'update' || (/^(?:yum|dnf)$/.test(manager) && action?.text === 'update');
}
