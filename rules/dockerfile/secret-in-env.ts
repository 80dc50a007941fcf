import {
  type DockerfileNodes,
  type DockerWord,
  dockerfile,
  dockerfileRule,
  findSecret,
  findSecretShapes,
  isSecretName,
  isWeakSecret,
  MASK,
  type Report,
  severity,
  variablesIn,
} from '#core';

type Node = DockerfileNodes['envPair'];

/** What goes with a secret key: no secret by itself, but it names the account that the key is for. */
const IDENTIFIER = /(?:^|_)ACCESS_KEY_ID$/i;

/** The value with variables masked, quotes taken off. */
function maskedValue(word: DockerWord, escapeChar: string): string {
  let text = '';
  let at = 0;
  for (const use of variablesIn(word.raw, escapeChar)) {
    if (use.start < at) continue;
    text += word.raw.slice(at, use.start) + MASK;
    at = use.end;
  }
  return (text + word.raw.slice(at)).replace(/^(["'])(.*)\1$/s, '$2');
}

function check(node: Node, report: Report): void {
  const { pair, instruction } = node;
  const { key, value } = pair;
  const { keyword, file, stage } = instruction;
  const found = value && findSecret(key, maskedValue(value, file.escape));
  if (found && value) {
    const weak = found.weak || isWeakSecret(value.value);
    report(value, `\`${key}\` puts ${found.label} into the image.`, weak && severity('medium'));
    return;
  }
  if (IDENTIFIER.test(key) && (keyword === 'ARG' || (value && !value.isDynamic && value.value !== ''))) {
    report(pair.keySpan, `\`${key}\` is one half of a credential.`, severity('low'));
    return;
  }
  if (!isSecretName(key)) return;
  const isShipped = stage !== undefined && file.isShipped(stage);
  if (keyword === 'ARG' && !value) {
    report(pair.keySpan, `The value of \`${key}\` stays readable in the history of the image.`, severity(isShipped ? 'medium' : 'low'));
  } else if (keyword === 'ENV' && value?.isDynamic && takesBuildArgument(node)) {
    report(pair.keySpan, `\`${key}\` stays in the image with the value of the build argument.`, severity(isShipped ? 'high' : 'low'));
  }
}

/** Whether the value holds a build argument that is itself named like a credential. */
function takesBuildArgument({ pair, instruction }: Node): boolean {
  const { value } = pair;
  if (!value) return false;
  return instruction.variables(value).some((use) => isSecretName(use.name) && instruction.scope.declarationOf(use.name)?.kind === 'arg');
}

export default dockerfileRule({
  title: 'Secret in the image or its history',
  category: 'secrets',
  severity: 'critical',
  profile: 'recommended',
  why: 'Whoever can pull the image can read its environment and the history of its layers; deleting the value in a later layer does not help.',
  equivalents: ['hadolint:DL3064', 'buildkit:SecretsUsedInArgOrEnv', 'trivy:DS-0031', 'kics:a88baa34', 'dockle:CIS-DI-0010'],
  noFix:
    'Where the value comes from is for you to decide: `RUN --mount=type=secret,id=…` for the build, the environment of the container for the run.',

  visit: {
    envPair: check,
    argPair: check,
    labelPair({ pair: { key, value }, instruction }, report) {
      const found = value && findSecret(key, maskedValue(value, instruction.file.escape));
      if (found && !found.weak && value && !isWeakSecret(value.value)) report(value, `\`${key}\` puts ${found.label} into the image.`);
    },
    // Names say little about the words of a command: only what can be nothing else counts.
    shellCommand({ command }, report) {
      for (const word of command.words) {
        // A word that goes on in the next line has no such places.
        if (word.span.end - word.span.start !== word.raw.length) continue;
        for (const { start, end, label } of findSecretShapes(word.raw))
          report({ start: word.span.start + start, end: word.span.start + end }, `The history of the image keeps ${label}.`);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ENV PORT=80 DB_PASSWORD="hunter2secret"
                                ^^^^^^^^^^^^^^^ \`DB_PASSWORD\` puts a credential into the image.
        LABEL registry.password="hunter2secret"
                                ^^^^^^^^^^^^^^^ \`registry.password\` puts a credential into the image.
      `,
    },
    {
      bad: dockerfile`
        FROM node:24
        ARG NPM_TOKEN
            ^^^^^^^^^ The value of \`NPM_TOKEN\` stays readable in the history of the image.
        ENV NPM_TOKEN=$NPM_TOKEN
            ^^^^^^^^^ \`NPM_TOKEN\` stays in the image with the value of the build argument.
      `,
    },
  ],

  valid: [
    dockerfile`
      FROM node:24
      ENV TOKEN_FILE=/run/secrets/token PUBLIC_KEY=abc KMS_KEY_ALIAS=alias/app TOKEN_TTL=5 PASSWORD= \
          USE_TOKEN=true SECRET_PATH=/run/x TOKENIZERS_PARALLELISM=false
    `,
    dockerfile`
      FROM node:24
      RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci
    `,
    dockerfile`
      FROM node:24
      ENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305
    `,
  ],
});
