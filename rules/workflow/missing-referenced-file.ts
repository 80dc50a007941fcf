import {
  baseName,
  fileReferences,
  hasRepositoryFiles,
  isAbsent,
  joinPath,
  nearestName,
  type Project,
  repositoryRoot,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'File that the repository does not have',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The step fails as soon as it runs: the command cannot open the file.',
  equivalents: ['review:X05'],
  noFix: 'The file is missing or has another name; both can be meant.',

  visit: {
    step(step, report, { project }) {
      const { job } = step;
      if (!job) return;
      const root = repositoryRoot(step.file.path);
      for (const reference of fileReferences(step)) {
        if (!hasRepositoryFiles(step, job, baseName(reference.path)) || !isAbsent(project, reference.path, root)) continue;
        const similar = similarFile(project, reference.path);
        report(
          reference.span,
          `The repository has no ${reference.what} \`${reference.path}\`${similar === undefined ? '' : `; there is \`${similar}\``}.`,
        );
      }
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'docker-compose.yml': 'services: {}', 'README.md': '' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: docker compose -f docker-compose.test.yml up --abort-on-container-exit
                                       ^^^^^^^^^^^^^^^^^^^^^^^ The repository has no Compose file \`docker-compose.test.yml\`.
              - run: |
                  bash scripts/ci.sh
                       ^^^^^^^^^^^^^ The repository has no script \`scripts/ci.sh\`.
                  docker build -f Dockerfile.prod .
                                  ^^^^^^^^^^^^^^^ The repository has no Dockerfile \`Dockerfile.prod\`.
      `,
    },
  ],

  valid: [
    {
      title: 'It is there, is made, or belongs to another repository',
      path: '.github/workflows/ci.yml',
      files: { 'docker-compose.yml': 'services: {}', 'scripts/ci.sh': 'true', 'web/a.sh': '' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: docker compose -f docker-compose.yml logs -f web && ./scripts/ci.sh
              - run: ./a.sh
                working-directory: web
              - run: |
                  envsubst < template > docker-compose.gen.yml
                  docker compose -f docker-compose.gen.yml up
              - run: bash /tmp/x.sh && bash "$SCRIPT"
          other:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
                with:
                  repository: a/b
              - run: ./build.sh
          no-checkout:
            runs-on: ubuntu-24.04
            steps:
              - run: ./build.sh
      `,
    },
  ],
});

function similarFile(project: Project, path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(slash, 0));
  const names = project.list(folder)?.filter((name) => !name.endsWith('/')) ?? [];
  const name = nearestName(path.slice(slash + 1), names);
  return name === undefined ? undefined : joinPath(folder, name);
}
