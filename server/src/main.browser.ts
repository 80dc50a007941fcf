import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { registry } from '../../rules/registry.ts';
import { startServer } from './server.ts';

type Port = ConstructorParameters<typeof BrowserMessageReader>[0];

// In a worker the global object is the port to the page that started it; the type library of browsers would clash with that of Node.
const port = globalThis as unknown as Port;

const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));
startServer(connection, {
  rules: () => registry,
  today: () => new Date().toISOString().slice(0, 10),
  openRoot: () => undefined,
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
});
