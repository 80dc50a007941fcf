import type { LintResult, RuleFailure } from './engine.ts';
import type { Finding } from './finding.ts';
import { editsOf, type FileEdit, type Safety } from './fix.ts';
import type { FileKind, Role } from './source.ts';

/** A fix whose edits are made already. */
export interface PortableFix {
  readonly safety: Safety;
  readonly title: string;
  /** Empty where none could be made. */
  readonly edits: readonly FileEdit[];
}

export interface PortableFinding extends Omit<Finding, 'fixes'> {
  readonly fixes: readonly PortableFix[];
}

/** A lint result as plain data: it can be sent to another thread and written to a file. `Engine.revive` makes a result of it again. */
export interface PortableResult {
  readonly kind: FileKind;
  readonly role: Role;
  readonly findings: readonly PortableFinding[];
  readonly silenced: readonly PortableFinding[];
  readonly failures: readonly RuleFailure[];
  readonly used: readonly string[];
  readonly dated: boolean;
}

export function toPortable({ source, findings, silenced, failures, used, dated }: LintResult): PortableResult {
  return {
    kind: source.kind,
    role: source.role,
    findings: findings.map(portableFinding),
    silenced: silenced.map(portableFinding),
    failures,
    used: [...used],
    dated,
  };
}

function portableFinding(finding: Finding): PortableFinding {
  return { ...finding, fixes: finding.fixes.map((fix) => ({ safety: fix.safety, title: fix.title, edits: editsOf(fix) ?? [] })) };
}

export function revivedFinding(finding: PortableFinding): Finding {
  return { ...finding, fixes: finding.fixes.map(({ safety, title, edits }) => ({ detail: 'fix', safety, title, edits: () => edits })) };
}
