import {
  type FoundSecret,
  findExpressions,
  findSecret,
  findSecretShapes,
  fix,
  MASK,
  type Report,
  replaceValue,
  type Step,
  severity,
  type WorkflowFile,
  workflowRule,
  type YamlPair,
  type YamlScalar,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Secret in plain text',
  category: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'Everybody who can read the repository can read the secret, and the Git history keeps it. Create a new secret, and store it in the secrets of the repository.',
  equivalents: ['zizmor:hardcoded-container-credentials', 'actionlint:credentials', 'review:F099'],

  visit: {
    file(file, report) {
      for (const job of file.jobs) {
        for (const path of [
          ['container', 'credentials'],
          ...serviceNames(job.map?.get('services')).map((name) => ['services', name, 'credentials']),
        ]) {
          checkPair(file, job.map?.pairAt(...path, 'password'), report, true);
        }
        const inputs = job.isReusable ? job.map?.get('with') : undefined;
        const secrets = job.isReusable ? job.map?.get('secrets') : undefined;
        for (const map of [inputs, secrets]) {
          if (map?.kind === 'map') for (const pair of map.pairs) checkPair(file, pair, report, map === secrets);
        }
      }
    },
    envEntry({ file, pair, level }, report) {
      // Databases of a test run live as long as the job.
      if (level === 'service' || level === 'container') checkShapes(file, pair.value?.kind === 'scalar' ? pair.value : undefined, report);
      else checkPair(file, pair, report, false);
    },
    usesStep(step, report) {
      for (const pair of step.with?.pairs ?? []) checkPair(step.file, pair, report, false);
    },
    runStep(step, report) {
      checkShapes(step.file, step.run, report);
      checkAssignments(step, report);
    },
  },

  fixSafety: 'Create the secret in the repository’s settings first; until then the value is empty.',

  examples: [
    {
      bad: yaml`
        on: push
        env:
          DEPLOY_TOKEN: q7Hc2mPz94LrTx81 # of the bot
                        ^^^^^^^^^^^^^^^^ The value of \`DEPLOY_TOKEN\` is a secret in plain text.
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            container:
              image: ghcr.io/octo/app:1
              credentials:
                username: bot
                password: hunter2-and-more
                          ^^^^^^^^^^^^^^^^ The value of \`password\` is a secret in plain text.
            steps:
              - run: make deploy
      `,
      good: yaml`
        on: push
        env:
          DEPLOY_TOKEN: \${{ secrets.DEPLOY_TOKEN }} # of the bot
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            container:
              image: ghcr.io/octo/app:1
              credentials:
                username: bot
                password: hunter2-and-more
            steps:
              - run: make deploy
      `,
    },
    {
      title: 'In an input and in a script',
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - uses: some/action@3d3c42e5aac5ba805825da76410c181273ba90b1
                with:
                  api-key: 9f8e7d6c5b4a39281706
                           ^^^^^^^^^^^^^^^^^^^^ The value of \`api-key\` is a secret in plain text.
              - run: API_TOKEN=k3Jd82hfQp01Zx make deploy
                               ^^^^^^^^^^^^^^ The value of \`API_TOKEN\` is a secret in plain text.
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - uses: some/action@3d3c42e5aac5ba805825da76410c181273ba90b1
                with:
                  api-key: \${{ secrets.API_KEY }}
              - run: API_TOKEN=k3Jd82hfQp01Zx make deploy
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      env:
        DEPLOY_TOKEN: \${{ secrets.DEPLOY_TOKEN }}
        TOKEN_FILE: token.txt
        POSTGRES_PASSWORD: postgres
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          services:
            db:
              image: postgres:17
              env:
                POSTGRES_PASSWORD: q7Hc2mPz94LrTx81
          steps:
            - run: PASSWORD="$(./read-it)" make deploy
    `,
  ],
});

function serviceNames(node: YamlScalar | YamlPair['value']): string[] {
  return node?.kind === 'map' ? node.pairs.map((pair) => pair.name) : [];
}

function masked(text: string): string {
  let result = text;
  for (const fence of findExpressions(text))
    result = result.slice(0, fence.start) + MASK.repeat(fence.end - fence.start) + result.slice(fence.end);
  return result;
}

/** @param isSecret the place is one for secrets, whatever its name */
function checkPair(file: WorkflowFile, pair: YamlPair | undefined, report: Report, isSecret: boolean): void {
  const value = pair?.value;
  if (!pair || value?.kind !== 'scalar' || value.text.trim() === '') return;
  const text = masked(value.text);
  const found = isSecret ? placedSecret(text) : findSecret(pair.name, text);
  // Test runs are full of `password: postgres`.
  if (!found || found.weak || isReferenceLike(value.text)) return;
  const at = value.block ? (value.headerSpan ?? value.span) : value.spanOf(found.start, found.end);
  report(
    at,
    found.evidence === 'shape' ? `\`${pair.name}\` holds ${found.label}.` : `The value of \`${pair.name}\` is a secret in plain text.`,
    found.evidence === 'shape' && severity('critical'),
    !pair.alias &&
      fix('unsafe', `Read it from \`secrets.${secretName(pair)}\``, () =>
        replaceValue(file.yaml, pair, `\${{ secrets.${secretName(pair)} }}`),
      ),
  );
}

function placedSecret(text: string): FoundSecret | undefined {
  if (text.includes(MASK)) return undefined;
  return { start: 0, end: text.length, evidence: 'name', label: 'a credential', weak: false };
}

/** Names of things rather than the things: `secret-name`, `my_token`, words of one case without a digit. */
function isReferenceLike(text: string): boolean {
  return /^[a-z]+([_-][a-z]+)*$/.test(text) || /^[A-Z]+(_[A-Z]+)*$/.test(text);
}

function secretName(pair: YamlPair): string {
  const name = pair.name
    .replace(/\W+/g, '_')
    .replace(/^(?=\d)/, '_')
    .toUpperCase();
  return name === 'PASSWORD' ? 'REGISTRY_PASSWORD' : name.startsWith('GITHUB_') ? `MY_${name}` : name;
}

function checkShapes(_file: WorkflowFile, scalar: YamlScalar | undefined, report: Report): void {
  if (!scalar) return;
  for (const found of findSecretShapes(masked(scalar.text))) {
    report(scalar.spanOf(found.start, found.end), `This is ${found.label}.`, severity('critical'));
  }
}

function checkAssignments(step: Step, report: Report): void {
  for (const command of step.script?.commands ?? []) {
    for (const { name, value } of command.assignments) {
      const text = value?.text;
      if (!value || text === undefined || /_{6}/.test(text) || isReferenceLike(text)) continue;
      const found = findSecret(name, text);
      if (found && !found.weak && found.evidence === 'name') report(value.span, `The value of \`${name}\` is a secret in plain text.`);
    }
  }
}
