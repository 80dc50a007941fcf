// `npm run fuzz -- [--minutes N] [--seed N] [--kind NAME]`: the properties of fuzz.test.ts for as long as you like.
import fc from 'fast-check';
import { checkFixes, checkText } from './checks.ts';
import { FUZZ_KINDS, type FuzzKind, texts } from './texts.ts';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const minutes = Number(option('minutes') ?? 10);
const seed = Number(option('seed') ?? Date.now() % 2 ** 31);
const only = option('kind');
const kinds = FUZZ_KINDS.filter((kind) => only === undefined || kind === only);
if (!(minutes > 0) || !Number.isInteger(seed) || kinds.length === 0) {
  console.error(`npm run fuzz: --minutes takes a number, --seed a whole number, --kind one of ${FUZZ_KINDS.join(', ')}`);
  process.exit(2);
}

const end = Date.now() + minutes * 60_000;
let tried = 0;
let slowest = { perKilobyte: 0, kind: '' as FuzzKind | '', length: 0 };
console.log(`Seed ${seed}`);
for (let round = 0; Date.now() < end; round++) {
  for (const kind of kinds) {
    const result = fc.check(
      fc.property(texts(kind), (text) => {
        const from = performance.now();
        checkText(kind, text);
        const perKilobyte = (performance.now() - from) / Math.max(1, text.length / 1024);
        if (perKilobyte > slowest.perKilobyte) slowest = { perKilobyte, kind, length: text.length };
        checkFixes(kind, text);
        tried++;
      }),
      { numRuns: 300, seed: seed + round },
    );
    if (result.failed) {
      console.error(`${kind}, seed ${seed + round}: ${fc.defaultReportMessage(result)}`);
      process.exit(1);
    }
  }
}
console.log(
  `${tried} texts, nothing found. Slowest: ${slowest.perKilobyte.toFixed(1)} ms per kB in a ${slowest.kind} of ${slowest.length} characters.`,
);
