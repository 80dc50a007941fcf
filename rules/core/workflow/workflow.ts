export type { Activity } from '../../data/workflow-activities.ts';
export { availableChecks } from './available-checks.ts';
export { type CodeInput, codeExpressions, codeInputs } from './code-inputs.ts';
export { isRealScript, type PlacedCommand } from './command-activities.ts';
export { ExpressionNode } from './expressions.ts';
export { changesFolder, type FileReference, fileReferences, hasRepositoryFiles, isAbsent, mayFail } from './file-references.ts';
export { type ImageBuild, imageBuildOf } from './image-build.ts';
export { workflowKind } from './kind.ts';
export { Job, maskExpressions, type Need, parseWorkflow, Step, WorkflowFile } from './model.ts';
export { neededScopes } from './needed-scopes.ts';
export { type Package, packageAt, packageFolders, packagesBelow } from './packages.ts';
export type { EnvEntry, PermissionScope, Permissions, Trigger } from './parts.ts';
export { movableReference, type Pin, pinEdits, pinOf } from './pin.ts';
export {
  type Activities,
  activitiesOf,
  activitiesOfJob,
  activitiesOfWorkflow,
  type Deployment,
  deploymentsOf,
  environmentOf,
  folderOfStep,
  isAfterFailure,
  type JobEnvironment,
  jobsAfter,
  jobsBefore,
  mainDeployment,
  repositoryRoot,
  runCommands,
  union,
  workflowsOf,
} from './pipeline.ts';
export { EVENT_NAMES, type ExpressionSlot, PERMISSION_SCOPES, type SchemaCode, type SchemaProblem } from './schema.ts';
export { moveToVariable } from './script-variable.ts';
export { isHostedRunner, runnerLabels, type ShellFamily, type StepShell, type System, systemsOf } from './shell.ts';
export { insertStepBefore } from './step-edit.ts';
export { isHarmlessInput, type UntrustedRead, untrustedReads } from './untrusted.ts';
export { isCommitHash, parseUses, type UsesReference } from './uses.ts';
export type { UsesNode, WorkflowNodes } from './visitor.ts';
export { inWords } from './words.ts';
