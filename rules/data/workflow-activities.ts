/**
 * What well-known actions and programs do in a pipeline.
 *
 * Sources: the readme of each action and the manual of each program. Date: 2026-11.
 * To refresh: look for programs and actions that a project's workflows use and that are missing here.
 */
export type Activity =
  | 'install'
  | 'lint'
  | 'typecheck'
  | 'test'
  | 'coverage'
  | 'e2e'
  | 'build'
  | 'dependency-audit'
  | 'image-scan'
  | 'secret-scan'
  | 'sast'
  | 'image-build'
  | 'image-push'
  | 'image-signing'
  | 'deploy'
  | 'smoke-test'
  | 'health-check'
  | 'rollback'
  | 'migrate'
  | 'backup'
  | 'artifact-upload'
  | 'coverage-upload'
  | 'test-report'
  | 'notify'
  | 'release';

/** `owner/repo` or `owner/repo/path` in lower case → what it does, whatever its inputs are. */
export const ACTION_ACTIVITIES: Readonly<Record<string, readonly Activity[]>> = {
  '8398a7/action-slack': ['notify'],
  'actions/attest-build-provenance': ['image-signing'],
  'actions/attest': ['image-signing'],
  'actions/create-release': ['release'],
  'actions/dependency-review-action': ['dependency-audit'],
  'actions/upload-artifact': ['artifact-upload'],
  'akhileshns/heroku-deploy': ['deploy'],
  'amondnet/vercel-action': ['deploy'],
  'anchore/scan-action': ['image-scan', 'dependency-audit'],
  'appleboy/discord-action': ['notify'],
  'appleboy/scp-action': ['deploy'],
  'appleboy/telegram-action': ['notify'],
  'astral-sh/ruff-action': ['lint'],
  'aws-actions/amazon-ecs-deploy-express-service': ['deploy'],
  'aws-actions/amazon-ecs-deploy-task-definition': ['deploy'],
  'aws-actions/aws-cloudformation-github-deploy': ['deploy'],
  'aws-actions/aws-lambda-deploy': ['deploy'],
  'azure/aci-deploy': ['deploy'],
  'azure/container-apps-deploy-action': ['deploy'],
  'azure/container-scan': ['image-scan'],
  'azure/functions-action': ['deploy'],
  'azure/k8s-deploy': ['deploy'],
  'azure/static-web-apps-deploy': ['deploy'],
  'azure/webapps-deploy': ['deploy'],
  'betahuhn/deploy-to-vercel-action': ['deploy'],
  'bridgecrewio/checkov-action': ['sast'],
  'burnett01/rsync-deployments': ['deploy'],
  'changesets/action': ['release'],
  'checkmarx/ast-github-action': ['sast', 'dependency-audit'],
  'cloudflare/pages-action': ['deploy'],
  'codacy/codacy-coverage-reporter-action': ['coverage-upload'],
  'codecov/codecov-action': ['coverage-upload'],
  'coverallsapp/github-action': ['coverage-upload'],
  'crazy-max/ghaction-container-scan': ['image-scan'],
  'cycjimmy/semantic-release-action': ['release'],
  'cypress-io/github-action': ['install', 'e2e'],
  'davelosert/vitest-coverage-report-action': ['coverage-upload', 'test-report'],
  'dawidd6/action-send-mail': ['notify'],
  'dependency-check/dependency-check_action': ['dependency-audit'],
  'deployphp/action': ['deploy'],
  'digitalocean/app_action': ['deploy'],
  'digitalocean/app_action/deploy': ['deploy'],
  'docker/scout-action': ['image-scan'],
  'dokku/github-action': ['deploy'],
  'dorny/test-reporter': ['test-report'],
  'easingthemes/ssh-deploy': ['deploy'],
  'einaregilsson/beanstalk-deploy': ['deploy'],
  'enricomi/publish-unit-test-result-action': ['test-report'],
  'firebaseextended/action-hosting-deploy': ['deploy'],
  'github/codeql-action/analyze': ['sast'],
  'github/super-linter': ['lint'],
  'gitguardian/ggshield-action': ['secret-scan'],
  'gitleaks/gitleaks-action': ['secret-scan'],
  'golang/govulncheck-action': ['dependency-audit'],
  'golangci/golangci-lint-action': ['lint'],
  'google-github-actions/deploy-appengine': ['deploy'],
  'google-github-actions/deploy-cloud-functions': ['deploy'],
  'google-github-actions/deploy-cloudrun': ['deploy'],
  'google/osv-scanner-action/osv-scanner-action': ['dependency-audit'],
  'goreleaser/goreleaser-action': ['build', 'release'],
  'googleapis/release-please-action': ['release'],
  'hadolint/hadolint-action': ['lint'],
  'jakebailey/pyright-action': ['typecheck'],
  'jakejarvis/s3-sync-action': ['deploy'],
  'johnbeynon/render-deploy-action': ['deploy'],
  'js-devtools/npm-publish': ['release'],
  'jtalk/url-health-check-action': ['smoke-test', 'health-check'],
  'mikepenz/action-junit-report': ['test-report'],
  'ncipollo/release-action': ['release'],
  'netlify/actions/cli': ['deploy'],
  'nwtgck/actions-netlify': ['deploy'],
  'oxsecurity/megalinter': ['lint'],
  'psf/black': ['lint'],
  'pypa/gh-action-pip-audit': ['dependency-audit'],
  'pypa/gh-action-pypi-publish': ['release'],
  'pyupio/safety-action': ['dependency-audit'],
  'redhat-actions/buildah-build': ['image-build'],
  'redhat-actions/push-to-registry': ['image-push'],
  'returntocorp/semgrep-action': ['sast'],
  'reviewdog/action-eslint': ['lint'],
  'romeovs/lcov-reporter-action': ['coverage-upload'],
  'rtcamp/action-slack-notify': ['notify'],
  'rustsec/audit-check': ['dependency-audit'],
  'samkirkland/ftp-deploy-action': ['deploy'],
  'sarisia/actions-status-discord': ['notify'],
  'securego/gosec': ['sast'],
  'semgrep/semgrep-action': ['sast'],
  'serverless/github-action': ['deploy'],
  'skitionek/notify-microsoft-teams': ['notify'],
  'slackapi/slack-github-action': ['notify'],
  'snyk/actions/docker': ['image-scan'],
  'softprops/action-gh-release': ['release'],
  'sonarsource/sonarcloud-github-action': ['sast'],
  'sonarsource/sonarqube-scan-action': ['sast'],
  'stackhawk/hawkscan-action': ['sast'],
  'super-linter/super-linter': ['lint'],
  'trufflesecurity/trufflehog': ['secret-scan'],
  'wlixcc/sftp-deploy-action': ['deploy'],
};

