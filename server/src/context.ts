import type { Connection } from 'vscode-languageserver';
import type { ClientFeatures } from './capabilities.ts';
import type { Session } from './session.ts';

/** What every feature works with. */
export interface ServerContext {
  readonly connection: Connection;
  readonly session: Session;
  readonly client: ClientFeatures;
}
