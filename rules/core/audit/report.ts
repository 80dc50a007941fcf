import { SEVERITIES, type Severity } from '../finding.ts';
import type { Audit, AuditCategory, AuditFinding, Horizon, PlanItem } from './audit.ts';

const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

const HORIZON_TITLES: Readonly<Record<Horizon, string>> = {
  now: 'Now, before anything is deployed',
  'this week': 'This week',
  'this month': 'This month',
  later: 'Later',
};

/** The report as Markdown (GitHub's flavour), ending with a line break. The same audit gives the same text. */
export function renderAuditMarkdown(audit: Audit): string {
  const blocks = [
    `# Production readiness of ${escapeMarkdown(audit.project)}`,
    summary(audit).map(escapeMarkdownText).join('\n\n'),
    scoreTable(audit),
    ...findingSections(audit),
    ...planSection(audit),
    ...checklistSection(audit),
    ...unreadSection(audit),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The report for a terminal: no colours, no markup; ends with a line break. */
export function renderAuditText(audit: Audit): string {
  const lines = [`Production readiness of ${audit.project}`, '', ...summary(audit), ''];
  for (const category of audit.categories) lines.push(textRow(category));
  for (const severity of SEVERITIES) {
    const findings = audit.findings.filter((one) => one.finding.severity === severity);
    if (findings.length === 0) continue;
    lines.push('', `${SEVERITY_TITLES[severity]} (${findings.length})`);
    for (const one of findings) lines.push(...textFinding(one));
  }
  for (const { horizon, items } of audit.plan) {
    if (items.length === 0) continue;
    lines.push('', HORIZON_TITLES[horizon]);
    for (const item of items) lines.push(`  - ${item.title}${planNote(item)}  ${item.rule}`);
  }
  for (const { file, message } of audit.unread) lines.push('', `Not inspected: ${file}: ${message}`);
  return `${lines.join('\n')}\n`;
}

function summary(audit: Audit): string[] {
  const { counts, score } = audit;
  if (score === null) return ['Nothing was found that could be judged: no Dockerfile, Compose file or workflow.'];
  const scored = audit.categories.filter((category) => category.score !== null);
  const weakest = [...scored].sort((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
  const lines = [
    `Score ${score} of 100, grade ${audit.grade}: ${audit.rating}.`,
    `${plural(counts.files, 'file')} inspected, ${countList(audit)}.`,
  ];
  if (counts.critical > 0)
    lines.push(
      `Not to be deployed before ${plural(counts.critical, 'critical finding')} ${counts.critical === 1 ? 'is' : 'are'} dealt with.`,
    );
  if (weakest && (weakest.score ?? 10) < 10) lines.push(`Weakest area: ${weakest.title}, ${scoreText(weakest)} of 10.`);
  const safe = audit.findings.filter(({ fix }) => fix?.safety === 'safe').length;
  if (safe > 0) lines.push(`${plural(safe, 'finding')} can be fixed safely with \`seaworthy fix\`.`);
  return lines;
}

function countList({ counts }: Audit): string {
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => `${counts[severity]} ${severity}`);
  const found = counts.findings === 0 ? 'no findings' : `${plural(counts.findings, 'finding')} (${parts.join(', ')})`;
  return counts.silenced > 0 ? `${found}, ${counts.silenced} more silenced by ignore comments` : found;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function scoreText(category: AuditCategory): string {
  return category.score === null ? '–' : category.score.toFixed(1);
}

function scoreTable(audit: Audit): string {
  const rows = audit.categories.map((category) => {
    const counts = SEVERITIES.map((severity) => category.bySeverity[severity] || '').join(' | ');
    return `| ${category.title} | ${scoreText(category)} | ${category.weight} | ${counts} |`;
  });
  const head = ['| Area | Score | Weight | Critical | High | Medium | Low | Info |', '|---|--:|--:|--:|--:|--:|--:|--:|'];
  const note =
    'The score is the mean of the areas that have one, by weight. A dash means that the project has nothing of the kind to check.';
  return ['## Scores', '', ...head, ...rows, '', note].join('\n');
}

function findingSections(audit: Audit): string[] {
  return SEVERITIES.flatMap((severity) => {
    const findings = audit.findings.filter((one) => one.finding.severity === severity);
    if (findings.length === 0) return [];
    return [`## ${SEVERITY_TITLES[severity]} (${findings.length})`, ...byRule(findings).map(ruleSection)];
  });
}

function byRule(findings: readonly AuditFinding[]): AuditFinding[][] {
  const groups = new Map<string, AuditFinding[]>();
  for (const one of findings) groups.set(one.finding.rule, [...(groups.get(one.finding.rule) ?? []), one]);
  return [...groups.values()];
}

function ruleSection(group: readonly AuditFinding[]): string {
  const [first] = group;
  if (!first) return '';
  const places = group.map(({ finding, fix }) => {
    const how = fix ? ` Fix: ${escapeMarkdownText(fix.title)}${fix.safety === 'safe' ? '' : ` (${fix.safety})`}.` : '';
    return `- ${code(placeOf(finding))}: ${escapeMarkdownText(finding.message)}${how}`;
  });
  return [
    `### ${escapeMarkdownText(first.title)}`,
    '',
    `${escapeMarkdownText(first.why)} (${code(first.finding.rule)})`,
    '',
    ...places,
  ].join('\n');
}

/** `path:line`, 1-based. */
function placeOf(finding: AuditFinding['finding']): string {
  return `${finding.file}:${finding.range.start.line + 1}`;
}

function planSection(audit: Audit): string[] {
  const horizons = audit.plan.filter(({ items }) => items.length > 0);
  if (horizons.length === 0) return [];
  const parts = horizons.map(({ horizon, items }) =>
    [`### ${HORIZON_TITLES[horizon]}`, '', ...items.map((item) => `1. ${escapeMarkdownText(item.title)}${planNote(item)}`)].join('\n'),
  );
  return ['## Plan', ...parts];
}

function planNote(item: PlanItem): string {
  const where = item.findings > 1 ? ` (${item.findings} times${item.files > 1 ? ` in ${item.files} files` : ''})` : '';
  if (item.safeFixes === 0) return where;
  return `${where}, ${item.safeFixes === item.findings ? 'fixed' : `${item.safeFixes} of them fixed`} by \`seaworthy fix\``;
}

function checklistSection(audit: Audit): string[] {
  const groups = new Map<string, string[]>();
  for (const { group, title, state } of audit.checklist) {
    if (state === 'unknown') continue;
    groups.set(group, [...(groups.get(group) ?? []), `- [${state === 'done' ? 'x' : ' '}] ${escapeMarkdownText(title)}`]);
  }
  if (groups.size === 0) return [];
  return ['## Checklist', ...[...groups].map(([group, items]) => [`### ${group}`, '', ...items].join('\n'))];
}

function unreadSection(audit: Audit): string[] {
  if (audit.unread.length === 0) return [];
  return ['## Not inspected', audit.unread.map(({ file, message }) => `- ${code(file)}: ${escapeMarkdownText(message)}`).join('\n')];
}

function textRow(category: AuditCategory): string {
  const counts = SEVERITIES.filter((severity) => category.bySeverity[severity] > 0).map(
    (severity) => `${category.bySeverity[severity]} ${severity}`,
  );
  return `  ${category.title.padEnd(24)} ${scoreText(category).padStart(4)}  ${counts.join(', ')}`.trimEnd();
}

function textFinding({ finding, fix }: AuditFinding): string[] {
  const place = `${placeOf(finding)}:${finding.range.start.character + 1}`;
  return [
    `  ${place}  ${finding.message}  ${finding.rule}`,
    ...(fix ? [`    fix: ${fix.title}${fix.safety === 'safe' ? '' : ` (${fix.safety})`}`] : []),
  ];
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Escapes what would be markup; code spans that messages hold stay code. */
function escapeMarkdownText(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_<>[\]|]/g, '\\$&').replace(/[\r\n]+/g, ' ');
}
