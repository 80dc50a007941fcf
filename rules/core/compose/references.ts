import { asMap, asScalar, type YamlNode } from '../yaml/yaml.ts';
import type { ResourceKind } from './parsed.ts';
import type { Service } from './service.ts';
import { composeValue } from './values.ts';
import type { ComposeReference } from './visitor.ts';

/** Everything in a service that has to name something else in the file. */
export function referencesOf(service: Service): ComposeReference[] {
  const found: ComposeReference[] = [];
  for (const dependency of service.dependencies) {
    found.push({
      service,
      kind: 'services',
      name: dependency.name,
      span: dependency.span,
      from: 'depends_on',
    });
  }
  addNames(found, service, 'networks', service.get('networks'), 'networks');
  addSources(found, service, 'secrets', service.get('secrets'), 'secrets');
  addSources(found, service, 'configs', service.get('configs'), 'configs');
  addSources(found, service, 'secrets', asMap(service.get('build'))?.get('secrets'), 'build.secrets');
  addVolumes(found, service);
  addLinks(found, service);
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const) {
    const scalar = asScalar(service.get(key));
    const name = scalar && /^service:(.+)$/.exec(scalar.text)?.[1];
    if (scalar && name)
      push(found, {
        service,
        kind: 'services',
        name,
        span: scalar.spanOf('service:'.length, scalar.text.length),
        from: key,
      });
  }
  return found;
}

function push(found: ComposeReference[], reference: ComposeReference): void {
  if (!reference.name.includes('$')) found.push(reference);
}

/** Names as list items or as keys of a mapping. */
function addNames(found: ComposeReference[], service: Service, kind: ResourceKind, node: YamlNode | undefined, from: string): void {
  if (node?.kind === 'map') {
    for (const pair of node.pairs) push(found, { service, kind, name: pair.key.text, span: pair.key.span, from });
  }
  if (node?.kind !== 'seq') return;
  for (const item of node.items) {
    const scalar = asScalar(item.value);
    if (scalar) push(found, { service, kind, name: scalar.text, span: scalar.span, from });
  }
}

/** Names as list items, or `source` of long forms. */
function addSources(found: ComposeReference[], service: Service, kind: ResourceKind, node: YamlNode | undefined, from: string): void {
  if (node?.kind !== 'seq') return;
  for (const item of node.items) {
    const scalar = asScalar(item.value?.kind === 'map' ? item.value.get('source') : item.value);
    if (scalar) push(found, { service, kind, name: scalar.text, span: scalar.span, from });
  }
}

function addVolumes(found: ComposeReference[], service: Service): void {
  for (const mount of service.mounts) {
    if (mount.type !== 'volume' || !mount.source || !mount.sourceSpan) continue;
    // `data/x:/y` has a slash: neither a name nor clearly a path.
    if (/[/\\]/.test(mount.source)) continue;
    push(found, { service, kind: 'volumes', name: mount.source, span: mount.sourceSpan, from: 'volumes' });
  }
}

/** `links: [db:database]`, `volumes_from: [db:ro]`; `container:x` names no service. */
function addLinks(found: ComposeReference[], service: Service): void {
  for (const key of ['links', 'volumes_from'] as const) {
    const node = service.get(key);
    if (node?.kind !== 'seq') continue;
    for (const item of node.items) {
      const scalar = asScalar(item.value);
      if (!scalar || composeValue(scalar).interpolations.length > 0 || scalar.text.startsWith('container:')) continue;
      const name = scalar.text.split(':', 1)[0] ?? '';
      if (name) push(found, { service, kind: 'services', name, span: scalar.spanOf(0, name.length), from: key });
    }
  }
}
