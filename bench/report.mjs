// bench/results.md: every figure with what it is compared to.
import { rounded } from './statistics.mjs';

const KIND = { dockerfile: 'Dockerfile', compose: 'Compose', workflow: 'Workflow' };

const number = (value) => (value === undefined ? '–' : String(rounded(value)));

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const right = head.map((_, index) => (index === 0 || typeof rows[0]?.[index] === 'string' ? '---' : '--:'));
  return [
    line(head),
    line(right),
    ...rows.map((row) => line(row.map((cell) => (typeof cell === 'number' || cell === undefined ? number(cell) : cell)))),
  ].join('\n');
}

/** How many times as long as we another one needs; `–` for ourselves. */
function ratio(own, other) {
  return own === other || own === undefined || other === undefined ? '–' : `${(other / own).toFixed(1)}×`;
}

export function report(results) {
  const { machine, typing, repeat, startup, projects, processes, cost, slowest, growth, bundles } = results;
  const own = (list, matches) => list.find((one) => (one.server ?? one.name) === 'Seaworthy' && matches(one));
  const sections = [
    `# Measured

By \`npm run bench${results.withPeers ? ' -- --peers' : ''}\` on ${machine.date}: ${machine.cpu}, ${machine.memory}, ${machine.system}, Node.js ${machine.node}. Milliseconds are medians
unless said otherwise; a shared machine is noisy, so ratios within one run say more than single figures. All figures are for the minified build.`,

    `## While typing

From a key to the diagnostics of the new text, over stdio, in documents of 30, 300 and 3,000 lines; the next key follows 15 ms after the answer. *net*: less what a
server waits on purpose. *first*: from opening to the first diagnostics, with code that is not compiled yet.

${table(
  ['document', 'server', 'p50', 'p95', 'max', 'net p50', 'against ours', 'first', 'MB after'],
  typing.map((one) => {
    const ours = own(typing, ({ kind, size }) => kind === one.kind && size === one.size);
    return [
      `${KIND[one.kind]}, ${one.lines}`,
      one.server,
      one.p50,
      one.p95,
      one.max,
      one.net,
      ratio(ours?.net, one.net),
      one.first,
      one.memory,
    ];
  }),
)}`,

    `## A key held down

A change every 30 ms in 3,000 lines: from the last one to the diagnostics of the final text.

${table(
  ['document', 'server', 'ms', 'against ours'],
  repeat.map((one) => [KIND[one.kind], one.server, one.ms, ratio(own(repeat, ({ kind }) => kind === one.kind)?.ms, one.ms)]),
)}`,

    `## Start

From starting the process to the answer to \`initialize\`.

${table(
  ['server', 'ms'],
  startup.map(({ server, ms }) => [server, ms]),
)}

The light bulb: ${number(results.codeActions.list)} ms for the list of fixes, ${number(results.codeActions.edit)} ms for the edit of one.${
      results.memory
        ? ` Memory: ${number(results.memory.idle)} MB before the first document, ${number(results.memory.after)} MB after a thousand edits of a workflow of 3,000 lines.`
        : ''
    }`,

    `## Whole projects

One file in ten is a Dockerfile, a Compose file or a workflow. Whole processes, start included.

${table(
  ['files', 'command', 'ms', 'files/s', 'peak MB'],
  projects.map(({ files, command, ms, memory }) => [files.toLocaleString('en'), command, ms, Math.round(files / (ms / 1000)), memory]),
)}

60 files of one kind, whole processes:

${table(
  ['kind', 'program', 'ms', 'against ours', 'peak MB'],
  processes.map((one) => [
    KIND[one.kind],
    one.name,
    one.ms,
    ratio(own(processes, ({ kind }) => kind === one.kind)?.ms, one.ms),
    one.memory,
  ]),
)}`,

    `## Rules

In one process, without a server, as while somebody types; all ${results.rules} rules of every profile.

${table(
  ['document', 'parse', 'parse and all rules', 'multiple'],
  cost.map(({ kind, size, parse, all }) => [`${KIND[kind]}, ${size}`, parse, all, `${(all / parse).toFixed(1)}×`]),
)}

The rules that take longest in 3,000 lines. The first rule that asks for something that is worked out once pays for all others.

${table(
  ['kind', 'rule', 'ms'],
  slowest.map(({ kind, rule, ms }) => [KIND[kind], `\`${rule}\``, ms]),
)}`,

    `## Growth

Milliseconds for a thousand lines, all rules, in documents of so many lines: a figure that stays is linear growth.

${table(
  ['lines', ...Object.keys(KIND).map((kind) => KIND[kind])],
  [...new Set(growth.map(({ lines }) => lines))].map((lines) => [
    lines.toLocaleString('en'),
    ...Object.keys(KIND).map((kind) => growth.find((one) => one.kind === kind && one.lines === lines)?.perThousand),
  ]),
)}`,

    `## Size

${table(
  ['file', 'kB', 'kB compressed'],
  [
    ...bundles.map(({ name, bytes, zipped }) => [`\`${name}\``, Math.round(bytes / 1000), Math.round(zipped / 1000)]),
    ['`seaworthy.vsix`', Math.round(results.vsix / 1000), '–'],
  ],
)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}
