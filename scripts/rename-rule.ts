import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, ruleIds, writeGenerated } from './generated.ts';

const [from = '', to = ''] = process.argv.slice(2);
const source = join(root, 'rules', `${from}.ts`);
const target = join(root, 'rules', `${to}.ts`);
if (!existsSync(source) || existsSync(target) || from.split('/')[0] !== to.split('/')[0]) {
  console.error('usage: npm run rename-rule KIND/OLD KIND/NEW    (OLD has to be there, NEW not, and KIND the same)');
  process.exit(2);
}
// Ignore comments and configurations out there still say the old id: it stays known as an alias.
const text = readFileSync(source, 'utf8');
const alias = /^ {2}aliases: \[(.*)\],$/m;
writeFileSync(
  source,
  alias.test(text)
    ? text.replace(alias, (_, list: string) => `  aliases: [${list}, '${from}'],`)
    : text.replace(/^( {2}title: .*)$/m, `$1\n  aliases: ['${from}'],`),
);
renameSync(source, target);
for (const id of ruleIds()) {
  const path = join(root, 'rules', `${id}.ts`);
  const rule = readFileSync(path, 'utf8');
  const changed = rule.replaceAll(`supersedes: ['${from}'`, `supersedes: ['${to}'`);
  if (changed !== rule) writeFileSync(path, changed);
}
void writeGenerated().then(() => console.log(`${from} is ${to} now; the old id stays known`));
