import type { Example, RegisteredRule } from './rule.ts';
import { diffLines } from './text/diff.ts';

/** Where the page of every rule is, `<id>.md` below it. */
const RULE_PAGES = 'https://github.com/seaworthy-dev/seaworthy/blob/main/docs/rules';

/** Address of a rule's page. */
export function rulePage(id: string): string {
  return `${RULE_PAGES}/${id}.md`;
}

/** The page of a rule as Markdown, for the command line, the editor and docs/rules; ends with a line break. */
export function explainRule(rule: RegisteredRule, id: string): string {
  const blocks = [
    `# ${rule.title}`,
    badges(rule, id),
    rule.why,
    ...examples(rule),
    ...fixSection(rule),
    ...ignoreSection(rule, id),
    ...equivalentsSection(rule),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function badges(rule: RegisteredRule, id: string): string {
  return [`\`${id}\``, `severity **${rule.severity}**`, `category **${rule.category}**`, `profile **${rule.profile}**`].join(' · ');
}

function examples(rule: RegisteredRule): string[] {
  if (rule.examples.length === 0) return [];
  return ['## Examples', ...rule.examples.flatMap((example) => exampleBlocks(example, rule))];
}

function exampleBlocks(example: Example, rule: RegisteredRule): string[] {
  const heading = [example.title, example.path && `\`${example.path}\``].filter(Boolean).join(', ');
  const blocks = heading ? [`${heading}:`] : [];
  const others = rule.language === 'project' ? Object.keys(example.files ?? {}) : [];
  if (others.length > 0) blocks.push(`Beside it: ${others.map((path) => `\`${path}\``).join(', ')}.`);
  blocks.push(fence(languageOf(example, rule), example.bad));
  if (example.good !== undefined)
    blocks.push(
      example.fix ? `After “${example.fix}”:` : 'After the fix:',
      fence('diff', diffOf(withoutCarets(example.bad), example.good)),
    );
  for (const [path, text] of Object.entries(example.goodFiles ?? {})) {
    blocks.push(`and \`${path}\`:`, fence('diff', diffOf(example.files?.[path], text)));
  }
  return blocks;
}

function languageOf(example: Pick<Example, 'path'>, rule: RegisteredRule): string {
  if (rule.language === 'dockerfile') return 'dockerfile';
  if (rule.language === 'project') return '';
  return rule.language === 'file' && /dockerfile/i.test(example.path ?? '') ? 'dockerfile' : 'yaml';
}

/** Lines whose first character is a caret point at the line above. */
function withoutCarets(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('^'))
    .join('\n');
}

/** All lines of both texts, what goes with `-` before what comes with `+`. @param before undefined for a new file */
function diffOf(before: string | undefined, after: string): string {
  const a = before === undefined ? [] : lines(before);
  const b = lines(after);
  const out: string[] = [];
  let line = 0;
  for (const hunk of diffLines(a, b)) {
    for (; line < hunk.beforeStart; line++) out.push(` ${a[line]}`);
    for (; line < hunk.beforeEnd; line++) out.push(`-${a[line]}`);
    for (const added of b.slice(hunk.afterStart, hunk.afterEnd)) out.push(`+${added}`);
  }
  for (; line < a.length; line++) out.push(` ${a[line]}`);
  return out.join('\n');
}

function lines(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

/** A fence that no line of the text can close. */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text.replace(/\n+$/, '')}\n${ticks}`;
}

function fixSection(rule: RegisteredRule): string[] {
  if (rule.fixSafety) return ['## About the fix', rule.fixSafety];
  if (rule.noFix && rule.noFix !== 'later') return ['## Why there is no fix', rule.noFix];
  return [];
}

function ignoreSection(rule: RegisteredRule, id: string): string[] {
  if (rule.language === 'project')
    return ['## Ignoring it', 'Switch it off for the project in `.seaworthy.yaml`:', fence('yaml', `rules:\n  ${id}: off`)];
  const place = rule.language === 'dockerfile' ? 'on a line of its own above the instruction' : 'above the key or at the end of the line';
  return [
    '## Ignoring it',
    `Put a comment ${place}:`,
    fence(rule.language === 'dockerfile' ? 'dockerfile' : 'yaml', `# seaworthy-ignore ${id}: the reason`),
    'Or switch it off for the project in `.seaworthy.yaml`:',
    fence('yaml', `rules:\n  ${id}: off`),
  ];
}

function equivalentsSection(rule: RegisteredRule): string[] {
  const peers = (rule.equivalents ?? []).filter((name) => !name.startsWith('review:'));
  if (peers.length === 0) return [];
  return ['## The same check elsewhere', peers.map((name) => `- \`${name}\``).join('\n')];
}
