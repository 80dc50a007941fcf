import { baseName, fix, productionCompose, projectRule, yaml } from '#core';

/** Where else the application may be described as it runs. */
const OTHER_TARGET =
  /(?:^|\/)(?:Chart\.yaml|kustomization\.ya?ml|fly\.toml|vercel\.json|render\.ya?ml|railway\.(?:json|toml)|app\.ya?ml|Procfile|skaffold\.ya?ml|[^/]+\.tf|serverless\.ya?ml|ecs[^/]*\.json|(?:k8s|kubernetes|helm)\/[^/]+\.ya?ml)$/;

export default projectRule({
  title: 'No Compose file for production',
  category: 'reliability',
  area: 'orchestration',
  severity: 'medium',
  profile: 'strict',
  why: 'A file that serves development publishes databases, mounts sources and sets no limits. What production needs has to be written down somewhere, or each deployment does it by hand.',
  equivalents: ['review:F031'],

  check(project, report, { settings }) {
    if (project.composeFiles.some((file) => file.source.role === 'production') || project.find(OTHER_TARGET)) return;
    const bases = project.composeFiles.filter(
      (file) => file.source.role === 'unknown' || /^(?:docker-)?compose\.ya?ml$/.test(baseName(file.path)),
    );
    const base = bases.find((file) => file.services.filter((service) => service.build !== undefined).length >= 2);
    if (!base || project.composeFiles.some((file) => /override/.test(baseName(file.path)))) return;
    const created = productionCompose(project, base, settings.limits);
    report(
      project.missing(created.path, project.at(base.path)),
      'There is no Compose file for production beside this one.',
      fix('unsafe', `Create \`${created.path}\``, () => created.edits()),
    );
  },

  fixSafety: 'It is a beginning made from the services of the base file: check limits, ports and variables before it is used.',

  examples: [
    {
      path: 'compose.yaml',
      files: { '.gitignore': '.env\n' },
      bad: yaml`
        services:
        ^^^^^^^^^ There is no Compose file for production beside this one.
          api:
            build: api
            ports: ['3000:3000']
          web:
            build: web
            volumes: ['./web:/app']
          db:
            image: postgres:17
            ports: ['5432:5432']
            environment:
              POSTGRES_PASSWORD: postgres
      `,
      good: yaml`
        services:
          api:
            build: api
            ports: ['3000:3000']
          web:
            build: web
            volumes: ['./web:/app']
          db:
            image: postgres:17
            ports: ['5432:5432']
            environment:
              POSTGRES_PASSWORD: postgres
      `,
      goodFiles: {
        'compose.prod.yaml': yaml`
          # For production, over the base file: docker compose -f compose.yaml -f compose.prod.yaml up -d
          services:
            api:
              restart: always
              deploy:
                resources:
                  limits:
                    cpus: "1.0"
                    memory: 1G
                  reservations:
                    cpus: "0.25"
                    memory: 256M
              logging:
                driver: json-file
                options:
                  max-size: 10m
                  max-file: "3"

            web:
              restart: always
              # Without the sources that the base file mounts.
              volumes: !reset []
              deploy:
                resources:
                  limits:
                    cpus: "1.0"
                    memory: 1G
                  reservations:
                    cpus: "0.25"
                    memory: 256M
              logging:
                driver: json-file
                options:
                  max-size: 10m
                  max-file: "3"

            db:
              restart: always
              # Reachable by the other services only.
              ports: !reset []
              environment:
                POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}
              healthcheck:
                test: ["CMD-SHELL", "pg_isready -U $\${POSTGRES_USER:-postgres}"]
                interval: 10s
                timeout: 5s
                retries: 5
              deploy:
                resources:
                  limits:
                    cpus: "1.0"
                    memory: 1G
                  reservations:
                    cpus: "0.25"
                    memory: 256M
              logging:
                driver: json-file
                options:
                  max-size: 10m
                  max-file: "3"
        `,
        '.env.production.example': 'POSTGRES_PASSWORD=\n',
      },
    },
  ],

  valid: [
    {
      path: 'compose.yaml',
      text: 'services:\n  a:\n    build: a\n  b:\n    build: b\n',
      files: { 'compose.prod.yaml': 'services:\n  a:\n    restart: always\n' },
    },
    { path: 'compose.yaml', text: 'services:\n  a:\n    build: a\n  b:\n    build: b\n', files: { 'fly.toml': '' } },
    { path: 'compose.yaml', text: 'services:\n  a:\n    build: a\n' },
  ],
});
