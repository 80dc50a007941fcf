import type { AuditSummary } from '../../../rules/core/audit/change.ts';
import type { AuditView } from '../../../server/src/protocol.ts';

/** What the page of an audit and the extension say to each other. Plain types: the page runs in a frame of its own. */

/** The audit before, for the change since then. */
export interface PreviousAudit extends AuditSummary {
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Extension → page. */
export type ToPage =
  | { readonly type: 'audit'; readonly audit: AuditView; readonly previous?: PreviousAudit }
  /** Something is being done; buttons wait. */
  | { readonly type: 'busy'; readonly busy: boolean };

/** Page → extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly file: string; readonly line: number; readonly character?: number }
  | { readonly type: 'explain'; readonly rule: string }
  | { readonly type: 'fix'; readonly finding: FixOfFinding }
  | { readonly type: 'again' }
  | { readonly type: 'export' };

export interface FixOfFinding {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
  readonly line: number;
  readonly title: string;
}
