import { type ConfigLayer, PROFILES, type RuleLevel, SEVERITIES } from '#core';

/** The editor's settings for one folder: section `seaworthy`. */
export interface Settings {
  readonly enable: boolean;
  /** Files that are not open are linted too, where the client asks for their diagnostics. */
  readonly closedFiles: boolean;
  /** The program ShellCheck, where it is to be asked. */
  readonly shellcheck: string | undefined;
  /** Layer below all configuration files. */
  readonly layer: ConfigLayer;
  /** Equal keys mean equal settings. */
  readonly key: string;
}

/** Takes what is valid of an editor's answer, which may be anything. */
export function readSettings(value: unknown): Settings {
  const given = isRecord(value) ? value : {};
  const profile = PROFILES.find((known) => known === given.profile);
  const rules: Record<string, RuleLevel> = Object.create(null);
  for (const [name, level] of Object.entries(isRecord(given.rules) ? given.rules : {})) {
    const known = (['off', ...SEVERITIES] as const).find((one) => one === level);
    if (known) rules[name] = known;
  }
  const enable = given.enable !== false;
  const closedFiles = !(isRecord(given.diagnostics) && given.diagnostics.scope === 'openFiles');
  // An editor that knows untrusted workspaces says so; in one nothing is executed.
  const { enable: wanted, path } = isRecord(given.shellcheck) ? given.shellcheck : {};
  const program = typeof path === 'string' && path !== '' ? path : 'shellcheck';
  const shellcheck = wanted === true && given.trusted !== false ? program : undefined;
  const layer: ConfigLayer = { folder: '', ...(profile ? { profile } : {}), rules };
  return { enable, closedFiles, shellcheck, layer, key: JSON.stringify([enable, profile, rules, shellcheck]) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export const DEFAULT_SETTINGS = readSettings(undefined);
