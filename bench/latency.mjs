// Keystroke to diagnostics, start-up and memory, as an editor sees them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { documentOf, KINDS } from './documents.mjs';
import { LanguageServer } from './language-server.mjs';
import { median, percentile } from './statistics.mjs';

/** Keys before it counts: a session has thousands, and the first ones meet code that Node.js has not compiled yet. */
const WARM_UP = 40;
const EDITS = 120;
/** A server that takes a second for a key is known well enough after a while. */
const LIMIT = 40_000;
/** Servers that wait on purpose are typed at less often, or a run takes an hour. */
const SLOW = { warmUp: 8, edits: 16 };
/** Milliseconds between an answer and the next key: a fast typist, and time for the server to be idle. */
const PAUSE = 15;

/** A workspace of one file, gone afterwards. */
async function inWorkspace(kind, text, run) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
  try {
    const path = join(folder, KINDS[kind].path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return await run(folder, pathToFileURL(path).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Types letters behind the word in the middle of a document, and takes them away again. */
class Typist {
  #lines;
  #line;
  #column;
  #typed = 0;
  version = 1;

  constructor(text, behind) {
    this.#lines = text.split('\n');
    const places = this.#lines.flatMap((line, index) => (behind.test(line) ? [index] : []));
    this.#line = places.reduce((best, at) => (Math.abs(at - this.#lines.length / 2) < Math.abs(best - this.#lines.length / 2) ? at : best));
    this.#column = behind.exec(this.#lines[this.#line])[0].length;
  }

  /** The next key, in the form that the server wants changes in. */
  next(isFullSync) {
    this.version++;
    const back = this.#typed === 10;
    const at = this.#column + this.#typed;
    const range = { start: { line: this.#line, character: back ? this.#column : at }, end: { line: this.#line, character: at } };
    const text = back ? '' : 'abcdefghij'[this.#typed];
    const line = this.#lines[this.#line];
    this.#lines[this.#line] = line.slice(0, range.start.character) + text + line.slice(range.end.character);
    this.#typed = back ? 0 : this.#typed + 1;
    return isFullSync ? [{ text: this.#lines.join('\n') }] : [{ range, text }];
  }
}

/**
 * @param {{ name: string, command: readonly string[], languageId?: string, debounce?: number }} server
 * @returns milliseconds; `net` is less what the server waits on purpose
 */
export async function measureTyping(server, kind, lines, edits = server.debounce ? SLOW.edits : EDITS) {
  const warmUp = server.debounce ? SLOW.warmUp : WARM_UP;
  const text = documentOf(kind, lines);
  return inWorkspace(kind, text, async (folder, uri) => {
    const session = new LanguageServer(server, folder);
    try {
      const initialize = await session.initialize(server.initializationOptions);
      const idle = session.memory();
      const first = await session.open(uri, server.languageId ?? KINDS[kind].languageId, text);
      const typist = new Typist(text, KINDS[kind].typeBehind);
      const times = [];
      const began = performance.now();
      for (let n = 0; n < edits + warmUp; n++) {
        const change = typist.next(session.isFullSync);
        const ms = await session.change(uri, typist.version, change);
        if (n >= warmUp) times.push(ms);
        if (performance.now() - began > LIMIT && times.length >= 20) break;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
      const net = (value) => Math.max(0, value - (server.debounce ?? 0));
      return {
        initialize,
        first,
        p50: median(times),
        p95: percentile(times, 0.95),
        max: Math.max(...times),
        net: net(median(times)),
        idle,
        memory: session.memory(),
        findings: session.diagnostics(uri).length,
      };
    } finally {
      await session.stop();
    }
  });
}

/** A key held down: a change every 30 ms. @returns milliseconds from the last one to the diagnostics of the final text */
export async function measureKeyRepeat(server, kind, lines, edits = 60) {
  const text = documentOf(kind, lines);
  return inWorkspace(kind, text, async (folder, uri) => {
    const session = new LanguageServer(server, folder);
    try {
      await session.initialize(server.initializationOptions);
      await session.open(uri, server.languageId ?? KINDS[kind].languageId, text);
      const typist = new Typist(text, KINDS[kind].typeBehind);
      let last = 0;
      for (let n = 0; n < edits; n++) {
        const change = typist.next(session.isFullSync);
        last = session.send(uri, typist.version, change);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      return Math.max(0, (await session.settled(uri)) - last);
    } finally {
      await session.stop();
    }
  });
}

/** Resident memory in MB before the first document and after a thousand edits of a large one. */
export async function measureMemory(server, kind, lines) {
  const { idle, memory } = await measureTyping(server, kind, lines, 1000);
  return { idle, after: memory };
}

/** The light bulb on a finding, and the edit of its first fix. */
export async function measureCodeActions(server, times = 40) {
  const text = 'FROM node:latest\nRUN apt-get update && apt-get install curl\nCMD npm start\n';
  return inWorkspace('dockerfile', text, async (folder, uri) => {
    const session = new LanguageServer(server, folder);
    try {
      await session.initialize();
      await session.open(uri, 'dockerfile', text);
      const [diagnostic] = session.diagnostics(uri);
      const asked = [];
      const resolved = [];
      for (let n = 0; n < times + WARM_UP; n++) {
        const from = performance.now();
        const actions = await session.request('textDocument/codeAction', {
          textDocument: { uri },
          range: diagnostic.range,
          context: { diagnostics: [diagnostic] },
        });
        const between = performance.now();
        if (!actions[0].edit) await session.request('codeAction/resolve', actions[0]);
        if (n < WARM_UP) continue;
        asked.push(between - from);
        resolved.push(performance.now() - between);
      }
      return { list: median(asked), edit: median(resolved) };
    } finally {
      await session.stop();
    }
  });
}
