import { PROFILES, type Profile, SEVERITIES, type Severity } from '#core';
import type { Arguments, Option } from './args.ts';

/** Options that more than one command takes. */
export const SHARED = {
  profile: { value: 'NAME', choices: PROFILES, help: 'rules to run: recommended, strict or all; wins over the configuration' },
  config: { value: 'FILE', help: 'use this configuration instead of the .seaworthy.yaml files beside the linted files' },
  'no-project': { help: 'read no other files than the linted ones and the configuration' },
  jobs: { value: 'N', help: 'read up to N files at the same time (1 to 64, default 1); linting itself runs on one core' },
} as const satisfies Record<string, Option>;

export const FAIL_ON = [...SEVERITIES.filter((severity) => severity !== 'info'), 'never'] as const;

export type FailOn = Severity | 'never';

export function profileOf(args: Arguments): Profile | undefined {
  return PROFILES.find((profile) => profile === args.value('profile'));
}

export function failOnOf(args: Arguments): FailOn {
  return FAIL_ON.find((severity) => severity === args.value('fail-on')) ?? 'high';
}
