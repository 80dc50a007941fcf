import type { LogOutputChannel } from 'vscode';
import type { Server } from './server.ts';
import type { AuditReports } from './views/auditReport.ts';
import type { MarkdownPages } from './views/markdownPages.ts';
import type { StatusItem } from './views/statusItem.ts';

/** What a command may use. */
export interface App {
  readonly server: Server;
  readonly output: LogOutputChannel;
  readonly pages: MarkdownPages;
  readonly reports: AuditReports;
  readonly status: StatusItem;
}

/** A palette command. What it returns goes to whoever ran it with `executeCommand`. */
export type Command = (app: App, ...args: unknown[]) => Promise<unknown>;
