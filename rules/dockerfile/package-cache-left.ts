import { appendToRun, covers, deletes, dockerfile, dockerfileRule, fix, isKept, PACKAGE_CACHES, packageCall } from '#core';

const ROWS: Readonly<Record<string, readonly string[]>> = {
  yum: ['hadolint:DL3032', 'trivy:DS-0015', 'kics:00481784'],
  dnf: ['hadolint:DL3040', 'trivy:DS-0019', 'kics:295acb63'],
  microdnf: ['hadolint:DL3040', 'trivy:DS-0027', 'kics:295acb63'],
  tdnf: [],
  zypper: ['hadolint:DL3036', 'trivy:DS-0020', 'kics:38300d1a'],
};

export default dockerfileRule({
  title: 'Downloads of the package manager stay in the image',
  category: 'performance',
  severity: 'low',
  profile: 'recommended',
  why: 'Lists and packages that were downloaded are some tens of megabytes that nothing needs later; only the same `RUN` can keep them out of the image.',
  equivalents: [...new Set(Object.values(ROWS).flat())],

  visit: {
    run(run, report) {
      if (!isKept(run)) return;
      const { commands, hasErrors } = run.text;
      if (hasErrors) return;
      const done = new Set<string>();
      for (const [index, node] of commands.entries()) {
        const call = packageCall(node.command);
        const rows = call && ROWS[call.manager];
        if (!call?.action || !rows || !/^(?:install|upgrade|remove)$/.test(call.does) || done.has(call.manager)) continue;
        const folders = PACKAGE_CACHES[call.manager] ?? [];
        if (folders.some((folder) => run.hasCacheAt(folder))) continue;
        const isCleaned = commands.slice(index + 1).some((later) => {
          const other = packageCall(later.command);
          return (other?.does === 'clean' && other.manager === call.manager) || deletes(later, folders);
        });
        if (isCleaned || (call.does === 'remove' && call.manager !== 'zypper')) continue;
        done.add(call.manager);
        const program = node.command.program ?? call.manager;
        const clean = call.manager === 'zypper' ? 'zypper clean --all' : `${program} clean all`;
        report(
          call.action.span,
          `What \`${program}\` downloads for this stays in the image.`,
          rows.length > 0 && covers(...rows),
          fix('safe', `Add \`${clean}\``, () => (node.command.isConditional || node.isExec ? undefined : appendToRun(run, clean))),
        );
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM fedora:43
        RUN dnf install -y httpd
                ^^^^^^^ What \`dnf\` downloads for this stays in the image.
      `,
      good: dockerfile`
        FROM fedora:43
        RUN dnf install -y httpd && dnf clean all
      `,
    },
    {
      bad: dockerfile`
        FROM opensuse/leap:15.6
        RUN zypper -n refresh \
         && zypper -n in curl
                      ^^ What \`zypper\` downloads for this stays in the image.
      `,
      good: dockerfile`
        FROM opensuse/leap:15.6
        RUN zypper -n refresh \
         && zypper -n in curl \
         && zypper clean --all
      `,
    },
    {
      title: 'Cleaned before, or with another program',
      bad: dockerfile`
        FROM fedora:43
        RUN microdnf clean all && dnf -y upgrade
                                         ^^^^^^^ What \`dnf\` downloads for this stays in the image.
      `,
    },
  ],

  valid: [
    'FROM fedora:43\nRUN dnf install -y httpd && rm -rf /var/cache/dnf/*\n',
    'FROM fedora:43\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y httpd\n',
    'FROM fedora:43 AS build\nRUN dnf install -y gcc\nFROM scratch\nCOPY --from=build /a /a\n',
    'FROM fedora:43\nRUN yum -y install a && yum clean all && yum -y install b && yum clean all\n',
  ],
});
