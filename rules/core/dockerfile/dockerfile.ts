/** What rules and the engine use of Dockerfiles. */

export {
  accountNumber,
  type BaseImage,
  baseImageOf,
  commandsOf,
  createdAccounts,
  dropsPrivileges,
  endsOfLife,
  flagValues,
  installedPackages,
  mayHideFlags,
  type UnprivilegedAccount,
  unprivilegedAccount,
  usesRootHome,
} from './base.ts';
export { buildContexts, dockerignoreText } from './context.ts';
export { type DependencyInstall, dependencyInstall, LOCKFILES, type PackageManager as DockerPackageManager } from './dependencies.ts';
export { developmentServer } from './dev-server.ts';
export * from './edit.ts';
export { type DockerfileFile, isSideStage, parseDockerfile } from './file.ts';
export { type Heredoc, heredocText } from './heredoc.ts';
export { Instruction } from './instruction.ts';
export {
  ArgInstruction,
  CommandInstruction,
  CopyInstruction,
  type CopySource,
  EnvInstruction,
  ExposeInstruction,
  FromInstruction,
  HealthcheckInstruction,
  heredocOf,
  type InstructionTypes,
  isInstruction,
  isRootName,
  jsonSpan,
  type Mount as RunMount,
  OnbuildInstruction,
  type Port as ExposedPort,
  RunInstruction,
  ShellInstruction,
  StartInstruction,
  TextInstruction,
  UserInstruction,
} from './instructions.ts';
export {
  FLAGS as DOCKERFILE_FLAGS,
  KEYWORDS as DOCKERFILE_KEYWORDS,
  type Keyword as DockerKeyword,
  PLATFORM_ARGS,
  PROXY_ARGS,
} from './keywords.ts';
export type { Directive as DockerDirective } from './layout.ts';
export { deletes, isKept, PACKAGE_CACHES, type PackageCall, packageCall, pipInstall, type SystemManager } from './packages.ts';
export { type UnpinnedInstall, unpinnedInstall } from './pins.ts';
export type { Declaration as DockerDeclaration, Scope as DockerScope } from './scope.ts';
export { type Dialect, type DockerCommand, type RunText, shellScriptText } from './script.ts';
export { servicesBuiltFrom, shippedStages, standsForProduction } from './services.ts';
export type { Stage } from './stage.ts';
export { expandWord, type VariableUse, variablesIn } from './variables.ts';
export type { DockerfileNodes, PairNode } from './visitor.ts';
export type { Flag as DockerFlag, Pair, Word as DockerWord } from './words.ts';
