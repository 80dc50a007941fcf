import type { Project } from '../project/project.ts';
import type { Emit, EmitOwn } from '../rule.ts';
import type { DockerfileFile } from './file.ts';
import type { Instruction } from './instruction.ts';
import {
  type ArgInstruction,
  CommandInstruction,
  type CopyInstruction,
  type EnvInstruction,
  type ExposeInstruction,
  type FromInstruction,
  type HealthcheckInstruction,
  isInstruction,
  type LabelInstruction,
  type OnbuildInstruction,
  type RunInstruction,
  type ShellInstruction,
  type StartInstruction,
  type TextInstruction,
  type UserInstruction,
} from './instructions.ts';
import type { Keyword } from './keywords.ts';
import type { Directive } from './layout.ts';
import type { DockerCommand } from './script.ts';
import { shippedStages } from './services.ts';
import type { Stage } from './stage.ts';
import type { Pair } from './words.ts';

/** A name that `ARG` or `ENV` sets, or a label. */
export interface PairNode {
  readonly pair: Pair;
  readonly instruction: ArgInstruction | EnvInstruction | LabelInstruction;
}

/**
 * Level → the node that a rule's handler of that level receives. Instructions behind `ONBUILD` are passed at the level of
 * their own keyword too; they have `onbuild` set, and no effect on this image.
 */
export interface DockerfileNodes {
  file: DockerfileFile;
  directive: Directive;
  stage: Stage;
  /** The stage that an untargeted build ships; in text order, at its `FROM`. */
  finalStage: Stage;
  /** Each stage that goes to production: named as target by Compose services, else what the file itself tells. */
  shippedStage: Stage;
  /** Every instruction, whatever its keyword, unknown ones included. */
  instruction: Instruction;
  from: FromInstruction;
  run: RunInstruction;
  /** Each command of each `RUN`, in shell and exec form; nothing where no POSIX shell reads the text. */
  shellCommand: DockerCommand;
  copy: CopyInstruction;
  add: CopyInstruction;
  env: EnvInstruction;
  arg: ArgInstruction;
  label: LabelInstruction;
  /** Each name of `ENV`. */
  envPair: PairNode;
  /** Each name of `ARG`. */
  argPair: PairNode;
  labelPair: PairNode;
  user: UserInstruction;
  workdir: TextInstruction;
  expose: ExposeInstruction;
  volume: Instruction;
  healthcheck: HealthcheckInstruction;
  cmd: StartInstruction;
  entrypoint: StartInstruction;
  /** `SHELL`. */
  shell: ShellInstruction;
  stopsignal: TextInstruction;
  onbuild: OnbuildInstruction;
  maintainer: TextInstruction;
}

type Wants = (level: keyof DockerfileNodes & string) => boolean;

const LEVELS: { readonly [Key in Keyword]: keyof DockerfileNodes & string } = {
  ADD: 'add',
  ARG: 'arg',
  CMD: 'cmd',
  COPY: 'copy',
  ENTRYPOINT: 'entrypoint',
  ENV: 'env',
  EXPOSE: 'expose',
  FROM: 'from',
  HEALTHCHECK: 'healthcheck',
  LABEL: 'label',
  MAINTAINER: 'maintainer',
  ONBUILD: 'onbuild',
  RUN: 'run',
  SHELL: 'shell',
  STOPSIGNAL: 'stopsignal',
  USER: 'user',
  VOLUME: 'volume',
  WORKDIR: 'workdir',
};

/** Emits the nodes of a file in the order of its text. */
export function walkDockerfile(
  file: DockerfileFile,
  emit: Emit<DockerfileNodes>,
  wants: Wants,
  project: Project,
  emitOwn: EmitOwn<DockerfileNodes>,
): void {
  const shipped = wants('shippedStage') ? shippedStages(file, project) : [];
  emit('file', file);
  for (const directive of file.directives) emit('directive', directive);
  for (const instruction of file.instructions) {
    if (isInstruction(instruction, 'FROM') && instruction.stage) emitStage(instruction.stage, shipped, emit);
    emitInstruction(instruction, emitOwn, wants);
    if (isInstruction(instruction, 'ONBUILD') && instruction.trigger) emitInstruction(instruction.trigger, emitOwn, wants);
  }
}

function emitStage(stage: Stage, shipped: readonly Stage[], emit: Emit<DockerfileNodes>): void {
  emit('stage', stage);
  if (stage === stage.file.finalStage) emit('finalStage', stage);
  if (shipped.includes(stage)) emit('shippedStage', stage);
}

function emitInstruction(instruction: Instruction, emitOwn: EmitOwn<DockerfileNodes>, wants: Wants): void {
  const { keyword } = instruction;
  // Whether a shell reads the text, and which, is decided outside of it; that it stands behind `ONBUILD` is not.
  const suffix = `${instruction.onbuild ? ' onbuild' : ''}${instruction instanceof CommandInstruction ? instruction.dialect : ''}`;
  const emit = <Level extends keyof DockerfileNodes & string>(level: Level, nodes: () => readonly DockerfileNodes[Level][]): void => {
    if (wants(level)) emitOwn(level, `${level}${suffix}`, instruction.source.silence, nodes);
  };
  emit('instruction', () => [instruction]);
  if (!keyword) return;
  const level = LEVELS[keyword];
  // The class of an instruction follows from its keyword, as does the level.
  emit(level, () => [instruction as DockerfileNodes[typeof level]]);
  if (isInstruction(instruction, 'ENV')) emit('envPair', () => pairNodes(instruction));
  else if (isInstruction(instruction, 'ARG')) emit('argPair', () => pairNodes(instruction));
  else if (isInstruction(instruction, 'LABEL')) emit('labelPair', () => pairNodes(instruction));
  else if (isInstruction(instruction, 'RUN') && instruction instanceof CommandInstruction)
    emit('shellCommand', () => instruction.text.commands);
}

function pairNodes(instruction: PairNode['instruction']): PairNode[] {
  return instruction.pairs.map((pair) => ({ pair, instruction }));
}
