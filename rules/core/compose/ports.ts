import type { Span } from '../text/span.ts';
import type { YamlItem, YamlMap, YamlScalar } from '../yaml/yaml.ts';
import type { Service } from './service.ts';
import { composeValue, shippedText } from './values.ts';

/** Inclusive. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Who can reach a published port. `unknown`: a variable decides. */
export type Exposure = 'all' | 'loopback' | 'address' | 'unknown';

/** One entry of `ports`, the same for short and long form. */
export interface Port {
  readonly service: Service;
  readonly item: YamlItem;
  /** The whole entry, or the key that a person would change. */
  readonly span: Span;
  readonly form: 'short' | 'long';
  /** Short form only. */
  readonly scalar: YamlScalar | undefined;
  /** Long form only. */
  readonly map: YamlMap | undefined;
  /** As written; undefined when absent or hidden by a variable. */
  readonly hostIp: string | undefined;
  /** Short form: place of the host address in the decoded text. */
  readonly hostIpPart: Span | undefined;
  /** Undefined for a port that Docker chooses, and where a variable decides. */
  readonly published: PortRange | undefined;
  /** A host port is written, be it a variable. */
  readonly hasPublished: boolean;
  /** The container's port; undefined where a variable decides. */
  readonly target: PortRange | undefined;
  readonly protocol: string;
  readonly exposure: Exposure;
}

export function readPort(service: Service, item: YamlItem): Port | undefined {
  if (item.value?.kind === 'scalar') return readShort(service, item, item.value);
  return item.value?.kind === 'map' ? readLong(service, item, item.value) : undefined;
}

/** Host address, host port, container port: splits from the right, since an IPv6 address has colons of its own. */
function readShort(service: Service, item: YamlItem, scalar: YamlScalar): Port | undefined {
  const value = composeValue(scalar);
  // With defaults the text is what ships; offsets into it are of use only when nothing was filled in.
  const literal = value.interpolations.length === 0;
  const text = value.shipped ?? value.masked;
  const slash = text.lastIndexOf('/');
  const protocol = slash < 0 ? 'tcp' : text.slice(slash + 1).toLowerCase();
  const address = slash < 0 ? text : text.slice(0, slash);
  const lastColon = address.lastIndexOf(':');
  const target = rangeOf(address.slice(lastColon + 1));
  const host = lastColon < 0 ? '' : address.slice(0, lastColon);
  const hostColon = host.startsWith('[') && host.endsWith(']') ? host.length : host.lastIndexOf(':');
  const hostIp = hostColon < 0 ? undefined : host.slice(0, hostColon);
  const published = hostColon < 0 ? host : host.slice(hostColon + 1);
  const hidden = value.shipped === undefined && (hostIp ?? published).includes('\uE000');
  return {
    service,
    item,
    span: scalar.span,
    form: 'short',
    scalar,
    map: undefined,
    hostIp: hidden ? undefined : hostIp,
    hostIpPart: literal && hostIp ? { start: 0, end: hostIp.length } : undefined,
    published: rangeOf(published),
    hasPublished: published !== '',
    target,
    protocol,
    exposure: hidden
      ? hiddenExposure(
          value.interpolations.map((part) => part.name),
          hostIp !== undefined,
          lastColon >= 0,
        )
      : exposureOf(hostIp),
  };
}

/** `${DB_PORT}:5432` is a port by its name; `${BIND}:80` may well hold an address. */
function hiddenExposure(names: readonly string[], hasAddress: boolean, hasHost: boolean): Exposure {
  if (hasAddress || !hasHost) return 'unknown';
  return names.every((name) => /PORT/i.test(name) && !/ADDR|BIND|LISTEN|_IP|HOSTNAME/i.test(name)) ? 'all' : 'unknown';
}

function readLong(service: Service, item: YamlItem, map: YamlMap): Port {
  const ip = map.get('host_ip');
  const ipText = shippedText(ip);
  const published = map.get('published');
  return {
    service,
    item,
    span: (map.pair('host_ip') ?? map.pair('published') ?? map.pair('target'))?.key.span ?? map.span,
    form: 'long',
    scalar: undefined,
    map,
    hostIp: ipText,
    hostIpPart: undefined,
    published: rangeOf(shippedText(published) ?? ''),
    hasPublished: published !== undefined,
    target: rangeOf(shippedText(map.get('target')) ?? ''),
    protocol: shippedText(map.get('protocol'))?.toLowerCase() ?? 'tcp',
    exposure: ip && ipText === undefined ? 'unknown' : exposureOf(ipText),
  };
}

function rangeOf(text: string): PortRange | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65535 ? { first, last } : undefined;
}

export function portInRange(range: PortRange | undefined, port: number): boolean {
  return range !== undefined && range.first <= port && port <= range.last;
}

/** Docker binds to every interface when no address is given, and for `0.0.0.0` and `::` in any spelling. */
function exposureOf(ip: string | undefined): Exposure {
  if (ip === undefined || ip === '') return 'all';
  const bare = ip.replace(/^\[|\]$/g, '').toLowerCase();
  if (/^[0:]+$/.test(bare) && bare.includes(':')) return 'all';
  if (/^0+(?:\.0+){0,3}$/.test(bare) || bare === '*') return 'all';
  if (/^127\./.test(bare) || bare === 'localhost' || /^(?:0*:)*:?0*1$/.test(bare)) return 'loopback';
  return 'address';
}
