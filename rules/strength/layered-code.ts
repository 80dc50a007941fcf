import { strength } from '#core';

const LAYERS: readonly RegExp[] = [
  /(?:^|\/)services?\/[^/]+\.(?:[cm]?[jt]sx?|py)$/,
  /(?:^|\/)(?:controllers?|routes?|routers?|api|endpoints)\/(?:[^/]+\/)*[^/]+\.(?:[cm]?[jt]sx?|py)$/,
  /(?:^|\/)(?:repositor(?:y|ies)|models?|schemas?|plugins?|middlewares?)\/(?:[^/]+\/)*[^/]+\.(?:[cm]?[jt]sx?|py)$/,
];

export default strength({
  title: 'Code in layers: interface, services, data',
  area: 'documentation',
  equivalents: ['review:S59'],

  find(project) {
    const found = LAYERS.map((layer) => project.sources.find(({ path, isTest }) => !isTest && layer.test(path))?.path);
    return found.every((path) => path !== undefined) ? { evidence: found.map((path) => project.at(path ?? '')) } : undefined;
  },

  examples: [
    {
      files: { 'src/services/a.ts': '\n', 'src/routes/a.ts': '\n', 'src/models/a.ts': '\n' },
      evidence: ['src/services/a.ts:1', 'src/routes/a.ts:1', 'src/models/a.ts:1'],
    },
  ],
  lacking: [{ 'src/services/a.ts': '\n', 'src/index.ts': '\n' }],
});
