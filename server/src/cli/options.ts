import { PROFILES, type Profile, SEVERITIES, type Severity } from '#core';
import { type Arguments, numberValue, type Option } from './args.ts';
import type { LintCache } from './cache.ts';
import { UserError } from './errors.ts';
import type { Workspace, WorkspaceOptions } from './workspace.ts';

/** Options that more than one command takes. */
export const SHARED = {
  profile: { value: 'NAME', choices: PROFILES, help: 'rules to run: recommended, strict or all; wins over the configuration' },
  config: { value: 'FILE', help: 'use this configuration instead of the .seaworthy.yaml files beside the linted files' },
  'no-project': { help: 'read no other files than the linted ones and the configuration' },
  jobs: {
    value: 'N',
    help: 'lint in N threads (1 to 64; default: as many as keep all cores busy, where there are enough files); the result is the same',
  },
  shellcheck: { help: 'have the program shellcheck, which has to be installed, read the scripts of Dockerfiles too' },
  cache: { help: 'use again what an earlier run found, wherever neither a file nor what it depends on has changed' },
  'cache-file': { value: 'FILE', help: 'the same, kept in FILE instead of in the cache folder of the user' },
} as const satisfies Record<string, Option>;

export const FAIL_ON = [...SEVERITIES.filter((severity) => severity !== 'info'), 'never'] as const;

export type FailOn = Severity | 'never';

/** @throws UserError unless it is a number that makes sense */
export function jobsOf(args: Arguments): number | undefined {
  return numberValue(args, 'jobs', 1, 64);
}

/** @throws UserError when the program cannot be asked */
export async function shellcheckOf(args: Arguments): Promise<WorkspaceOptions['shellcheck']> {
  if (!args.flag('shellcheck')) return undefined;
  const program = 'shellcheck';
  const version = await new (await import('../shellcheck.node.ts')).Shellcheck(program).version();
  if (version === undefined)
    throw new UserError(
      '`--shellcheck` needs the program `shellcheck`, which was not found.',
      'Install it (https://www.shellcheck.net), or leave the option out.',
    );
  return { program, version };
}

/** Undefined where none is wanted. @throws UserError when the file is something else */
export async function cacheOf(args: Arguments, workspace: Workspace): Promise<LintCache | undefined> {
  const file = args.value('cache-file');
  return args.flag('cache') || file !== undefined ? new (await import('./cache.ts')).LintCache(workspace, file) : undefined;
}

export function profileOf(args: Arguments): Profile | undefined {
  return PROFILES.find((profile) => profile === args.value('profile'));
}

export function failOnOf(args: Arguments): FailOn {
  return FAIL_ON.find((severity) => severity === args.value('fail-on')) ?? 'high';
}
