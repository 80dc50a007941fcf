import { pool } from 'workerpool';
import type { ReadProblem } from '../host.node.ts';
import type { Outcome } from './outcome.ts';
import type { Target } from './targets.ts';
import type { Workspace, WorkspaceOptions } from './workspace.ts';

/** What a worker thread is given: all targets, of which it takes the next one that nobody has taken. */
export interface Assignment {
  readonly options: WorkspaceOptions;
  readonly targets: readonly { readonly root: string; readonly path: string; readonly named: boolean }[];
  /** One 32-bit integer: the number of targets that are taken. */
  readonly taken: SharedArrayBuffer;
  /** How many take from it, the main thread with them. */
  readonly threads: number;
}

export interface Delivery {
  readonly outcomes: readonly (readonly [target: number, outcome: Outcome])[];
  readonly problems: readonly { readonly root: string; readonly problems: readonly ReadProblem[] }[];
}

/** Fewer targets are not taken at a time: files of one folder are parsed for each other, and a thread should do that once. */
const HANDFUL = 4;

/** The numbers of the targets that the caller takes, in stretches that get shorter towards the end, so that all threads end together. */
export function* takeTargets({ taken, targets, threads }: Omit<Assignment, 'options'>): Generator<number> {
  const counter = new Int32Array(taken);
  for (;;) {
    const first = Atomics.load(counter, 0);
    if (first >= targets.length) return;
    const end = Math.min(targets.length, first + Math.max(HANDFUL, Math.ceil((targets.length - first) / (2 * threads))));
    if (Atomics.compareExchange(counter, 0, first, end) !== first) continue;
    for (let target = first; target < end; target++) yield target;
  }
}

export interface Team {
  /** The targets that are left for this thread. */
  readonly own: Iterable<number>;
  /** Resolves when all threads are done. What a thread that died had taken is missing. */
  deliveries(): Promise<readonly Delivery[]>;
  /** Without it the process would not end. */
  end(): Promise<void>;
}

/** Sets threads to work, each a copy of this program. @param threads how many take part, this one with them */
export function startTeam(workspace: Workspace, targets: readonly Target[], threads: number): Team {
  const assignment: Assignment = {
    options: workspace.options,
    targets: targets.map(({ root, path, named }) => ({ root: root.path, path, named })),
    taken: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
    threads,
  };
  const workers = pool(__filename, { workerType: 'thread', maxWorkers: threads - 1 });
  const ends = Promise.allSettled(Array.from({ length: threads - 1 }, () => workers.exec('lint', [assignment])));
  return {
    own: takeTargets(assignment),
    async deliveries() {
      return (await ends).flatMap((end) => (end.status === 'fulfilled' ? [end.value as Delivery] : []));
    },
    async end() {
      await workers.terminate(true);
    },
  };
}
