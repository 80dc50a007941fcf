import { projectRule } from '#core';

export default projectRule({
  title: 'No test draws a component',
  category: 'testing',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'What users see is only tried out by hand, by whoever changed it.',
  equivalents: ['review:F152'],

  check(project, report) {
    if (!project.knowsAllSources) return;
    for (const { manifest, folder } of project.app.frontends) {
      const within = project.sources.filter(({ path }) => folder === '' || path.startsWith(`${folder}/`));
      const components = within.filter(({ path, isTest }) => !isTest && /\.(?:[jt]sx)$/.test(path));
      const tested = within.some(
        ({ path, isTest, code }) => isTest && (/\.[jt]sx$/.test(path) || /@testing-library|\bmount\(|\brender\(|vue-test-utils/.test(code)),
      );
      if (components.length < 5 || tested) continue;
      report(project.at(manifest.path), `None of the ${components.length} files with components has a test.`);
      return;
    }
  },

  noFix: 'Tests have to be written by those who know what the pages are to do.',

  examples: [
    {
      files: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`src/${name}.tsx`, 'export const C = () => <p />;\n'])),
      bad: `{ "private": true, "dependencies": { "react-dom": "^19.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ None of the 5 files with components has a test.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "react-dom": "^19.0.0" } }\n',
      files: Object.fromEntries(['a', 'b', 'c', 'd', 'e.test'].map((name) => [`src/${name}.tsx`, 'export const C = () => <p />;\n'])),
    },
  ],
});
