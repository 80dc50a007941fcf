import {
  type DockerfileNodes,
  dockerfile,
  dockerfileRule,
  fix,
  insertLinesAfter,
  isInstruction,
  PLATFORM_ARGS,
  PROXY_ARGS,
  type Report,
  related,
  type Span,
} from '#core';

type Instruction = DockerfileNodes['instruction'];

/** Names that the `ARG`s before the first `FROM` declare. */
function globalArguments(instruction: Instruction): Map<string, Span> {
  const found = new Map<string, Span>();
  for (const one of instruction.file.instructions) {
    if (one.stage) break;
    if (isInstruction(one, 'ARG')) for (const { key, keySpan } of one.pairs) found.set(key, keySpan);
  }
  return found;
}

/** Names in a script that the script sets itself. */
function ownNames(run: DockerfileNodes['run']): Set<string> {
  const names = new Set<string>();
  for (const { command } of run.text.commands) {
    for (const { name } of command.assignments) names.add(name);
    if (/^(?:export|read|local|declare|for)$/.test(command.program ?? ''))
      for (const word of command.words) names.add(word.template.replace(/=.*$/s, ''));
  }
  for (const [, name] of run.head.text.matchAll(/\bfor\s+(\w+)\s+in\b/g)) names.add(name ?? '');
  return names;
}

/** Places where the variable of a name is used, as the shell or the builder expands it. */
function usesIn(instruction: Instruction): { readonly name: string; readonly span: Span }[] {
  if (isInstruction(instruction, 'RUN')) {
    const own = ownNames(instruction);
    return instruction.text.commands.flatMap(({ command }) =>
      [...command.words, ...command.assignments.flatMap(({ value }) => value ?? [])]
        .flatMap((word) => [...word.parts, ...word.parts.flatMap(({ parts }) => parts)])
        .flatMap(({ parameter, parameterOperator, span }) =>
          parameter !== undefined && parameterOperator === undefined && !own.has(parameter) ? [{ name: parameter, span }] : [],
        ),
    );
  }
  if (!/^(?:ADD|COPY|ENV|EXPOSE|LABEL|USER|VOLUME|WORKDIR)$/.test(instruction.keyword ?? '')) return [];
  const words =
    isInstruction(instruction, 'ENV') || isInstruction(instruction, 'LABEL')
      ? instruction.pairs.flatMap(({ value }) => value ?? [])
      : instruction.words;
  return words.flatMap((word) =>
    instruction
      .variables(word)
      .filter(({ hasDefault }) => !hasDefault)
      .map((use) => ({ name: use.name, span: instruction.spanInWord(word, use) })),
  );
}

function check(instruction: Instruction, reported: Set<string>, globals: ReadonlyMap<string, Span>, report: Report): void {
  const { stage, file } = instruction;
  if (!stage) return;
  for (const { name, span } of usesIn(instruction)) {
    const declared = globals.get(name);
    // What the base image sets may have the same name, as `VERSION` or `HOME` do.
    if (!declared || reported.has(name) || PLATFORM_ARGS.has(name) || PROXY_ARGS.has(name) || instruction.scope.declarationOf(name))
      continue;
    reported.add(name);
    report(
      span,
      `\`${name}\` is empty here: an \`ARG\` before the first \`FROM\` holds for \`FROM\` lines only.`,
      related(file.source.path, declared, 'Declared here.'),
      fix('unsafe', `Declare \`${name}\` in this stage`, () => insertLinesAfter(stage.from, [`ARG ${name}`])),
    );
  }
}

export default dockerfileRule({
  title: 'Build argument that does not reach the stage',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Arguments before the first `FROM` are for the `FROM` lines. A stage has to declare them again, `ARG NAME` without a value, or they are empty.',
  equivalents: ['hadolint:SC', 'shellcheck:SC2154'],

  visit: {
    file(file, report) {
      const [first] = file.instructions;
      const globals = first ? globalArguments(first) : new Map<string, Span>();
      if (globals.size === 0) return;
      for (const stage of file.stages) {
        const reported = new Set<string>();
        for (const instruction of stage.instructions) {
          check(instruction, reported, globals, report);
          if (isInstruction(instruction, 'ONBUILD') && instruction.trigger) check(instruction.trigger, reported, globals, report);
        }
      }
    },
  },

  fixSafety: 'The variable then has the value that was given for it, and the layers below are made anew when that changes.',

  examples: [
    {
      bad: dockerfile`
        ARG VERSION=24
        FROM node:$VERSION-slim
        LABEL version=$VERSION
                      ^^^^^^^^ \`VERSION\` is empty here: an \`ARG\` before the first \`FROM\` holds for \`FROM\` lines only.
        RUN echo "$VERSION"
      `,
      good: dockerfile`
        ARG VERSION=24
        FROM node:$VERSION-slim
        ARG VERSION
        LABEL version=$VERSION
        RUN echo "$VERSION"
      `,
    },
    {
      bad: dockerfile`
        ARG TOOL=1.2
        FROM alpine:3.23
        RUN apk add --no-cache "tool=\${TOOL}"
                                     ^^^^^^^ \`TOOL\` is empty here: an \`ARG\` before the first \`FROM\` holds for \`FROM\` lines only.
      `,
    },
  ],

  valid: [
    'ARG A=1\nFROM node:$A\nARG A\nRUN echo $A\n',
    'ARG A=1\nFROM node:$A AS base\nENV A=2\nFROM base\nRUN echo $A\n',
    'ARG A=1\nFROM node:24\nRUN A=2 && echo $A && for A in 1; do echo $A; done\nCOPY ${A:-.} /x\n',
    'ARG TARGETARCH\nFROM node:24\nRUN echo $TARGETARCH\n',
  ],
});