/** Actions that hand over to a platform which checks health by itself and keeps the last release to go back to. */
export const MANAGED_DEPLOYS: ReadonlySet<string> = new Set([
  'akhileshns/heroku-deploy',
  'amondnet/vercel-action',
  'azure/container-apps-deploy-action',
  'azure/functions-action',
  'azure/static-web-apps-deploy',
  'azure/webapps-deploy',
  'betahuhn/deploy-to-vercel-action',
  'cloudflare/pages-action',
  'cloudflare/wrangler-action',
  'digitalocean/app_action',
  'digitalocean/app_action/deploy',
  'firebaseextended/action-hosting-deploy',
  'google-github-actions/deploy-appengine',
  'google-github-actions/deploy-cloud-functions',
  'google-github-actions/deploy-cloudrun',
  'johnbeynon/render-deploy-action',
  'netlify/actions/cli',
  'nwtgck/actions-netlify',
]);

/** Matched against a command as `program operand operand …`, without flags and with the flags behind it. First match of each line counts. */
export interface CommandPattern {
  /** Of the program and its operands, flags left out: `prisma migrate deploy`. */
  readonly words: RegExp;
  /** Of the whole line, flags included. */
  readonly line?: RegExp;
  readonly activities: readonly Activity[];
  /** A platform that checks health and can go back by itself. */
  readonly managed?: boolean;
}

