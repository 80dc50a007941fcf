export { IMAGE_KINDS, type ImageCategory, type ImageKind, type Probe } from '../../data/images.ts';
export { type Absence, isForProduction, isHeldToProduction, listServices, reportAbsence } from './absence.ts';
export { builtFrom, dockerfileOf } from './built.ts';
export { DATABASE_VARIABLES, urlPasswordName, valueVariable } from './credentials.ts';
export type { KeyValue } from './entries.ts';
export { probeOf } from './health.ts';
export { fillDefaults, type Interpolation, type InterpolationOperator, maskInterpolations, readInterpolations } from './interpolation.ts';
export { readBase } from './layers.ts';
export { ComposeFile } from './model.ts';
export { type Mount, normalizeHostPath } from './mounts.ts';
export { moveToEnv } from './move-secret.ts';
export { COMPOSE_TAGS, isReset, type ParsedCompose, parseCompose, RESOURCE_KINDS, type ResourceKind, servicePairs } from './parsed.ts';
export { type Exposure, type Port, type PortRange, portInRange } from './ports.ts';
export {
  credentialSeverity,
  isDebugPort,
  isDevelopmentCommand,
  isDevelopmentTarget,
  isSourceMount,
  isStandIn,
  type Purpose,
} from './purpose.ts';
export { type Build, type ComposeImage, type Dependency, kindOfImage, type Presence, Service } from './service.ts';
export { booleanOf, type ComposeValue, composeValue, shippedText, wordsOf } from './values.ts';
export type { ComposeNodes, ComposeReference, InterpolationNode, Resource } from './visitor.ts';
