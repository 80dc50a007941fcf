import assert from 'node:assert/strict';
import { Project, ProjectModel } from '#core';
import { memoryFiles, memoryTree } from '../../support/memory.ts';

type Files = Readonly<Record<string, string>>;

const appOf = (files: Files) => new ProjectModel(new Project(memoryFiles(files)), memoryTree(files), '2026-11-21').app;
const json = (value: object) => `${JSON.stringify(value)}\n`;

const servers = (files: Files) => appOf(files).servers.map(({ framework, folder }) => `${framework} in ${folder || '.'}`);
const frontends = (files: Files) => appOf(files).frontends.map(({ framework }) => framework);

describe('what a project is', () => {
  it('an application with a server', () => {
    assert.deepEqual(servers({ 'package.json': json({ dependencies: { express: '5' } }) }), ['express in .']);
    assert.deepEqual(servers({ 'api/requirements.txt': 'fastapi==0.115.0\n' }), ['fastapi in api']);
    const pyproject = '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "shop"\ndependencies = ["fastapi"]\n';
    assert.deepEqual(servers({ 'pyproject.toml': pyproject, 'src/main.py': 'app = FastAPI()\n' }), ['fastapi in .']);
    assert.deepEqual(servers({ 'pyproject.toml': pyproject, Dockerfile: 'FROM python:3.14\n' }), ['fastapi in .']);
  });

  it('a library, an extension or a tool, whatever it depends on', () => {
    const dependencies = { express: '5' };
    for (const published of [
      { exports: './a.js' },
      { types: 'a.d.ts' },
      { bin: 'a.js' },
      { files: [] },
      { engines: { vscode: '^1.91.0' } },
    ])
      assert.deepEqual(servers({ 'package.json': json({ dependencies, ...published }) }), [], JSON.stringify(published));
    const pyproject = '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "lib"\ndependencies = ["django"]\n';
    assert.deepEqual(servers({ 'pyproject.toml': pyproject, 'src/lib/models.py': 'x = 1\n' }), []);
  });

  it('pages that are made once', () => {
    const next = json({ private: true, dependencies: { next: '16', 'react-dom': '19' } });
    for (const config of ["export default { output: 'export' };\n", "const config = {\n  output: 'export',\n};\nexport default config;\n"])
      assert.deepEqual(servers({ 'package.json': next, 'next.config.mjs': config }), []);
    assert.deepEqual(servers({ 'package.json': next, 'next.config.mjs': "export default {\n  // output: 'export',\n};\n" }), ['next in .']);
    const kit = json({ private: true, dependencies: { '@sveltejs/kit': '2' }, devDependencies: { '@sveltejs/adapter-static': '3' } });
    assert.deepEqual(servers({ 'package.json': kit }), []);
  });

  it('documentation and articles', () => {
    for (const dependencies of [
      { '@docusaurus/core': '3', 'react-dom': '19' },
      { vitepress: '1', vue: '3' },
      { next: '16', nextra: '4' },
      { astro: '5' },
    ])
      assert.deepEqual(
        [...servers({ 'package.json': json({ dependencies }) }), ...frontends({ 'package.json': json({ dependencies }) })],
        [],
      );
    const tool = { devDependencies: { vitepress: '1', vue: '3' } };
    assert.deepEqual(frontends({ 'docs/package.json': json(tool) }), []);
    assert.deepEqual(servers({ 'package.json': json({ ...tool, dependencies: { express: '5' } }) }), ['express in .'], 'documented beside');
    assert.deepEqual(frontends({ 'package.json': json({ dependencies: { vue: '3' }, devDependencies: { vitepress: '1' } }) }), ['vue']);
    assert.deepEqual(frontends({ 'package.json': json({ dependencies: { astro: '5', '@astrojs/node': '9' } }) }), ['astro']);
    assert.deepEqual(frontends({ 'package.json': json({ dependencies: { 'react-dom': '19' } }) }), ['react-dom']);
  });
});
