import assert from 'node:assert/strict';
import {
  activitiesOf,
  activitiesOfWorkflow,
  createSource,
  deploymentsOf,
  jobsAfter,
  jobsBefore,
  Project,
  parseWorkflow,
  type WorkflowFile,
  yaml,
} from '#core';
import { memoryFiles } from '../../support/memory.ts';

type Files = Readonly<Record<string, string>>;

const PATH = '.github/workflows/ci.yml';
const workflow = (text: string, path = PATH): WorkflowFile => parseWorkflow(createSource(path, text, 'workflow'));
const project = (files: Files): Project => new Project(memoryFiles(files));

/** Activities of a script, sorted; with `?` behind them where something could not be looked into. */
function run(script: string, files: Files = {}, folder?: string): string {
  const where = folder === undefined ? '' : `        working-directory: ${folder}\n`;
  const file = workflow(
    `jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n${script.replace(/^/gm, '          ')}\n${where}`,
  );
  const step = file.steps[0];
  assert.ok(step);
  const { all, isOpaque } = activitiesOf(step, project(files));
  return [...[...all].sort(), ...(isOpaque ? ['?'] : [])].join(' ');
}

const pkg = (scripts: Record<string, string>, more: object = {}): string => JSON.stringify({ scripts, ...more });

describe('pipeline', () => {
  describe('commands', () => {
    const cases: readonly [script: string, activities: string, files?: Files, folder?: string][] = [
      ['npm ci', 'install'],
      ['npm ci && npx eslint . && npx tsc --noEmit', 'install lint typecheck'],
      ['cd web && npx vitest run --coverage', 'coverage test'],
      ['npm test', 'test', { 'package.json': pkg({ test: 'mocha' }) }],
      ['npm test', '', { 'package.json': pkg({ test: 'echo "Error: no test specified" && exit 1' }) }],
      ['npm run check', 'lint test', { 'package.json': pkg({ check: 'npm run a && npm run b', a: 'biome check', b: 'vitest' }) }],
      ['npm run check', '?'],
      ['npm run lint', 'lint'],
      ['npm run absent', '', { 'package.json': pkg({}) }],
      [
        'npm run all',
        'build lint test',
        { 'package.json': pkg({ all: 'run-p lint:* build', 'lint:a': 'eslint .', 'lint:b': 'ava', build: 'vite build' }) },
      ],
      ['npm run loop', '', { 'package.json': pkg({ loop: 'npm run loop' }) }],
      [
        'npm run check --workspace=@x/api',
        'test',
        { 'package.json': pkg({}, { workspaces: ['apps/*'] }), 'apps/api/package.json': pkg({ check: 'jest' }, { name: '@x/api' }) },
      ],
      ['npm --prefix api run check', 'test', { 'api/package.json': pkg({ check: 'jest' }) }],
      [
        'pnpm --filter api check',
        'test',
        { 'package.json': pkg({}), 'pnpm-workspace.yaml': 'packages: [apps/*]', 'apps/api/package.json': pkg({ check: 'jest' }) },
      ],
      ['pnpm check', 'lint', { 'package.json': pkg({ check: 'eslint .' }) }],
      ['yarn', 'install'],
      ['yarn --frozen-lockfile && yarn vitest', 'install test', { 'package.json': pkg({}) }],
      [
        'yarn workspace api check',
        'test',
        { 'package.json': pkg({}, { workspaces: ['api'] }), 'api/package.json': pkg({ check: 'jest' }, { name: 'api' }) },
      ],
      ['bun install && bun test', 'install test'],
      ['npx turbo run lint build', 'build lint'],
      ['npm run check', 'test', { 'web/package.json': pkg({ check: 'jest' }) }, 'web'],
      ['make check', 'lint test', { Makefile: 'check: lint\n\t@$(MAKE) unit\nlint:\n\truff check .\nunit:\n\tpytest\n' }],
      ['make check', '?'],
      ['./scripts/ci.sh', 'test', { 'scripts/ci.sh': '#!/bin/sh\nset -e\npytest' }],
      ['bash scripts/ci.sh', '?'],
      ['uv run pytest --cov=app', 'coverage test'],
      ['poetry run mypy .', 'typecheck'],
      ['python -m pytest', 'test'],
      ['python manage.py migrate', 'migrate'],
      ['coverage run -m pytest', 'coverage test'],
      ['npm audit --audit-level=high', 'dependency-audit'],
      ['npx playwright test', 'e2e test'],
      ['go build ./... && go vet ./... && go test -coverprofile=c.out ./...', 'build coverage lint test'],
      ['docker build -t a . && docker push a', 'image-build image-push'],
      ['docker buildx build --push -t a .', 'image-build image-push'],
      ['docker run --rm aquasec/trivy image a', 'image-scan'],
      ['cosign sign a', 'image-signing'],
      ['rsync -avz --delete -e "ssh -i key" ./ me@host:/srv/app', 'deploy'],
      ['rsync -a dist/ out/', ''],
      ['scp me@host:/var/log/x .', ''],
      ['ssh -i key me@host "sudo systemctl restart app"', 'deploy'],
      ['ssh me@host <<EOF\ncd /srv\ndocker compose pull\nnpx prisma migrate deploy\nEOF', 'deploy migrate'],
      ['ssh-keyscan host >> ~/.ssh/known_hosts', ''],
      ['ssh me@host uptime', ''],
      ['kubectl -n prod apply -f k8s/ && kubectl rollout status deployment/app', 'deploy health-check'],
      ['helm upgrade --install app ./chart --atomic', 'deploy health-check rollback'],
      ['flyctl deploy --remote-only', 'deploy'],
      ['curl -fsS https://example.com/health', 'health-check smoke-test'],
      ['curl -sSL https://get.example.com/install.sh | bash', ''],
      ['curl -X POST -d "{}" "$SLACK_WEBHOOK"', 'notify'],
      ['curl -o tool https://example.com/tool', ''],
      ['pg_dump app > backup.sql\nnpx prisma migrate deploy', 'backup migrate'],
      ['kubectl rollout undo deployment/app', 'rollback'],
      ['echo "npm test"', ''],
    ];
    for (const [script, expected, files, folder] of cases)
      it(`${script} → ${expected}`, () => assert.equal(run(script, files, folder), expected));
  });

  it('follows local actions and called workflows', () => {
    const files = {
      '.github/actions/setup/action.yml': 'runs:\n  using: composite\n  steps:\n    - run: npm ci\n      shell: bash\n',
      '.github/workflows/tests.yml': 'on: workflow_call\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: npx jest\n',
    };
    const file = workflow(yaml`
      jobs:
        a:
          runs-on: ubuntu-24.04
          steps:
            - uses: ./.github/actions/setup
        b:
          uses: ./.github/workflows/tests.yml
    `);
    const { order, isOpaque } = activitiesOfWorkflow(file, project(files));
    assert.deepEqual([...order, isOpaque], ['install', 'test', false]);
    assert.equal(
      activitiesOfWorkflow(workflow('jobs:\n  a:\n    uses: other/repo/.github/workflows/x.yml@v1\n'), project({})).isOpaque,
      true,
    );
  });

  it('knows what comes before and after', () => {
    const file = workflow('jobs:\n  a:\n    steps: []\n  b:\n    needs: a\n  c:\n    needs: [b]\n  d:\n    needs: d\n');
    const names = (jobs: readonly { id: string }[]): string[] => jobs.map((one) => one.id);
    assert.deepEqual(names(jobsBefore(file.jobs[2]!)), ['a', 'b']);
    assert.deepEqual(names(jobsAfter(file.jobs[0]!)), ['b', 'c']);
    assert.deepEqual(names(jobsBefore(file.jobs[3]!)), []);
  });

  it('finds deployments with what surrounds them', () => {
    const [found] = deploymentsOf(
      workflow(yaml`
        on:
          push:
            branches: [main]
        jobs:
          check:
            runs-on: ubuntu-24.04
            steps:
              - run: npx jest
          live:
            needs: check
            environment:
              name: production
            runs-on: ubuntu-24.04
            steps:
              - run: npm ci
              - run: rsync -a . me@host:/srv
              - run: curl -f https://example.com/health
      `),
      project({}),
    );
    assert.ok(found);
    assert.deepEqual([found.job.id, found.stage, found.isManaged, found.environment?.name], ['live', 'production', false, 'production']);
    assert.deepEqual([...found.before.all], ['test', 'install', 'deploy']);
    assert.deepEqual([...found.after.all], ['deploy', 'smoke-test', 'health-check']);
  });

  it('does not take documentation and throw-away clusters for deployments', () => {
    const steps = (lines: string, id = 'job'): WorkflowFile => workflow(`on: push\njobs:\n  ${id}:\n    runs-on: x\n    steps:\n${lines}`);
    const count = (file: WorkflowFile): number => deploymentsOf(file, project({})).length;
    assert.equal(count(steps('      - run: kubectl apply -f x\n')), 1);
    assert.equal(count(steps('      - uses: helm/kind-action@v1\n      - run: kubectl apply -f x\n')), 0);
    assert.equal(count(steps('      - run: npx wrangler pages deploy site\n', 'docs')), 0);
    assert.equal(count(steps('      - uses: actions/deploy-pages@v4\n')), 0);
  });
});
