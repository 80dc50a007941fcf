import { ACTION_PERMISSIONS } from '../../data/action-permissions.ts';
import type { Job } from './model.ts';

/** Scopes of the token that the actions of jobs need, as far as they are known; `contents: read` for the checkout. */
export function neededScopes(jobs: readonly Job[]): Record<string, 'read' | 'write'> {
  const scopes: Record<string, 'read' | 'write'> = { contents: 'read' };
  for (const step of jobs.flatMap((job) => job.steps)) {
    for (const [scope, level] of Object.entries(ACTION_PERMISSIONS[step.actionName ?? ''] ?? {})) {
      if (scopes[scope] !== 'write') scopes[scope] = level;
    }
  }
  return scopes;
}
