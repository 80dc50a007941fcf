/**
 * Versions of actions that are at their end, and actions whose repositories are archived.
 *
 * Sources: the releases and `action.yml` files of the actions (the runtime that `runs.using` names), and GitHub's changelog:
 * - Node 12 gone from runners on 2023-08-14, Node 16 on 2024-11-12; such actions are run on a runtime they were not made for;
 * - artifact actions v1 and v2 stopped on 2024-06-30, v3 on 2025-01-30;
 * - cache v1 and v2 stopped on 2025-03-01.
 * Date: 2026-11. `current` is the newest major seen in maintained public workflows on that date.
 * To refresh: read `runs.using` of the newest release of each major.
 */
export interface ActionVersions {
  /** Majors up to this one run on a Node version that runners no longer have. */
  readonly oldRuntime: number;
  /** Majors up to this one are refused by the service. */
  readonly stopped?: number;
  /** Since when. */
  readonly stoppedOn?: string;
  /** Newest major, for the fix. */
  readonly current?: number;
}

/** `owner/repo` in lower case → its versions. */
export const ACTION_VERSIONS: Readonly<Record<string, ActionVersions>> = {
  'actions/cache': { oldRuntime: 3, stopped: 2, stoppedOn: '2025-03-01', current: 6 },
  'actions/checkout': { oldRuntime: 3, current: 7 },
  'actions/configure-pages': { oldRuntime: 3 },
  'actions/dependency-review-action': { oldRuntime: 3, current: 5 },
  'actions/deploy-pages': { oldRuntime: 2 },
  'actions/download-artifact': { oldRuntime: 3, stopped: 3, stoppedOn: '2025-01-30', current: 8 },
  'actions/github-script': { oldRuntime: 6, current: 9 },
  'actions/labeler': { oldRuntime: 4, current: 7 },
  'actions/setup-dotnet': { oldRuntime: 3 },
  'actions/setup-go': { oldRuntime: 4, current: 7 },
  'actions/setup-java': { oldRuntime: 3 },
  'actions/setup-node': { oldRuntime: 3, current: 7 },
  'actions/setup-python': { oldRuntime: 4, current: 7 },
  'actions/stale': { oldRuntime: 8, current: 11 },
  'actions/upload-artifact': { oldRuntime: 3, stopped: 3, stoppedOn: '2025-01-30', current: 7 },
  'aws-actions/configure-aws-credentials': { oldRuntime: 3, current: 6 },
  'azure/login': { oldRuntime: 1 },
  'codecov/codecov-action': { oldRuntime: 3, current: 7 },
  'docker/bake-action': { oldRuntime: 3, current: 7 },
  'docker/build-push-action': { oldRuntime: 4, current: 7 },
  'docker/login-action': { oldRuntime: 2, current: 4 },
  'docker/metadata-action': { oldRuntime: 4, current: 6 },
  'docker/setup-buildx-action': { oldRuntime: 2, current: 4 },
  'docker/setup-qemu-action': { oldRuntime: 2, current: 4 },
  'dorny/paths-filter': { oldRuntime: 2, current: 4 },
  'github/codeql-action': { oldRuntime: 2, current: 4 },
  'golangci/golangci-lint-action': { oldRuntime: 3, current: 9 },
  'google-github-actions/auth': { oldRuntime: 1, current: 3 },
  'goreleaser/goreleaser-action': { oldRuntime: 4, current: 7 },
  'hashicorp/setup-terraform': { oldRuntime: 2 },
  'peaceiris/actions-gh-pages': { oldRuntime: 3, current: 4 },
  'peter-evans/create-pull-request': { oldRuntime: 5, current: 8 },
  'pnpm/action-setup': { oldRuntime: 2, current: 6 },
  'softprops/action-gh-release': { oldRuntime: 1, current: 3 },
};

/** Archived repositories: no more fixes. The text says what is used instead, where there is a plain answer. */
export const ARCHIVED_ACTIONS: Readonly<Record<string, string>> = {
  'actions-rs/audit-check': 'rustsec/audit-check',
  'actions-rs/cargo': '`cargo` in a `run` step',
  'actions-rs/clippy-check': '`cargo clippy` in a `run` step',
  'actions-rs/install': '`cargo install` or taiki-e/install-action',
  'actions-rs/tarpaulin': '`cargo tarpaulin` in a `run` step',
  'actions-rs/toolchain': '`rustup` in a `run` step',
  'actions/create-release': '`gh release create` in a `run` step',
  'actions/setup-elixir': 'erlef/setup-beam',
  'actions/setup-haskell': 'haskell-actions/setup',
  'actions/setup-ruby': 'ruby/setup-ruby',
  'actions/upload-release-asset': '`gh release upload` in a `run` step',
  'andymckay/cancel-action': '`gh run cancel` in a `run` step',
  'azure/container-scan': '',
  'azure/docker-login': 'docker/login-action',
  'crazy-max/ghaction-docker-buildx': 'docker/setup-buildx-action',
  'engineerd/setup-kind': 'helm/kind-action',
  'marvinpinto/action-automatic-releases': '`gh release create` in a `run` step',
};
