import { type DockerfileNodes, dockerfile, dockerfileRule, type Report } from '#core';

/** Files that hold credentials by what they are. */
const CREDENTIALS =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist)[\w-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|\.git-credentials|\.pypirc|credentials\.json|service-?account(?:-?key)?\.json|kubeconfig|\.kube\/config|\.aws\/credentials|\.docker\/config\.json)$/i;
const PATHS = /^(?:GOOGLE_APPLICATION_CREDENTIALS|AWS_SHARED_CREDENTIALS_FILE|KUBECONFIG|BOTO_CONFIG|NETRC)$/;

function checkCopy(copy: DockerfileNodes['copy'], report: Report): void {
  const { stage, file } = copy;
  if (copy.from || (stage && !file.isShipped(stage))) return;
  for (const word of copy.paths) {
    if (CREDENTIALS.test(word.value)) report(word, `\`${word.value}\` holds credentials, and goes into the image.`);
  }
}

/** A path below what is copied: the file is in the image. */
function checkPair({ pair, instruction }: DockerfileNodes['envPair'], report: Report): void {
  const path = pair.value?.value ?? '';
  if (!PATHS.test(pair.key) || !pair.value || path === '' || /\$|^\/(?:run|var\/run|secrets?|etc\/secrets?|mnt|vault)\//.test(path)) return;
  const copies = instruction.stage?.all('COPY').filter((copy) => !copy.from) ?? [];
  const isCopied = copies.some((copy) => {
    const target = (copy.destination?.value ?? '').replace(/^\.?\/?/, '').replace(/\/$/, '');
    const plain = path.replace(/^\.?\/?/, '');
    return target === '' || plain === target || plain.startsWith(`${target}/`);
  });
  if (isCopied) report(pair.value, `\`${path}\` holds credentials, and is copied into the image.`);
}

export default dockerfileRule({
  title: 'File with credentials in the image',
  category: 'secrets',
  severity: 'high',
  profile: 'recommended',
  why: 'Whoever can pull the image has the file. `RUN --mount=type=secret` shows it to one command of the build; what the running program needs is mounted when it is started.',
  equivalents: ['trivy:DS-0031', 'dockle:CIS-DI-0010'],
  noFix: 'How the program is to get it is for the project to decide.',

  visit: {
    copy: checkCopy,
    add: checkCopy,
    envPair: checkPair,
    argPair: checkPair,
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        COPY .env id_rsa package.json ./
             ^^^^ \`.env\` holds credentials, and goes into the image.
                  ^^^^^^ \`id_rsa\` holds credentials, and goes into the image.
        COPY . /app
        ENV GOOGLE_APPLICATION_CREDENTIALS=/app/key.json
                                           ^^^^^^^^^^^^^ \`/app/key.json\` holds credentials, and is copied into the image.
      `,
    },
  ],

  valid: ['FROM node:24 AS build\nCOPY .env ./\nFROM node:24\nCOPY .env.example package.json ./\nENV KUBECONFIG=/run/secrets/kube\n'],
});
