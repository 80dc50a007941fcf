import { related, severity } from '../finding.ts';
import { fix, type Safety } from '../fix.ts';
import type { Report, RuleContext } from '../rule.ts';
import type { YamlEdit } from '../yaml/yaml.ts';
import type { Service } from './service.ts';

/** What a rule about something missing knows. */
export interface Absence {
  /** Services that would have it. */
  readonly expected: readonly Service[];
  /** Those that certainly lack it. */
  readonly lacking: readonly Service[];
  /** For one service: a sentence. */
  readonly message: (service: Service) => string;
  /** For a file where no service has it. */
  readonly messageForAll: (services: readonly Service[]) => string;
  readonly fixTitle: (service: Service) => string;
  readonly fixTitleForAll: string;
  readonly safety: Safety;
  readonly edit: (service: Service) => YamlEdit;
}

/** Development, test and CI files are never told that they lack what production needs. */
export function isForProduction(context: RuleContext): boolean {
  return context.source.role === 'production' || context.source.role === 'unknown';
}

/**
 * Whether a service is held to what production needs. Signs of development are enough to let it be; but who asks for the strict profile
 * wants to know what a file lacks that a file for production lies over.
 */
export function isHeldToProduction(service: Service, context: RuleContext): boolean {
  if (!isForProduction(context)) return false;
  const isUnderProduction = service.file.layers.over.some((one) => one.source.role === 'production');
  return service.purpose !== 'development' || (isUnderProduction && context.settings.profile !== 'recommended');
}

/**
 * Reports what is missing at every service that is not for development; but in the profile `recommended` once for a file where nobody
 * has it, since the same sentence at every service is noise while one types. A file for production is told about each.
 */
export function reportAbsence(report: Report, context: RuleContext, absence: Absence): void {
  const expected = absence.expected.filter((service) => isHeldToProduction(service, context));
  const judged = absence.lacking.filter((service) => isHeldToProduction(service, context) && !service.isJudgedElsewhere);
  const [first] = judged;
  if (!first) return;
  const nobody = expected.length === judged.length && judged.length > 1;
  if (!nobody || context.source.role === 'production' || context.settings.profile !== 'recommended') {
    for (const service of judged) {
      report(
        service.key.span,
        absence.message(service),
        service.purpose !== 'production' && severity('low'),
        fix(absence.safety, absence.fixTitle(service), () => absence.edit(service)),
      );
    }
    return;
  }
  report(
    first.key.span,
    absence.messageForAll(judged),
    first.purpose !== 'production' && severity('low'),
    ...judged.slice(1).map((service) => related(service.file.path, service.key.span, absence.message(service))),
    fix(absence.safety, absence.fixTitleForAll, () => editAll(judged, absence)),
  );
}

/** All edits together, or none: half a fix would leave the finding. */
function editAll(services: readonly Service[], absence: Absence): YamlEdit {
  const edits = services.map(absence.edit);
  return edits.every((edit) => edit !== undefined) ? edits.flatMap((edit) => edit ?? []) : undefined;
}

/** "`db`, `web` and 3 more services". */
export function listServices(services: readonly Service[]): string {
  const names = services.map((service) => `\`${service.name}\``);
  if (names.length <= 3) return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more services`;
}