export const COMMAND_ACTIVITIES: readonly CommandPattern[] = [
  // Dependencies.
  {
    words:
      /^(?:pip3?|uv pip|pipx) install\b|^(?:poetry|pipenv|pdm|composer|bundle|mix deps\.get|conda|mamba)\b(?: env)? ?(?:install|sync|update|create)\b|^uv sync\b|^go mod (?:download|tidy|vendor)\b|^cargo fetch\b|^dotnet restore\b|^mix deps\.get\b/,
    activities: ['install'],
  },
  // Linters and formatters.
  {
    words:
      /^(?:eslint|oxlint|stylelint|standard|xo|tslint|flake8|pylint|ruff|rubocop|standardrb|golangci-lint|staticcheck|revive|shellcheck|hadolint|actionlint|zizmor|yamllint|markdownlint|markdownlint-cli2|ktlint|swiftlint|phpcs|php-cs-fixer|pint|ansible-lint|tflint|buf lint|gofmt|gofumpt|sqlfluff|htmlhint|commitlint|dprint|credo|checkstyle|cpplint|clang-tidy|clang-format|pre-commit|prek|lint-staged|knip)\b/,
    activities: ['lint'],
  },
  {
    words:
      /^(?:biome|rome) (?:check|lint|ci|format)\b|^(?:next|ng|nx|deno|vue-cli-service|expo|dart|flutter) (?:lint|fmt|analyze)\b|^cargo (?:clippy|fmt)\b|^go vet\b|^terraform (?:fmt|validate)\b|^dotnet format\b|^mix (?:format|credo)\b|^helm lint\b/,
    activities: ['lint'],
  },
  {
    words: /^(?:prettier|black|isort|autopep8)\b/,
    line: /(?:\s|^)(?:--check(?:-only)?|-c|-l|--list-different|--diff)\b/,
    activities: ['lint'],
  },
  // Types.
  { words: /^(?:tsc|vue-tsc|tsgo)\b/, line: /--noEmit\b/i, activities: ['typecheck'] },
  { words: /^(?:tsc|vue-tsc|tsgo)\b/, activities: ['typecheck', 'build'] },
  {
    words:
      /^(?:svelte-check|mypy|pyright|basedpyright|ty check|pyre|pytype|phpstan|psalm|sorbet|srb)\b|^(?:astro|deno|flow|cargo) check\b|^nuxi? typecheck\b|^tsd\b/,
    activities: ['typecheck'],
  },
  // Tests.
  {
    words:
      /^(?:playwright test|cypress (?:run|open)|wdio|nightwatch|testcafe|codeceptjs|detox test|maestro test|cypress-repeat|start-server-and-test)\b/,
    activities: ['e2e', 'test'],
  },
  {
    words:
      /^(?:jest|vitest|mocha|ava|tap|tape|jasmine|karma|uvu|wtr|web-test-runner|qunit|pytest|py\.test|tox|nox|nose2|rspec|minitest|phpunit|pest|ctest|bats|busted|prove|gotestsum|ginkgo|trunk-test|vscode-test|bun test|deno test|flutter test|dart test|swift test|mix test|sbt test|lein test|stack test|cabal test|zig test|crystal spec|molecule test)\b/,
    activities: ['test'],
  },
  {
    words:
      /^(?:go|cargo|dotnet|ng|react-scripts|vue-cli-service|craco|artisan|hatch|xcodebuild|forge|hardhat|nx|rails|rake) (?:test|spec)\b|^cargo (?:nextest|tarpaulin|llvm-cov)\b|^manage\.py test\b|^python -m (?:unittest|pytest|tox|nox|coverage)\b/,
    activities: ['test'],
  },
  { words: /^node\b/, line: /\s--test\b/, activities: ['test'] },
  { words: /^(?:mvn|mvnw)\b.*\b(?:test|verify|package|install|deploy)\b/, activities: ['install', 'build', 'test'] },
  { words: /^(?:mvn|mvnw)\b/, activities: ['install', 'build'] },
  { words: /^(?:gradle|gradlew)\b.*(?:\b|:)(?:test|check|build)\b/, activities: ['install', 'build', 'test'] },
  { words: /^(?:gradle|gradlew)\b/, activities: ['install', 'build'] },
  { words: /^(?:newman|k6|artillery|locust)\b/, activities: ['smoke-test'] },
  // Builds.
  {
    words:
      /^(?:vite|next|nuxt|nuxi|astro|gatsby|parcel|ng|nest|react-scripts|craco|vue-cli-service|remix|expo|webpack-cli|quasar|svelte-kit|ember|tauri|hugo|vitepress|docusaurus|swift|cargo|go|dotnet|poetry|uv|hatch|zig|stack|cabal|crystal|flutter|gem) (?:build|export|publish|package)\b/,
    activities: ['build'],
  },
  {
    words:
      /^(?:webpack|rollup|esbuild|tsup|tsdown|unbuild|ncc|microbundle|swc|babel|gulp|grunt|pkg|bazel build|cmake|msbuild|vsce package|python -m build|electron-builder|xcodebuild)\b/,
    activities: ['build'],
  },
  // Scans.
  {
    words:
      /^(?:npm|pnpm|yarn|bun|composer) audit\b|^yarn npm audit\b|^(?:osv-scanner|pip-audit|audit-ci|better-npm-audit|improved-yarn-audit|bundle-audit|bundler-audit|retire|govulncheck|dependency-check)\b|^safety (?:check|scan)\b|^cargo (?:audit|deny)\b|^snyk (?:test|monitor)\b|^trivy (?:fs|repo|filesystem|repository|rootfs)\b|^mix deps\.audit\b/,
    activities: ['dependency-audit'],
  },
  { words: /^trivy (?:image|i)\b|^grype\b|^dockle\b|^docker scout\b|^snyk container\b|^clair\b/, activities: ['image-scan'] },
  { words: /^(?:gitleaks|trufflehog|detect-secrets|secretlint|ggshield|noseyparker)\b/, activities: ['secret-scan'] },
  { words: /^(?:semgrep|bandit|gosec|brakeman|njsscan|codeql|sonar-scanner|checkov|kics)\b|^snyk (?:code|iac)\b/, activities: ['sast'] },
  // Images.
  {
    words: /^(?:docker|podman|nerdctl) (?:buildx |image )?(?:build|bake)\b|^buildah (?:bud|build)\b/,
    line: /\s--push\b/,
    activities: ['image-build', 'image-push'],
  },
  {
    words: /^(?:docker|podman|nerdctl) (?:buildx |image )?(?:build|bake)\b|^buildah (?:bud|build)\b|^docker(?: |-)compose build\b/,
    activities: ['image-build'],
  },
  {
    words:
      /^(?:docker|podman|nerdctl|buildah) (?:image |manifest )?push\b|^docker(?: |-)compose push\b|^crane (?:push|copy)\b|^skopeo copy\b/,
    activities: ['image-push'],
  },
  { words: /^ko (?:build|publish)\b|^kaniko\b|^\/kaniko\/executor\b/, activities: ['image-build', 'image-push'] },
  { words: /^cosign (?:sign|attest)\b|^notation sign\b/, activities: ['image-signing'] },
  // Going back: before deploying, since the same programs do both.
  {
    words:
      /^kubectl rollout undo\b|^helm rollback\b|^(?:fly|flyctl) releases? rollback\b|^heroku (?:releases:)?rollback\b|^vercel rollback\b|^wrangler rollback\b|^kamal rollback\b|^cap \S+ deploy:rollback\b/,
    activities: ['rollback'],
  },
  // Deployments to platforms.
  {
    words:
      /^(?:fly|flyctl|vercel|netlify|firebase|wrangler|railway|heroku|render|sam|cdk|serverless|sls|eb|convex|copilot|gcloud (?:run|app|functions)|caprover|zeabur|northflank|sst|amplify) (?:deploy|publish|up|container:release|pages deploy|svc deploy|versions upload|deploys create)\b|^(?:wrangler|gcloud beta) (?:pages deploy|run deploy)\b/,
    activities: ['deploy'],
    managed: true,
  },
  { words: /^vercel\b/, line: /\s--prod\b/, activities: ['deploy'], managed: true },
  { words: /^git push (?:heroku|dokku)\b/, activities: ['deploy'], managed: true },
  {
    words:
      /^aws (?:lambda update-function-code|elasticbeanstalk (?:update-environment|create-application-version)|apprunner start-deployment)\b|^az (?:webapp|functionapp|containerapp|staticwebapp) (?:deploy|up|update|deployment)\b|^doctl apps create-deployment\b/,
    activities: ['deploy'],
    managed: true,
  },
  // Deployments to machines and clusters.
  {
    words:
      /^aws (?:ecs update-service|deploy create-deployment|cloudformation deploy)\b|^kubectl (?:apply|replace|patch|set image|rollout restart|create|delete pod)\b|^helm (?:upgrade|install)\b|^helmfile (?:apply|sync)\b|^ansible-playbook\b|^docker stack deploy\b|^kamal deploy\b|^(?:cap|mina|dep) (?:\S+ )?deploy\b|^argocd app (?:sync|set)\b|^nomad (?:job )?run\b|^oc (?:apply|rollout|start-build)\b|^(?:lftp|ncftpput)\b|^pm2 deploy\b|^skaffold (?:run|deploy)\b/,
    activities: ['deploy'],
  },
  {
    words: /^aws s3 (?:sync|cp)\b/,
    line: /\ss3:\/\/\S*(?:www|site|web|static|frontend|front|app|prod|staging|host)\S*/i,
    activities: ['deploy'],
  },
  // Checks afterwards.
  { words: /^kubectl (?:rollout status|wait)\b|^aws ecs wait\b|^argocd app wait\b/, activities: ['health-check'] },
  { words: /^(?:wait-on|wait-for-it|wait-for-it\.sh|dockerize)\b/, activities: ['smoke-test'] },
  // Databases.
  {
    words:
      /^prisma (?:migrate (?:deploy|reset|dev)|db push)\b|^alembic upgrade\b|^knex migrate:(?:latest|up)\b|^sequelize(?:-cli)? db:migrate\b|^typeorm(?:-ts-node-\w+)? migration:run\b|^(?:rails|rake|bin\/rails) db:(?:migrate|prepare)\b|^manage\.py migrate\b|^flyway migrate\b|^liquibase update\b|^goose (?:\S+ )*up\b|^dbmate (?:up|migrate)\b|^atlas (?:migrate|schema) apply\b|^drizzle-kit (?:migrate|push)\b|^artisan migrate\b|^diesel migration run\b|^sqlx migrate run\b|^dotnet ef database update\b|^node-pg-migrate up\b|^mikro-orm migration:up\b|^supabase db push\b|^(?:bin\/)?console doctrine:migrations:migrate\b|^migrate (?:\S+ )*up\b|^mix ecto\.migrate\b|^flask db upgrade\b|^aerich upgrade\b/,
    activities: ['migrate'],
  },
  {
    words:
      /^(?:pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mongodump|restic backup|borg create|wal-g|pgbackrest|barman|velero backup)\b|^supabase db dump\b|^heroku pg:backups(?::capture)?\b|^aws (?:rds create-db(?:-cluster)?-snapshot|backup start-backup-job|dynamodb create-backup)\b|^gcloud sql (?:backups create|export)\b|^az \S+ (?:flexible-server )?backup create\b|^(?:fly|flyctl) (?:postgres|volumes?) snapshots? create\b/,
    activities: ['backup'],
  },
  // Releases.
  {
    words:
      /^(?:npm|pnpm|yarn npm|yarn|bun|cargo|poetry|uv|vsce|ovsx|gem|lerna) (?:publish|push)\b|^changeset (?:publish|version)\b|^(?:semantic-release|release-it|twine|goreleaser|standard-version)\b|^gh release (?:create|upload)\b/,
    activities: ['release'],
  },
  { words: /^(?:codecov|codecovcli|coveralls|codacy-coverage-reporter)\b/, activities: ['coverage-upload'] },
];

