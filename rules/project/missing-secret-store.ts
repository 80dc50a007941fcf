import { projectRule } from '#core';

const PACKAGES =
  /^(?:node-vault|hvac|@aws-sdk\/client-(?:secrets-manager|ssm)|@google-cloud\/secret-manager|google-cloud-secret-manager|@azure\/keyvault-secrets|azure-keyvault-secrets|@infisical\/.+|infisical-.+|@bitwarden\/sdk|@1password\/.+|dotenv-vault|@dotenvx\/dotenvx)$/;
const FILES =
  /(?:^|\/)(?:\.sops\.ya?ml|doppler\.ya?ml|\.infisical\.json|\.env\.vault|[^/]*sealed-?secret[^/]*\.ya?ml|[^/]*external-?secret[^/]*\.ya?ml|[^/]+\.enc\.(?:ya?ml|json|env)|git-crypt)$/i;
const ACTIONS =
  /^(?:hashicorp\/vault-action|aws-actions\/aws-secretsmanager-get-secrets|azure\/get-keyvault-secrets|google-github-actions\/get-secretmanager-secrets|dopplerhq\/.+|infisical\/.+|1password\/load-secrets-action)$/;

export default projectRule({
  title: 'Secrets of production come from no store',
  category: 'secrets',
  area: 'secrets',
  severity: 'medium',
  profile: 'strict',
  why: 'Secrets in environment files lie on disks and in backups in plain text, nobody knows who read them, and replacing one means to log in to every machine.',
  equivalents: ['review:F114'],

  check(project, report) {
    if (project.app.servers.length === 0 || !project.tree.complete || project.hasForeignCode) return;
    if (project.dependency(PACKAGES) || project.find(FILES)) return;
    if (project.composeFiles.some((file) => file.declared('secrets').length > 0)) return;
    if (project.workflows.some((file) => file.steps.some((step) => ACTIONS.test(step.actionName ?? '')))) return;
    if (project.matching(/\.tf$/).some((path) => /secret_?manager|key_vault|ssm_parameter|vault_/i.test(project.read(path) ?? ''))) return;
    const env = project.envFiles.find((file) => file.isTemplate);
    report(
      env ? project.at(env.path) : project.anchor,
      'Nothing takes the secrets of production from a store: no vault, no cloud secret manager, no encrypted files, no Compose secrets.',
    );
  },

  noFix: 'Which store fits depends on where the application runs.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing takes the secrets of production from a store: no vault, no cloud secret manager, no encrypted files, no Compose secrets.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { '.sops.yaml': 'creation_rules: []\n' } },
    '{ "private": true, "dependencies": { "express": "^5.0.0", "node-vault": "^0.10.0" } }\n',
    '{ "name": "library" }\n',
  ],
});
