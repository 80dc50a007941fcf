/**
 * Commits of releases of well-known actions, so that an action can be pinned without asking the network.
 *
 * Source: `uses: name@<commit> # <release>` in the workflows of some forty public projects that keep their pins by
 * program (Renovate, Dependabot); entries with any contradiction were left out. Date: 2026-11-21.
 * To refresh: collect such lines again, or ask the GitHub API for each tag.
 */

/** `owner/repo` in lower case → releases, newest first. */
export const ACTION_COMMITS: Readonly<Record<string, readonly (readonly [release: string, commit: string])[]>> = {
  'actions/attest-build-provenance': [
    ['v4.2.2', '4d101475d8b20a2381f78447822ac1eab6504dd8'],
    ['v4.1.1', '0f67c3f4856b2e3261c31976d6725780e5e4c373'],
  ],
  'actions/cache': [['v6.1.0', '55cc8345863c7cc4c66a329aec7e433d2d1c52a9']],
  'actions/checkout': [
    ['v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1'],
    ['v6.1.0', 'd23441a48e516b6c34aea4fa41551a30e30af803'],
    ['v6.0.3', 'df4cb1c069e1874edd31b4311f1884172cec0e10'],
    ['v6.0.2', 'de0fac2e4500dabe0009e67214ff5f5447ce83dd'],
    ['v5.0.0', '08c6903cd8c0fde910a37f88322edcfb5dd907a8'],
    ['v4.4.0', '11d5960a326750d5838078e36cf38b85af677262'],
    ['v4.3.1', '34e114876b0b11c390a56381ad16ebd13914f8d5'],
    ['v4.1.0', '8ade135a41bc03ea155e62e844d188df1ea18608'],
  ],
  'actions/create-github-app-token': [
    ['v3.2.0', 'bcd2ba49218906704ab6c1aa796996da409d3eb1'],
    ['v3.0.0', 'f8d387b68d61c58ab83c6c016672934102569859'],
  ],
  'actions/dependency-review-action': [
    ['v5.0.0', 'a1d282b36b6f3519aa1f3fc636f609c47dddb294'],
    ['v4.7.3', '595b5aeba73380359d98a5e087f648dbb0edce1b'],
  ],
  'actions/download-artifact': [
    ['v8.0.1', '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c'],
    ['v5.0.0', '634f93cb2916e3fdff6788551b99b062d0335ce0'],
    ['v4.3.0', 'd3f86a106a0bac45b974a628896c90dbdf5c8093'],
  ],
  'actions/github-script': [
    ['v9.0.0', '3a2844b7e9c422d3c10d287c895573f7108da1b3'],
    ['v8.0.0', 'ed597411d8f924073f98dfc5c65a23a2325f34cd'],
    ['v7.1.0', 'f28e40c7f34bde8b3046d885e986cb6290c5673b'],
  ],
  'actions/labeler': [['v7.0.0', 'bf12e9b00b37c5c0ca2b87b79b2daf7891dbda13']],
  'actions/setup-go': [
    ['v7.0.0', 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e'],
    ['v6.5.0', '924ae3a1cded613372ab5595356fb5720e22ba16'],
    ['v6.3.0', '4b73464bb391d4059bd26b0524d20df3927bd417'],
    ['v5.6.0', '40f1582b2485089dde7abd97c1529aa768e1baff'],
  ],
  'actions/setup-node': [
    ['v7.0.0', '820762786026740c76f36085b0efc47a31fe5020'],
    ['v6.5.0', '249970729cb0ef3589644e2896645e5dc5ba9c38'],
    ['v6.3.0', '53b83947a5a98c8d113130e565377fae1a50d02f'],
    ['v4.4.0', '49933ea5288caeca8642d1e84afbd3f7d6820020'],
    ['v4.0.2', '60edb5dd545a775178f52524783378180af0d1f8'],
    ['v3.9.1', '3235b876344d2a9aa001b8d1453c930bba69e610'],
  ],
  'actions/setup-python': [['v7.0.0', '5fda3b95a4ea91299a34e894583c3862153e4b97']],
  'actions/stale': [['v11.0.0', '4391f3da665fdf50b6810c1a66712fb9ba21aa93']],
  'actions/upload-artifact': [
    ['v7.0.1', '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a'],
    ['v7.0.0', 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f'],
    ['v4.6.2', 'ea165f8d65b6e75b540449e92b4886f43607fa02'],
  ],
  'amannn/action-semantic-pull-request': [['v5.5.3', '0723387faaf9b38adef4775cd42cfd5155ed6017']],
  'anchore/sbom-action': [['v0.24.0', 'e22c389904149dbc22b58101806040fa8d37a610']],
  'aquasecurity/trivy-action': [['v0.35.0', '57a97c7e7821a5776cebc9bb87c984fa69cba8f1']],
  'astral-sh/setup-uv': [
    ['v10.0.1', '20cfd1bf945f4377ade1205e4dbc17946fc9a30d'],
    ['v9.0.0', 'c771a70e6277c0a99b617c7a806ffedaca235ff9'],
  ],
  'biomejs/setup-biome': [['v2.7.1', '4c91541eaada48f67d7dbd7833600ce162b68f51']],
  'cargo-bins/cargo-binstall': [['v1.21.1', 'e00d2c94cc0067b77737821097a62d91c0301baa']],
  'codecov/codecov-action': [
    ['v7.0.0', 'fb8b3582c8e4def4969c97caa2f19720cb33a72f'],
    ['v6.0.0', '57e3a136b779b570ffcdbf80b3bdc90e7fab3de2'],
    ['v5.5.2', '671740ac38dd9b0130fbe1cec585b89eea48d3de'],
  ],
  'crate-ci/typos': [
    ['v1.49.0', '8a48f81b6c64dcfea44b3633223084c4be58ac5f'],
    ['v1.48.0', 'bee27e3a4fd1ea2111cf90ab89cd076c870fce14'],
  ],
  'docker/bake-action': [
    ['v7.3.0', 'd3418bd7d0e9324001bca92fa8ba175ea7e6dc9b'],
    ['v7.1.0', 'a66e1c87e2eca0503c343edf1d208c716d54b8a8'],
    ['v7.0.0', '82490499d2e5613fcead7e128237ef0b0ea210f7'],
  ],
  'docker/build-push-action': [
    ['v7.3.0', '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a'],
    ['v6.18.0', '263435318d21b8e681c14492fe198d362a7d2c83'],
  ],
  'docker/docker-agent-action': [['v2.0.3', 'baf90543d81f5de59751dfd10e6cf45e21a5a982']],
  'docker/github-builder': [['v1.16.0', 'a492c6d04fd3315f67230809b44d60cc0acd50b3']],
  'docker/login-action': [
    ['v4.6.0', 'dbcb813823bdd20940b903addbd779551569679f'],
    ['v3.7.0', 'c94ce9fb468520275223c153574b00df6fe4bcc9'],
    ['v3.5.0', '184bdaa0721073962dff0199f1fb9940f07167d1'],
  ],
  'docker/metadata-action': [['v6.2.0', 'dc802804100637a589fabce1cb79ff13a1411302']],
  'docker/scout-action': [['v1.24.0', '7c6b6c3f7844478ace1ffd4e7aef649053d1f87d']],
  'docker/setup-buildx-action': [
    ['v4.3.0', '37fe631027851001ddb9b187196cc803df7f5f0e'],
    ['v4.2.0', 'bb05f3f5519dd87d3ba754cc423b652a5edd6d2c'],
    ['v4.0.0', '4d04d5d9486b7bd6fa91e7baf45bbb4f8b9deedd'],
    ['v3.11.1', 'e468171a9de216ec08956ac3ada2f0791b6bd435'],
  ],
  'docker/setup-qemu-action': [
    ['v4.2.0', '96fe6ef7f33517b61c61be40b68a1882f3264fb8'],
    ['v3.6.0', '29109295f81e9208d7d86ff1c6c12d2833863392'],
  ],
  'dorny/paths-filter': [
    ['v4.0.3', 'ceb8a2b8f2d89434be7ff52d3de7ec3738c5cc9d'],
    ['v4.0.1', 'fbd0ab8f3e69293af611ebaee6363fc25e6d187d'],
  ],
  'embarkstudios/cargo-deny-action': [['v2.1.1', '3c6349835b2b7b196a839186cb8b78e02f7b5f25']],
  'github/accessibility-alt-text-bot': [['v1.7.1', '531a7430c6930a39cae5a0aab2d165284468060f']],
  'github/codeql-action': [
    ['v4.37.7', 'ff2f1c621b7f889edc0d3c761ac2e6a3f8cdb0dd'],
    ['v4.37.6', '5595ccaf912efad79be6eef63a5619ff05969be3'],
    ['v3.37.7', 'f3712979fa5f215279b101dd0a2e3bdfb4353324'],
    ['v3.29.5', '192325c86100d080feab897ff886c34abd4c83a3'],
  ],
  'golangci/golangci-lint-action': [['v9.2.0', '1e7e51e771db61008b38414a730f564565cf7c20']],
  'goreleaser/goreleaser-action': [['v6.4.0', 'e435ccd777264be153ace6237001ef4d979d3a7a']],
  'hadolint/hadolint-action': [['v3.2.0', '3fc49fb50d59c6ab7917a2e4195dba633e515b29']],
  'jetli/wasm-bindgen-action': [['v0.2.0', '20b33e20595891ab1a0ed73145d8a21fc96e7c29']],
  'jetli/wasm-pack-action': [['v0.4.0', '0d096b08b4e5a7de8c28de67e11e945404e9eefa']],
  'nick-fields/retry': [['v4.0.0', 'ad984534de44a9489a53aefd81eb77f87c70dc60']],
  'ossf/scorecard-action': [
    ['v2.4.4', '2d1146689b8cda280b9bc96326124645441f03bc'],
    ['v2.4.2', '05b42c624433fc40578a4040d5cf5e36ddca8cde'],
  ],
  'oven-sh/setup-bun': [['v2.2.0', '0c5077e51419868618aeaa5fe8019c62421857d6']],
  'peaceiris/actions-gh-pages': [['v4.1.0', '84c30a85c19949d7eee79c4ff27748b70285e453']],
  'peter-evans/create-or-update-comment': [['v5.0.0', 'e8674b075228eee787fea43ef493e45ece1004c9']],
  'peter-evans/create-pull-request': [
    ['v8.1.1', '5f6978faf089d4d20b00c7766989d076bb2fc7f1'],
    ['v8.1.0', 'c0f553fe549906ede9cf27b5156039d195d2ece0'],
    ['v7.0.11', '22a9089034f40e5a961c8808d113e2c98fb63676'],
  ],
  'peter-evans/find-comment': [['v4.0.0', 'b30e6a3c0ed37e7c023ccd3f1db5c6c0b0c23aad']],
  'pnpm/action-setup': [['v6.0.9', '0ebf47130e4866e96fce0953f49152a61190b271']],
  'pnpm/setup': [['v2.0.2', '84cb39b217b10273981911c288cd62326dc7c6d2']],
  'pyo3/maturin-action': [['v1.51.0', 'e83996d129638aa358a18fbd1dfb82f0b0fb5d3b']],
  'pypa/gh-action-pypi-publish': [['v1.14.2', 'dc37677b2e1c63e2034f94d8a5b11f265b73ba33']],
  'rust-lang/crates-io-auth-action': [['v1.0.5', 'c6f97d42243bad5fab37ca0427f495c86d5b1a18']],
  'sigstore/cosign-installer': [
    ['v4.1.2', '6f9f17788090df1f26f669e9d70d6ae9567deba6'],
    ['v3.10.1', '7e8b541eb2e61bf99390e1afd4be13a184e9ebc5'],
  ],
  'sigstore/gh-action-sigstore-python': [['v3.5.0', '790bc6befb9d733738f18d8f895854b453640ec9']],
  'softprops/action-gh-release': [
    ['v3.0.2', '3d0d9888cb7fd7b750713d6e236d1fcb99157228'],
    ['v2.6.2', '3bb12739c298aeb8a4eeaf626c5b8d85266b0e65'],
  ],
  'step-security/action-gh-release': [['v3.0.0', '277bfa82abcfdb73e5bbb19e213fd76532ee2be5']],
  'step-security/create-pull-request': [['v8.1.1', '50c103da2b9ca12cd5bc013fc6931051a5aa872b']],
  'step-security/harden-runner': [['v2.13.1', 'f4a75cfd619ee5ce8d5b864b0d183aff3c69b55a']],
  'swatinem/rust-cache': [
    ['v2.9.2', '6323deb102c322ba6fcbdcafc7e3dddab59af2b6'],
    ['v2.9.1', 'c19371144df3bb44fab255c43d04cbc2ab54d1c4'],
  ],
  'zizmorcore/zizmor-action': [
    ['v0.6.2', '3dc1ecc9bcb9e94e9b2c709687979e1298497054'],
    ['v0.6.0', '6599ee8b7a49aef6a770f63d261d214911a7ce02'],
    ['v0.5.6', '5f14fd08f7cf1cb1609c1e344975f152c7ee938d'],
  ],
};
