import { projectRule } from '#core';

const ANALYZERS =
  /^(?:@next\/bundle-analyzer|webpack-bundle-analyzer|rollup-plugin-visualizer|source-map-explorer|vite-bundle-visualizer|vite-bundle-analyzer|size-limit|@size-limit\/.+|bundlesize|bundlewatch)$/;

export default projectRule({
  title: 'Nobody sees how large the pages get',
  category: 'performance',
  area: 'health',
  severity: 'info',
  profile: 'strict',
  why: 'A dependency that doubles what every visitor has to load is added in one line, and noticed by nobody.',
  equivalents: ['review:F255'],

  check(project, report) {
    const [app] = project.app.frontends;
    if (!app || !project.tree.complete || project.dependency(ANALYZERS)) return;
    if ([...app.manifest.scripts.keys()].some((name) => /analy[sz]e|bundle|size/.test(name))) return;
    const configs = project.matching(/(?:^|\/)(?:vite|rollup|webpack)\.config\.[cm]?[jt]s$/);
    if (configs.some((path) => /manualChunks|splitChunks|visualizer/.test(project.read(path) ?? ''))) return;
    const scripts = app.manifest.json.keySpan('scripts', 'build');
    report(project.at(app.manifest.path, scripts), 'Nothing tells what the bundle holds and how large it is.');
  },

  noFix: 'Which tool fits depends on the bundler.',

  examples: [
    {
      bad: `{
  "private": true,
  "scripts": {
    "build": "vite build"
    ^^^^^^^ Nothing tells what the bundle holds and how large it is.
  },
  "dependencies": { "react-dom": "^19.0.0" }
}
`,
    },
  ],

  valid: ['{ "private": true, "dependencies": { "react-dom": "^19.0.0" }, "devDependencies": { "rollup-plugin-visualizer": "^6.0.0" } }\n'],
});
