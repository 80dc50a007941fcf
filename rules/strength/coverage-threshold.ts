import { coverageThresholds, strength, text } from '#core';

export default strength({
  title: 'Coverage must not fall below a threshold',
  area: 'testing',
  equivalents: ['review:S37'],

  find(project) {
    return { evidence: coverageThresholds(project).map(({ place }) => place) };
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
