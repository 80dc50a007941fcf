import { asMap, asScalar, asSeq, type ProjectModel, projectRule, yaml } from '#core';

export default projectRule({
  title: 'Prometheus asks a service that nobody starts',
  category: 'observability',
  area: 'observability',
  severity: 'medium',
  profile: 'recommended',
  why: 'The target is down from the first day on, so that its alert is soon ignored, and what it was meant to measure is not.',
  equivalents: ['review:F184'],

  check(project, report) {
    const names = new Set(
      project.composeFiles.flatMap((file) =>
        file.services.flatMap((service) => [service.name, asScalar(service.get('container_name'))?.text ?? service.name]),
      ),
    );
    if (names.size === 0) return;
    for (const path of project.matching(/(?:^|\/)prometheus[^/]*\.ya?ml$/)) {
      const root = project.isAside(path) ? undefined : asMap(project.yaml(path)?.documents[0]?.root);
      const jobs = asSeq(root?.get('scrape_configs'))?.items ?? [];
      const configs = jobs.flatMap((job) => asSeq(asMap(job.value)?.get('static_configs'))?.items ?? []);
      for (const target of configs.flatMap((config) => asSeq(asMap(config.value)?.get('targets'))?.items ?? [])) {
        const node = asScalar(target.value);
        const host = node && /^([A-Za-z][\w-]*):\d+$/.exec(node.text)?.[1];
        if (!node || host === undefined || host === 'localhost' || names.has(host) || isOtherName(project, host)) continue;
        report(project.at(path, node.span), `No Compose file has a service \`${host}\`.`);
      }
    }
  },

  noFix: 'Whether the service is to be added or the target to be dropped, no file tells.',

  examples: [
    {
      path: 'monitoring/prometheus.yml',
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n' },
      bad: yaml`
        scrape_configs:
          - job_name: api
            static_configs:
              - targets: ['api:8000', 'redis-exporter:9121']
                                      ^^^^^^^^^^^^^^^^^^^^^ No Compose file has a service \`redis-exporter\`.
      `,
    },
  ],

  valid: [
    {
      title: 'A service has the name in a network',
      path: 'prometheus.yml',
      files: {
        'compose.yaml':
          'services:\n  db:\n    image: postgres:17\n    hostname: store\n    networks:\n      back:\n        aliases:\n          - database\n',
      },
      text: yaml`
        scrape_configs:
          - static_configs:
              - targets: ['database:9187', 'store:9187']
      `,
    },
    {
      path: 'monitoring/prometheus.yml',
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n' },
      text: yaml`
        scrape_configs:
          - job_name: api
            static_configs:
              - targets: ['api:8000', 'localhost:9090', 'db.example.com:9100']
      `,
    },
    { path: 'prometheus.yml', text: 'scrape_configs:\n  - static_configs:\n      - targets: [api:1]\n' },
  ],
});

/** A Compose file gives the name to a service in another way: as its host name, an alias in a network, or a link. */
function isOtherName(project: ProjectModel, host: string): boolean {
  const named = new RegExp(`^[ \\t]*(?:-[ \\t]*(?:[\\w-]+:)?|hostname:[ \\t]*)["']?${host}["']?[ \\t]*\\r?$`, 'm');
  return project.composeFiles.some((file) => named.test(file.source.text));
}
