/**
 * What client and server say to each other beyond LSP. Only plain types and string constants: the two sides are bundled apart and bring
 * different copies of the LSP libraries.
 *
 * The rest of the contract is LSP itself: the client sends nothing on its own when settings or files change, the server registers
 * `workspace/didChangeConfiguration` (section `seaworthy`) and `workspace/didChangeWatchedFiles` dynamically and reads settings with
 * `workspace/configuration` and a `scopeUri`.
 */

/** `source` of every diagnostic. */
export const DIAGNOSTIC_SOURCE = 'Seaworthy';

/** Kind of the code action that applies every safe fix of a file. */
export const FIX_ALL_KIND = 'source.fixAll.seaworthy';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Profile = 'recommended' | 'strict' | 'all';
export type SeverityCounts = Record<Severity, number>;

/** `initializationOptions` of the client. */
export interface InitializationOptions {
  /** Protocol version; raised when a change is not backward compatible. */
  readonly protocol: 1;
  /** `client`: the server has no file system and uses the `seaworthy/fs/*` requests. `server`: it reads `file:` URIs itself. */
  readonly fileAccess: 'server' | 'client';
  /** The client answers `seaworthy/fs/*` (also for URIs that are not `file:`) and wants `seaworthy/fileInfoChanged`. */
  readonly fileRequests: true;
}

/** Client → server: audits a folder, or one file of it. Cancellable; reports progress on `workDoneToken` when one is given. */
export const AUDIT_REQUEST = 'seaworthy/audit';
/** `view`: an {@link AuditView} as JSON. */
export type AuditFormat = 'markdown' | 'json' | 'sarif' | 'html' | 'text' | 'view';
export interface AuditParams {
  /** URI of the folder. */
  readonly folder: string;
  readonly format: AuditFormat;
  /** URI of the only file to report on; the rest of the folder is context. */
  readonly file?: string;
  readonly workDoneToken?: string | number;
}
export interface AuditResult {
  /** The report in the format asked for. */
  readonly text: string;
  /** 0 to 100; absent when there is nothing to score. */
  readonly score?: number;
  readonly grade?: string;
  readonly counts: SeverityCounts;
  /** How many files were linted. */
  readonly files?: number;
}

/** An audit as a view shows it. Paths are relative to the workspace folder, lines and characters 0-based. */
export interface AuditView {
  readonly project: string;
  /** 0 to 100; null when there is nothing to score. */
  readonly score: number | null;
  readonly grade: string | null;
  readonly rating: string | null;
  readonly counts: SeverityCounts;
  readonly files: number;
  /** Findings that ignore comments silence. */
  readonly silenced: number;
  readonly categories: readonly AuditViewCategory[];
  readonly findings: readonly AuditViewFinding[];
  readonly strengths: readonly AuditViewStrength[];
  readonly checklist: readonly AuditViewChecklistItem[];
  readonly plan: readonly { readonly horizon: string; readonly items: readonly AuditViewPlanItem[] }[];
  /** Files that could not be read. */
  readonly unread: readonly { readonly file: string; readonly message: string }[];
}
export interface AuditViewCategory {
  readonly id: string;
  readonly title: string;
  /** 0 to 10; null where the project has nothing of the kind. */
  readonly score: number | null;
  readonly weight: number;
  readonly bySeverity: SeverityCounts;
  readonly strengths: number;
  readonly losses: readonly { readonly rule: string; readonly title: string; readonly findings: number; readonly points: number }[];
}
export interface AuditViewFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Id of a category. */
  readonly area: string;
  readonly title: string;
  readonly why: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly character: number;
  /** Path of a file that should be there. */
  readonly missing?: string;
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'unsafe' | 'placeholder' }[];
}
export interface AuditViewStrength {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  /** How far it reaches where that is not everywhere. */
  readonly partial?: string;
  readonly evidence: readonly { readonly file: string /** 0-based. */; readonly line: number }[];
}
export interface AuditViewChecklistItem {
  readonly group: string;
  readonly title: string;
  readonly state: 'done' | 'open' | 'unknown';
  readonly priority: Severity;
}
export interface AuditViewPlanItem {
  readonly rule: string;
  readonly title: string;
  readonly findings: number;
  readonly files: number;
  readonly safeFixes: number;
}

/** Client → server: makes a fix that an audit offers, through `workspace/applyEdit`. The finding is looked for in the files as they are now. */
export const AUDIT_FIX_REQUEST = 'seaworthy/auditFix';
export interface AuditFixParams {
  /** URI of the audited folder. */
  readonly folder: string;
  readonly rule: string;
  readonly file: string;
  readonly message: string;
  /** Line of the finding, 0-based; the nearest one is taken. */
  readonly line: number;
  /** Title of the fix. */
  readonly title: string;
}
export interface AuditFixResult {
  /** `gone`: the finding is not there any more. */
  readonly state: 'applied' | 'gone' | 'impossible';
  /** URIs of the files that were changed or created. */
  readonly changed: readonly string[];
}

/** Client → server, no parameters: every rule, sorted by id. */
export const RULES_REQUEST = 'seaworthy/rules';
export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly category: string;
  readonly profile: Profile;
  /** `dockerfile`, `compose`, `workflow`, … */
  readonly kind: string;
}

/** Client → server: the page of a rule; `null` when there is no such rule. */
export const EXPLAIN_REQUEST = 'seaworthy/explain';
export interface ExplainParams {
  readonly rule: string;
}
export interface ExplainResult {
  readonly markdown: string;
}

/** Client → server: what the status item shows for a document; `null` when the file is not linted. */
export const FILE_INFO_REQUEST = 'seaworthy/fileInfo';
export interface FileInfoParams {
  readonly uri: string;
}
export interface FileInfo {
  readonly kind: string;
  readonly role: string;
  readonly profile: Profile;
  /** URI of the configuration file that applies, if any. It wins over the editor's settings. */
  readonly configuration?: string;
  readonly counts: SeverityCounts;
}

/** Server → client notification: an answer to `seaworthy/fileInfo` may differ now. Without `uri`: for all documents. */
export const FILE_INFO_CHANGED_NOTIFICATION = 'seaworthy/fileInfoChanged';
export interface FileInfoChangedParams {
  readonly uri?: string;
}

/** Server → client: text of a file inside a workspace folder; `null` when absent, unreadable, binary or larger than 1 MB. */
export const FS_READ_FILE_REQUEST = 'seaworthy/fs/readFile';
export interface FsReadFileParams {
  readonly uri: string;
}
export interface FsReadFileResult {
  readonly text: string | null;
}

/** Server → client: entries of a directory inside a workspace folder, sorted by name; empty when it cannot be read. */
export const FS_READ_DIRECTORY_REQUEST = 'seaworthy/fs/readDirectory';
export interface FsReadDirectoryParams {
  readonly uri: string;
}
export type FsEntryType = 'file' | 'directory' | 'other';
export type FsReadDirectoryResult = [name: string, type: FsEntryType][];

/** Server → client: URIs of the files under a workspace folder that match a glob, sorted, at most 10,000. */
export const FS_FIND_FILES_REQUEST = 'seaworthy/fs/findFiles';
export interface FsFindFilesParams {
  readonly folder: string;
  /** Relative to `folder`, VS Code glob syntax. */
  readonly pattern: string;
}
export type FsFindFilesResult = string[];
