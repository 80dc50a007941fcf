import type { Probe } from '../../data/images.ts';
import type { Service } from './service.ts';
import { shippedText } from './values.ts';

/** A health check that the service's image can run as the service is set up; undefined where that is not known. */
export function probeOf(service: Service): Probe | undefined {
  const kind = service.imageKind;
  const image = service.runningImage;
  if (!kind?.probe || !image || !isProbeRight(service, kind.id)) return undefined;
  const major = Number(/^[0-9]+/.exec(image.tag ?? '')?.[0] ?? Number.NaN);
  return kind.probeSince === undefined || major >= kind.probeSince ? kind.probe : undefined;
}

/** Passwords, TLS and other ports make the plain probe fail. */
function isProbeRight(service: Service, id: string): boolean {
  const command = `${service.commandText('entrypoint') ?? ''} ${service.commandText('command') ?? ''}`;
  const setting = (name: string) => service.environment.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  switch (id) {
    case 'redis':
    case 'valkey':
      return !/requirepass|--port|--tls|\.conf\b|--user|\bacl/i.test(command);
    case 'elasticsearch':
      return /^(?:false)$/i.test(setting('xpack.security.enabled')?.shipped ?? '');
    case 'opensearch':
      return /^true$/i.test(shippedText(setting('DISABLE_SECURITY_PLUGIN')?.scalar) ?? setting('plugins.security.disabled')?.shipped ?? '');
    default:
      return !/--port|(?:^|\s)-p\s?[0-9]|--tls/i.test(command);
  }
}
