import { worker } from 'workerpool';
import { lintChecked } from './lint.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { openTarget } from './targets.ts';
import { type Assignment, type Delivery, takeTargets } from './team.ts';
import { Workspace } from './workspace.ts';

/** Lints targets until none is left. One that cannot be linted is left out: the main thread tries it again and says why. */
async function lint(assignment: Assignment): Promise<Delivery> {
  const workspace = new Workspace(assignment.options);
  const outcomes: (readonly [number, Outcome])[] = [];
  for (const index of takeTargets(assignment)) {
    const target = assignment.targets[index];
    if (!target) continue;
    const root = workspace.rootAt(target.root);
    try {
      const source = openTarget({ ...target, root });
      if (typeof source !== 'string') outcomes.push([index, outcomeOf(await lintChecked(workspace, root, source), root.digests)]);
    } catch {
      // See above.
    }
  }
  return { outcomes, problems: workspace.roots.map((root) => ({ root: root.path, problems: root.disk.problems() })) };
}

worker({ lint });