/** Words of a script's or target's name → what it does, where its text is not known or does not tell. */
export const NAME_ACTIVITIES: readonly { readonly name: RegExp; readonly activities: readonly Activity[] }[] = [
  { name: /\b(?:e2e|playwright|cypress|end-to-end)\b/, activities: ['e2e', 'test'] },
  { name: /\b(?:coverage|cov)\b/, activities: ['coverage', 'test'] },
  { name: /\b(?:lint|lints|eslint|stylelint|biome|ruff|flake8|linting)\b/, activities: ['lint'] },
  { name: /\b(?:typecheck|typechecks|tsc|mypy|pyright)\b|\btype check\b|\bcheck types?\b|\btypes check\b/, activities: ['typecheck'] },
  { name: /\b(?:smoke|smoketest)\b/, activities: ['smoke-test'] },
  { name: /\b(?:health|healthcheck)\b/, activities: ['smoke-test', 'health-check'] },
  { name: /\b(?:test|tests|unit|spec|specs|jest|vitest|pytest|testing)\b/, activities: ['test'] },
  { name: /\b(?:build|compile|bundle)\b/, activities: ['build'] },
  { name: /\b(?:migrate|migration|migrations)\b/, activities: ['migrate'] },
  { name: /\b(?:backup|backups|dump|snapshot db)\b/, activities: ['backup'] },
  { name: /\b(?:rollback|roll back)\b/, activities: ['rollback'] },
  { name: /\baudit\b/, activities: ['dependency-audit'] },
  { name: /\b(?:gitleaks|secret scan|scan secrets)\b/, activities: ['secret-scan'] },
  { name: /\b(?:trivy|image scan|scan image|security scan)\b/, activities: ['image-scan'] },
  { name: /\b(?:install|setup deps|deps|bootstrap)\b/, activities: ['install'] },
  { name: /\b(?:release|publish)\b/, activities: ['release'] },
];
