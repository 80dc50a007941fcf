import { strength, text } from '#core';

const CONFIGS =
  /(?:^|\/)(?:\.eslintrc(?:\.[cm]?js|\.json|\.ya?ml)?|eslint\.config\.[cm]?[jt]s|biome\.jsonc?|\.oxlintrc\.json|\.flake8|ruff\.toml|\.ruff\.toml|\.pylintrc|\.golangci\.ya?ml)$/;

export default strength({
  title: 'A linter is set up',
  area: 'testing',
  equivalents: ['review:S33'],

  find(project) {
    const files = project.matching(CONFIGS).filter((path) => !project.isAside(path));
    const inManifest = project.packages.flatMap(({ path, json, scripts }) => {
      const isLinter = /\b(?:eslint|biome|oxlint|next lint|ng lint|standard|xo)\b/.test(scripts.get('lint') ?? '');
      return isLinter && files.length === 0 ? [project.at(path, json.keySpan('scripts', 'lint'))] : [];
    });
    const inToml = project.matching(/(?:^|\/)pyproject\.toml$/).flatMap((path) => {
      const match = /^\[tool\.(?:ruff|flake8|pylint)/m.exec(project.read(path) ?? '');
      return match && !project.isAside(path) ? [project.at(path, { start: match.index, end: match.index + match[0].length })] : [];
    });
    return { evidence: [...files.map((path) => project.at(path)), ...inManifest, ...inToml] };
  },

  examples: [
    { files: { 'eslint.config.js': 'export default [];\n' }, evidence: ['eslint.config.js:1'] },
    {
      files: {
        'pyproject.toml': text`
          [project]
          name = "api"
          [tool.ruff]
          line-length = 100
        `,
      },
      evidence: ['pyproject.toml:3'],
    },
  ],
  lacking: [{ 'package.json': '{ "scripts": { "lint": "echo none" } }\n' }],
});
