import type { ConfigLayer, RuleLevel } from './config.ts';
import type { Severity } from './finding.ts';
import { baseName, folderOf, joinPath, type Project } from './project/project.ts';
import type { Registry } from './rule.ts';
import { createSource, type FileKind } from './source.ts';
import { asMap, asScalar, asSeq, parseYaml, type YamlMap, type YamlNode } from './yaml/yaml.ts';

/**
 * What configuration files of other linters say about our rules, by the rules' `equivalents`. Whoever has such a file
 * has decided already; our own configuration wins over it. What has no counterpart here is passed over.
 */
export function peerLayers(path: string, kind: FileKind, project: Project, registry: Registry): ConfigLayer[] {
  if (kind === 'dockerfile') {
    const root = nearest(path, ['.hadolint.yaml', '.hadolint.yml'], project);
    return root ? [hadolintLayer(root, registry)] : [];
  }
  if (kind === 'workflow' || kind === 'action') {
    const root = nearest(path, ['.github/zizmor.yml', '.github/zizmor.yaml', 'zizmor.yml', 'zizmor.yaml'], project);
    return root ? [zizmorLayer(root, path, registry)] : [];
  }
  return [];
}

/** The content of the first file of these names in the folder of a path or further up. */
function nearest(path: string, names: readonly string[], project: Project): YamlMap | undefined {
  for (let folder: string | undefined = folderOf(path); folder !== undefined; folder = folder === '' ? undefined : folderOf(folder)) {
    for (const name of names) {
      const candidate = joinPath(folder, name);
      const root = candidate === undefined ? undefined : project.derive('peer-config', candidate, readRoot);
      if (root) return root.map;
    }
  }
  return undefined;
}

function readRoot(text: string, path: string): { readonly map: YamlMap | undefined } {
  return { map: asMap(parseYaml(createSource(path, text, 'config')).documents[0]?.root) };
}

const HADOLINT_LEVELS: Readonly<Record<string, Severity>> = { error: 'high', warning: 'medium', info: 'low', style: 'info' };

function hadolintLayer(root: YamlMap, registry: Registry): ConfigLayer {
  const rules: Record<string, RuleLevel> = Object.create(null);
  for (const [name, level] of Object.entries(HADOLINT_LEVELS)) {
    for (const code of texts(root.at('override', name))) setLevel(rules, registry, `hadolint:${code}`, level);
  }
  for (const code of texts(root.get('ignored'))) setLevel(rules, registry, `hadolint:${code}`, 'off');
  const trusted = texts(root.get('trustedRegistries'));
  const schema = asMap(root.get('label-schema'))?.pairs ?? [];
  const types = Object.fromEntries(schema.map(({ key, value }) => [key.text, asScalar(value)?.text ?? 'text']));
  const labels = { types, strict: asScalar(root.get('strict-labels'))?.value === true };
  return {
    folder: '',
    rules,
    ...(trusted.length ? { trustedRegistries: trusted } : {}),
    ...(schema.length || labels.strict ? { labels } : {}),
  };
}

function zizmorLayer(root: YamlMap, linted: string, registry: Registry): ConfigLayer {
  const rules: Record<string, RuleLevel> = Object.create(null);
  for (const pair of asMap(root.get('rules'))?.pairs ?? []) {
    const options = asMap(pair.value);
    const isDisabled = asScalar(options?.get('disable'))?.value === true;
    // `file.yml:12` names a place that moves with every edit; only whole files are taken over.
    const isIgnored = texts(options?.get('ignore')).includes(baseName(linted));
    if (isDisabled || isIgnored) setLevel(rules, registry, `zizmor:${pair.key.text}`, 'off');
  }
  // A policy of `any` or `ref-pin` for a pattern of actions says that a tag is good enough there.
  const policies = asMap(root.at('rules', 'unpinned-uses', 'config', 'policies'))?.pairs ?? [];
  const trusted = policies.flatMap(({ key, value }) => (['any', 'ref-pin'].includes(asScalar(value)?.text ?? '') ? [key.text] : []));
  return { folder: '', rules, ...(trusted.length ? { trustedActions: trusted } : {}) };
}

function texts(node: YamlNode | undefined): string[] {
  return asSeq(node)?.items.flatMap((item) => asScalar(item.value)?.text ?? []) ?? [];
}

function setLevel(rules: Record<string, RuleLevel>, registry: Registry, name: string, level: RuleLevel): void {
  // One rule tells everything that ShellCheck finds; it looks for the level of the single code.
  if (/^hadolint:SC\d+$/.test(name)) rules[name] = level;
  for (const [id, rule] of registry) if (rule.equivalents?.includes(name)) rules[id] = level;
}
