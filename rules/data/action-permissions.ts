/**
 * Scopes of the token that well-known actions need besides `contents: read`, so that a fix can write a block
 * under which the workflow still works.
 *
 * Source: the "permissions" part of each action's readme. Date: 2026-11. To refresh: read them again.
 */
export const ACTION_PERMISSIONS: Readonly<Record<string, Readonly<Record<string, 'read' | 'write'>>>> = {
  'actions/attest-build-provenance': { 'id-token': 'write', attestations: 'write' },
  'actions/attest-sbom': { 'id-token': 'write', attestations: 'write' },
  'actions/delete-package-versions': { packages: 'write' },
  'actions/deploy-pages': { pages: 'write', 'id-token': 'write' },
  'actions/first-interaction': { issues: 'write', 'pull-requests': 'write' },
  'actions/labeler': { 'pull-requests': 'write' },
  'actions/stale': { issues: 'write', 'pull-requests': 'write' },
  'aws-actions/configure-aws-credentials': { 'id-token': 'write' },
  'azure/login': { 'id-token': 'write' },
  'dessant/lock-threads': { issues: 'write', 'pull-requests': 'write' },
  'github/codeql-action/analyze': { 'security-events': 'write', actions: 'read' },
  'github/codeql-action/upload-sarif': { 'security-events': 'write', actions: 'read' },
  'google-github-actions/auth': { 'id-token': 'write' },
  'googleapis/release-please-action': { contents: 'write', 'pull-requests': 'write' },
  'changesets/action': { contents: 'write', 'pull-requests': 'write' },
  'jamesives/github-pages-deploy-action': { contents: 'write' },
  'ncipollo/release-action': { contents: 'write' },
  'peaceiris/actions-gh-pages': { contents: 'write' },
  'peter-evans/create-or-update-comment': { issues: 'write', 'pull-requests': 'write' },
  'peter-evans/create-pull-request': { contents: 'write', 'pull-requests': 'write' },
  'pypa/gh-action-pypi-publish': { 'id-token': 'write' },
  'softprops/action-gh-release': { contents: 'write' },
  'stefanzweifel/git-auto-commit-action': { contents: 'write' },
};
