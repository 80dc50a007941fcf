import { type DockerfileNodes, dockerfile, dockerfileRule, fix, isInstruction, nearestName } from '#core';

type Stage = DockerfileNodes['stage'];

/** A shell expands variables in the others, and `FROM` has a rule of its own. */
const EXPANDED: ReadonlySet<string> = new Set(['ADD', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR', 'ARG']);

export default dockerfileRule({
  title: 'Variable that nothing sets',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'It is empty, and the instruction does something else than it says.',
  equivalents: ['buildkit:UndefinedVar', 'docker-language-server:UndefinedVar'],

  visit: {
    instruction(instruction, report) {
      if (!EXPANDED.has(instruction.keyword ?? '') || !instruction.stage || instruction.onbuild) return;
      if (!instruction.head.text.includes('$')) return;
      const words =
        isInstruction(instruction, 'ENV') || isInstruction(instruction, 'LABEL') || isInstruction(instruction, 'ARG')
          ? instruction.pairs.flatMap(({ value }) => value ?? [])
          : instruction.words;
      const own = isInstruction(instruction, 'ENV') ? new Set(instruction.pairs.map(({ key }) => key)) : new Set<string>();
      for (const word of words) {
        for (const use of instruction.variables(word)) {
          if (use.hasDefault || own.has(use.name)) continue;
          const isDefined = instruction.scope.isDefined(use.name);
          if (isDefined === true) continue;
          const near = nearestName(use.name, namesIn(instruction.stage, instruction.place.index));
          // What the base image sets is not known: then only a slip of the pen is certain.
          if (isDefined === undefined && near === undefined) continue;
          const span = instruction.spanInWord(word, { start: use.nameStart, end: use.nameStart + use.name.length });
          report(
            span,
            `Nothing sets \`${use.name}\`${near ? `; \`${near}\` is set` : ''}.`,
            near !== undefined &&
              fix('unsafe', `Change to \`${near}\``, () => [{ file: instruction.file.source.path, ...span, newText: near }]),
          );
        }
      }
    },
  },

  fixSafety: 'Another variable may be meant.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24
        ARG APP_HOME=/srv/app
        WORKDIR $APP_HOEM
                 ^^^^^^^^ Nothing sets \`APP_HOEM\`; \`APP_HOME\` is set.
      `,
      good: dockerfile`
        FROM node:24
        ARG APP_HOME=/srv/app
        WORKDIR $APP_HOME
      `,
    },
    {
      bad: dockerfile`
        FROM scratch
        COPY $FILE /
              ^^^^ Nothing sets \`FILE\`.
      `,
    },
  ],

  valid: [
    'FROM node:24\nENV PATH=/a:$PATH\nWORKDIR $HOME\nCOPY ${SOURCE:-.} /a\nUSER $USER_ID\n',
    'FROM scratch\nARG FILE\nCOPY $FILE /\n',
  ],
});

/** More names than anybody writes: then nobody looks for the nearest. */
const MANY = 200;

const known = new WeakMap<Stage, readonly { readonly name: string; readonly stage: Stage | undefined; readonly index: number }[]>();

/** Names that the stages set before an instruction. */
function namesIn(stage: Stage, index: number): string[] {
  let names = known.get(stage);
  if (!names) {
    names = [...stage.allInherited('ARG'), ...stage.allInherited('ENV')].flatMap((one) =>
      one.pairs.map(({ key }) => ({ name: key, stage: one.stage, index: one.place.index })),
    );
    known.set(stage, names);
  }
  if (names.length > MANY) return [];
  return names.filter((one) => one.stage !== stage || one.index < index).map(({ name }) => name);
}
