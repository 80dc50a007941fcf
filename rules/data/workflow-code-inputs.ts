/**
 * Inputs of actions whose text is run as code: an expression in them is substituted before the code is read,
 * just as in `run`.
 *
 * Source: the documentation of each action. Date: 2026-11. To refresh: look for actions with a script-like input.
 */
export interface CodeInputEntry {
  /** `owner/repo` or `owner/repo/path`, lower case. */
  readonly action: string;
  readonly input: string;
  readonly language: 'javascript' | 'shell' | 'powershell' | 'python' | 'other';
}

export const CODE_INPUTS: readonly CodeInputEntry[] = [
  { action: 'actions/github-script', input: 'script', language: 'javascript' },
  { action: 'azure/cli', input: 'inlinescript', language: 'shell' },
  { action: 'azure/powershell', input: 'inlinescript', language: 'powershell' },
  { action: 'appleboy/ssh-action', input: 'script', language: 'shell' },
  { action: 'addnab/docker-run-action', input: 'run', language: 'shell' },
  { action: 'nick-fields/retry', input: 'command', language: 'shell' },
  { action: 'nick-invision/retry', input: 'command', language: 'shell' },
  { action: 'jannekem/run-python-script-action', input: 'script', language: 'python' },
  { action: 'cardinalby/js-eval-action', input: 'expression', language: 'javascript' },
  { action: 'lucasbento/auto-close-issues', input: 'issue-close-message', language: 'other' },
  { action: 'roots/issue-closer-action', input: 'issue-close-message', language: 'other' },
  { action: 'roots/issue-closer', input: 'issue-close-message', language: 'other' },
  { action: 'mikefarah/yq', input: 'cmd', language: 'shell' },
  { action: 'amadevus/pwsh-script', input: 'script', language: 'powershell' },
  { action: 'reactivecircus/android-emulator-runner', input: 'script', language: 'shell' },
  { action: 'vmactions/freebsd-vm', input: 'run', language: 'shell' },
  { action: 'cross-platform-actions/action', input: 'run', language: 'shell' },
  { action: 'uraimo/run-on-arch-action', input: 'run', language: 'shell' },
];
