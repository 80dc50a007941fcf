import { projectRule } from '#core';

const BOUNDARY = /\bcomponentDidCatch\b|\bgetDerivedStateFromError\b|react-error-boundary|\bErrorBoundary\b|\berrorElement\b/;
const PAGES = /(?:^|\/)app\/(?:[^/]+\/)*(?:error|global-error)\.[jt]sx?$|(?:^|\/)pages\/_error\.[jt]sx?$/;

export default projectRule({
  title: 'One broken component empties the page',
  category: 'reliability',
  area: 'observability',
  severity: 'low',
  profile: 'strict',
  why: 'React takes the whole tree away when a component fails while drawing. A boundary keeps the rest and can report the error.',
  equivalents: ['review:F189'],

  check(project, report) {
    const app = project.app.frontends.find(({ manifest }) =>
      manifest.dependencies.some(({ name }) => name === 'react-dom' || name === 'next'),
    );
    if (!app || !project.tree.complete || project.find(PAGES)) return;
    const hasComponents = project.sources.some(({ path }) => /\.[jt]sx$/.test(path));
    if (!hasComponents || project.findCode(BOUNDARY)) return;
    report(project.at(app.manifest.path), 'No error boundary catches errors of components.');
  },

  noFix: 'What users are to see in place of the broken part has to be decided.',

  examples: [
    {
      files: { 'src/App.tsx': 'export const App = () => <main />;\n' },
      bad: `{ "private": true, "dependencies": { "react-dom": "^19.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No error boundary catches errors of components.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "next": "^16.0.0" } }\n',
      files: { 'app/error.tsx': 'export default () => <p />;\n', 'app/page.tsx': '\n' },
    },
  ],
});
