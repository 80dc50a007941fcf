import { asMap, asScalar, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from '../yaml/nodes.ts';
import type { Job, Step, WorkflowFile } from './model.ts';

/** One event that starts the workflow. */
export interface Trigger {
  readonly file: WorkflowFile;
  readonly name: string;
  /** The name where it is written: a key, an item or the value of `on`. */
  readonly node: YamlScalar;
  /** Its filters; undefined for a bare name. */
  readonly map: YamlMap | undefined;
}

export interface PermissionScope {
  readonly name: string;
  readonly pair: YamlPair;
  readonly level: string | undefined;
}

/** A `permissions:` block of the workflow or of one job. */
export interface Permissions {
  readonly file: WorkflowFile;
  readonly key: YamlScalar;
  readonly value: YamlNode | undefined;
  /** Undefined at the workflow's level. */
  readonly job: Job | undefined;
  /** `read-all`, `write-all` or another lone word. */
  readonly word: string | undefined;
  readonly scopes: readonly PermissionScope[];
}

export interface EnvEntry {
  readonly file: WorkflowFile;
  readonly name: string;
  readonly key: YamlScalar;
  readonly value: YamlScalar | undefined;
  readonly pair: YamlPair;
  readonly level: 'workflow' | 'job' | 'step' | 'container' | 'service';
  readonly job: Job | undefined;
  readonly step: Step | undefined;
}

export function readTriggers(file: WorkflowFile): Trigger[] {
  const node = file.kind === 'workflow' ? file.root?.get('on') : undefined;
  if (!node) return [];
  if (node.kind === 'map') return node.pairs.map((pair) => ({ file, name: pair.name, node: pair.key, map: asMap(pair.value) }));
  const scalars = node.kind === 'seq' ? node.items.map((item) => item.value) : [node];
  return scalars.flatMap((item) =>
    item?.kind === 'scalar' && item.text !== '' ? [{ file, name: item.text, node: item, map: undefined }] : [],
  );
}

export function readPermissions(file: WorkflowFile, pair: YamlPair | undefined, job: Job | undefined): Permissions | undefined {
  if (!pair) return undefined;
  const scopes = (asMap(pair.value)?.pairs ?? []).map((scope) => ({ name: scope.name, pair: scope, level: asScalar(scope.value)?.text }));
  return { file, key: pair.key, value: pair.value, job, word: asScalar(pair.value)?.text || undefined, scopes };
}

export function readEnv(
  file: WorkflowFile,
  node: YamlNode | undefined,
  level: EnvEntry['level'],
  job: Job | undefined,
  step: Step | undefined,
): EnvEntry[] {
  return (asMap(node)?.pairs ?? []).map((pair) => ({
    file,
    name: pair.name,
    key: pair.key,
    value: asScalar(pair.value),
    pair,
    level,
    job,
    step,
  }));
}
