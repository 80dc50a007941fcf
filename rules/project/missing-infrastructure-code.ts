import { projectRule } from '#core';

const FILES =
  /(?:^|\/)(?:[^/]+\.tf|[^/]+\.tofu|Pulumi\.ya?ml|cdk\.json|[^/]+\.bicep|ansible\.cfg|playbook[^/]*\.ya?ml|[^/]*cloudformation[^/]*\.(?:ya?ml|json)|template\.ya?ml|serverless\.ya?ml|sst\.config\.ts|fly\.toml|render\.ya?ml|vercel\.json|netlify\.toml|railway\.(?:json|toml)|Vagrantfile|[^/]+\.nix|cloud-init[^/]*\.ya?ml)$/;

export default projectRule({
  title: 'Infrastructure is set up by hand',
  category: 'reliability',
  area: 'containers',
  severity: 'info',
  profile: 'strict',
  why: 'What nobody wrote down cannot be set up again, compared or reviewed.',
  equivalents: ['review:F262'],

  check(project, report) {
    if (project.app.servers.length === 0 || !project.tree.complete || project.find(FILES)) return;
    report(project.anchor, 'Nothing describes the infrastructure: no Terraform, Pulumi, Ansible or platform configuration.');
  },

  noFix: 'Where it is to run decides how it is described.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing describes the infrastructure: no Terraform, Pulumi, Ansible or platform configuration.
`,
    },
  ],

  valid: [{ text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'infra/main.tf': '\n' } }],
});
