import { type LogOutputChannel, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  WorkDoneProgress,
} from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import { documentSelector } from './documents.ts';

// This module pulls in the whole language client. Load it with import() when the server is started, not while the extension is activated.

const maximumRestarts = 4;
const restartWindow = 3 * 60 * 1000;

export interface ClientContext {
  readonly fileAccess: InitializationOptions['fileAccess'];
  readonly output: LogOutputChannel;
  /** Whether the server has been up before; one that does not come up at all is not tried again. */
  hasStarted(): boolean;
  /** The server crashed too often and stays down. */
  onGaveUp(): void;
}

export function clientOptions({ fileAccess, output, hasStarted, onGaveUp }: ClientContext): LanguageClientOptions {
  const initializationOptions: InitializationOptions = { protocol: 1, fileAccess, fileRequests: true };
  return {
    documentSelector: documentSelector(),
    outputChannel: output,
    // Whatever has to be said pops up as a message; the output is opened by the user.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions,
    initializationFailedHandler: (error) => {
      output.error('The server could not be initialized', error);
      return false;
    },
    errorHandler: restartingErrorHandler(hasStarted, onGaveUp),
    markdown: { supportThemeIcons: true, isTrusted: { enabledCommands: ['seaworthy.explainRule'] } },
    middleware: {
      workspace: {
        // The server starts no program in a workspace that is not trusted.
        configuration: async (params, token, next) => {
          const answers: unknown = await next(params, token);
          if (!Array.isArray(answers)) return [];
          return answers.map((answer: unknown, index) =>
            params.items[index]?.section === 'seaworthy' && typeof answer === 'object'
              ? { ...answer, trusted: workspace.isTrusted }
              : answer,
          );
        },
      },
    },
    // A document that another extension opens in the background is not linted before somebody sees it.
    textSynchronization: { delayOpenNotifications: true },
  };
}

/** Restarts a crashed server, up to 4 times within 3 minutes. */
function restartingErrorHandler(hasStarted: () => boolean, onGaveUp: () => void): ErrorHandler {
  let crashes: number[] = [];
  return {
    // What is typed to a server that has just died fails to be sent. Shutting down for that would forestall the restart.
    error: () => ({ action: ErrorAction.Continue }),
    closed: () => {
      if (!hasStarted()) return { action: CloseAction.DoNotRestart, handled: true };
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < restartWindow), now];
      if (crashes.length <= maximumRestarts) return { action: CloseAction.Restart, handled: true };
      onGaveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

export type ServerState = 'off' | 'starting' | 'running' | 'failed';

export function observeState(client: BaseLanguageClient, onState: (state: ServerState) => void): void {
  client.onDidChangeState(({ newState }) => {
    switch (newState) {
      case State.Starting:
        return onState('starting');
      case State.Running:
        return onState('running');
      case State.StartFailed:
        return onState('failed');
      case State.Stopped:
        return onState('off');
      default:
        newState satisfies never;
    }
  });
}

/** Calls back with the messages the server reports on a work-done token. `percentage` is 0 to 100 where known. */
export function observeProgress(client: BaseLanguageClient, token: string, onProgress: (message?: string, percentage?: number) => void) {
  return client.onProgress(WorkDoneProgress.type, token, (value) => {
    if (value.kind !== 'end') onProgress(value.message, value.percentage);
  });
}
