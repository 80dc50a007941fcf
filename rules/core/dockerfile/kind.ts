import type { KindSupport, LineRange } from '../rule.ts';
import { type DockerfileFile, parseDockerfile } from './file.ts';
import { type DockerfileNodes, walkDockerfile } from './visitor.ts';

/** What the engine needs to know of Dockerfiles. */
export const dockerfileKind: KindSupport<DockerfileFile, DockerfileNodes> = {
  language: 'dockerfile',
  parse: parseDockerfile,
  problems: (file) => file.problems,
  comments: (file) => file.comments,
  blockBelow,
  headerEnd: (file) => file.headerEnd,
  walk: (file, emit, wants, context, emitOwn) => walkDockerfile(file, emit, wants, context.project, emitOwn),
};

/**
 * Lines (0-based, both included) of the instruction below a comment. A comment between the lines of an instruction covers
 * the rest of it.
 */
export function blockBelow(file: DockerfileFile, line: number): LineRange | undefined {
  const { instructions } = file.layout;
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.lastLine ?? 0) > line) high = middle;
    else low = middle + 1;
  }
  const next = instructions[low];
  // No comment can stand in a here-document.
  if (!next || (line >= next.firstLine && line >= next.headLastLine)) return undefined;
  return { first: Math.max(next.firstLine, line + 1), last: next.lastLine };
}
