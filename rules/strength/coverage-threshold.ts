import { strength, text } from '#core';

const CONFIG =
  /(?:^|\/)(?:(?:jest|vitest|vite)\.config\.[cm]?[jt]s|jest\.config\.json|\.nycrc(?:\.json)?|\.c8rc\.json|\.coveragerc|pyproject\.toml|setup\.cfg|pytest\.ini)$/;
const THRESHOLD = /\b(?:coverageThreshold|thresholds|check-coverage|fail_under|--cov-fail-under)\b[^\n]*/;

export default strength({
  title: 'Coverage must not fall below a threshold',
  area: 'testing',
  equivalents: ['review:S37'],

  find(project) {
    const evidence = project.matching(CONFIG).flatMap((path) => {
      const match = project.isAside(path) ? null : THRESHOLD.exec(project.read(path) ?? '');
      return match ? [project.at(path, { start: match.index, end: match.index + match[0].length })] : [];
    });
    const inManifest = project.packages.flatMap(({ path, json }) => {
      const span =
        json.keySpan('jest', 'coverageThreshold') ?? json.keySpan('c8', 'check-coverage') ?? json.keySpan('nyc', 'check-coverage');
      return span ? [project.at(path, span)] : [];
    });
    return { evidence: [...evidence, ...inManifest] };
  },

  examples: [
    {
      files: {
        'jest.config.js': text`
          module.exports = {
            coverageThreshold: { global: { lines: 80 } },
          };
        `,
      },
      evidence: ['jest.config.js:2'],
    },
  ],
  lacking: [{ 'jest.config.js': 'module.exports = { collectCoverage: true };\n' }],
});
