import { projectRule } from '#core';

const FILES =
  /(?:^|\/)(?:Chart\.yaml|kustomization\.ya?ml|skaffold\.ya?ml|docker-stack[^/]*\.ya?ml|nomad\.hcl|[^/]+\.nomad(?:\.hcl)?|fly\.toml|render\.ya?ml|railway\.(?:json|toml)|vercel\.json|netlify\.toml|Procfile|app\.ya?ml|serverless\.ya?ml|captain-definition|(?:k8s|kubernetes|helm|manifests)\/[^/]+\.ya?ml)$/;

export default projectRule({
  title: 'Nothing keeps several instances running',
  category: 'reliability',
  area: 'containers',
  severity: 'info',
  profile: 'strict',
  why: 'One host with Compose is enough for many; whoever must not be down needs something that moves the application when a machine fails.',
  equivalents: ['review:F261'],

  check(project, report) {
    if (project.app.servers.length === 0 || !project.tree.complete || project.find(FILES) || project.composeFiles.length > 0) return;
    report(project.anchor, 'No manifest, chart or platform configuration runs the application.');
  },

  noFix: 'Where it is to run decides how it is described.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No manifest, chart or platform configuration runs the application.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'k8s/api.yaml': 'kind: Deployment\n' } },
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'compose.yaml': 'services:\n  a:\n    build: .\n' },
    },
  ],
});
