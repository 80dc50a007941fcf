import assert from 'node:assert/strict';
import { renderAuditMarkdown } from '#core';
import { auditFiles, loadProject } from '../../support/projects.ts';

describe('the tables of a report', () => {
  const audit = auditFiles('command-center', loadProject('command-center'));

  it('show the services as the Compose files have them', () => {
    const backend = audit.overview?.services.find(({ name }) => name === 'backend');
    assert.deepEqual(backend, {
      name: 'backend',
      file: 'docker-compose.yml',
      image: 'built from ./backend',
      ports: ['8000:8000'],
      volumes: ['rag_storage → /app/rag_storage', './backend/output → /app/output'],
      needs: ['postgres', 'redis'],
      memory: undefined,
      cpus: undefined,
    });
  });

  it('name variables, and never show a value', () => {
    const { environment } = audit.overview ?? { environment: { files: [], variables: [] } };
    assert.deepEqual(environment.files, ['.env.template']);
    assert.ok(environment.variables.some(({ name }) => name === 'DB_PASSWORD'));
    assert.match(renderAuditMarkdown(audit), /\| `DB_PASSWORD` \| ✓ \|/);
  });

  it('list the secrets that workflows use', () => {
    const { overview } = auditFiles('workspace-server', loadProject('workspace-server'));
    const names = overview?.workflowSecrets.map(({ name }) => name) ?? [];
    assert.ok(names.length > 0 && !names.includes('GITHUB_TOKEN'), names.join());
  });

  it('explain where points went, and prove strengths', () => {
    const text = renderAuditMarkdown(audit);
    assert.match(text, /\n- \*\*CI\/CD\*\* \d\.\d: −\d\.\d No pipeline checks the project;/);
    assert.match(text, /\n## Strengths \(\d+\)\n/);
    assert.match(text, /missing: `\.github\/workflows\/ci\.yml`, see `/);
    assert.match(text, / \(no file can tell\)\n/);
  });
});
