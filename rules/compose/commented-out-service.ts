import { asMap, composeRule, createSource, fix, isForProduction, parseCompose, type Span, type YamlFile, yaml } from '#core';

/** A service that somebody took out by comment signs. */
interface Block {
  readonly name: string;
  /** The name in its comment line. */
  readonly span: Span;
  /** The comment signs, with the blank behind them where it is one too many. */
  readonly signs: readonly Span[];
}

export default composeRule({
  title: 'Service that is commented out',
  category: 'maintainability',
  severity: 'medium',
  profile: 'strict',
  why: 'The file does not start what it was written for. Nobody notices when the lines no longer fit the rest; a profile keeps the service out just as well.',
  equivalents: ['review:F030'],

  visit: {
    file(file, report, context) {
      if (!isForProduction(context) || file.isBroken) return;
      for (const block of findBlocks(file.yaml)) {
        report(
          block.span,
          `The service \`${block.name}\` is commented out.`,
          fix('unsafe', `Restore \`${block.name}\``, () => restore(file.yaml, block)),
        );
      }
    },
  },

  fixSafety: 'The service is started with all others from then on; give it a profile where it is not always wanted.',

  examples: [
    {
      bad: yaml`
        services:
          db:
            image: postgres:17

          # The interface
          # api:
            ^^^ The service \`api\` is commented out.
          #   build: ./api
          #   ports:
          #     - "3000:3000"
      `,
      good: yaml`
        services:
          db:
            image: postgres:17

          # The interface
          api:
            build: ./api
            ports:
              - "3000:3000"
      `,
    },
  ],

  valid: [
    yaml`
      services:
        db:
          image: postgres:17
          # ports:
          #   - "5432:5432"
          # build: see the folder docker
    `,
    { path: 'docker-compose.dev.yml', text: 'services:\n  db:\n    image: postgres:17\n  # api:\n  #   build: ./api\n' },
  ],
});

function findBlocks(file: YamlFile): Block[] {
  const { source } = file;
  const services = asMap(file.documents[0]?.root)?.pair('services');
  const first = asMap(services?.value)?.pairs[0];
  if (!services || !first) return [];
  const column = source.lines.positionAt(first.key.span.start).character;
  const from = source.lines.lineAt(services.key.span.start);
  const next = (asMap(file.documents[0]?.root)?.pairs ?? []).find((pair) => pair.key.span.start > services.span.end);
  const to = next ? source.lines.lineAt(next.key.span.start) : source.lines.count;
  const comments = file.comments.filter(({ line, ownLine }) => ownLine && line > from && line < to);
  const blocks: Block[] = [];
  for (let i = 0; i < comments.length; i++) {
    const comment = comments[i];
    const match = comment && /^#([ \t]*)([A-Za-z_][\w.-]*):[ \t]*$/.exec(source.text.slice(comment.span.start, comment.span.end));
    if (!comment || !match) continue;
    const start = source.lines.positionAt(comment.span.start).character;
    const blanks = (match[1] ?? '').length;
    // `  # api:` and `#  api:` are both usual: without the sign, the name has to stand where names of services stand.
    const cut = start === column && blanks === 1 ? 2 : start + blanks + 1 === column + 1 && start < column ? 1 : undefined;
    if (cut === undefined) continue;
    const rest = comments.slice(i + 1);
    const isPart = (one: (typeof comments)[number], index: number) =>
      one.line === comment.line + 1 + index && /^#[ \t]{2,}\S/.test(source.text.slice(one.span.start, one.span.end));
    const end = rest.findIndex((one, index) => !isPart(one, index));
    const lines = [comment, ...rest.slice(0, end < 0 ? rest.length : end)];
    const text = [
      'services:',
      ...lines.map((one) => source.lines.textOf(one.line).slice(0, start) + source.text.slice(one.span.start + cut, one.span.end)),
    ].join('\n');
    const parsed = parseCompose(createSource(source.path, text, 'compose'));
    const map = asMap(parsed.services[0]?.value);
    if (parsed.yaml.problems.length > 0 || parsed.services.length !== 1 || !map || !['image', 'build'].some((key) => map.has(key)))
      continue;
    const nameStart = comment.span.start + 1 + blanks;
    blocks.push({
      name: match[2] ?? '',
      span: { start: nameStart, end: nameStart + (match[2] ?? '').length },
      signs: lines.map((one) => ({ start: one.span.start, end: one.span.start + cut })),
    });
    i += lines.length - 1;
  }
  return blocks;
}

/** Refused where the text does not hold the service afterwards, or holds other mistakes. */
function restore(file: YamlFile, { name, signs }: Block) {
  const edits = signs.map((span) => ({ file: file.source.path, ...span, newText: '' }));
  const text = edits.reduceRight((all, { start, end }) => all.slice(0, start) + all.slice(end), file.source.text);
  const parsed = parseCompose(createSource(file.source.path, text, 'compose'));
  const isRight = parsed.yaml.problems.length === file.problems.length && parsed.services.some((pair) => pair.key.text === name);
  return isRight ? edits : undefined;
}
