import { SEVERITIES, type Severity } from '../finding.ts';
import type { Audit, AuditCategory, AuditFinding, Horizon, PlanItem } from './audit.ts';
import { type AuditChange, changeInWords, signed } from './change.ts';
import type { Strength } from './strengths.ts';

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

/**
 * The report as Markdown (GitHub's flavour), ending with a line break. The same audit gives the same text.
 * @param change what is different from an audit before
 */
export function renderAuditMarkdown(audit: Audit, change?: AuditChange): string {
  const blocks = [
    `# Production readiness of ${escapeMarkdown(audit.project)}`,
    summary(audit, change).map(escapeMarkdownText).join('\n\n'),
    scoreTable(audit, change),
    ...lossSection(audit),
    ...serviceSection(audit),
    ...strengthSection(audit),
    ...findingSections(audit),
    ...planSection(audit),
    ...checklistSection(audit),
    ...appendix(audit),
    ...unreadSection(audit),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The report for a terminal: no colours, no markup; ends with a line break. */
export function renderAuditText(audit: Audit, change?: AuditChange): string {
  const lines = [`Production readiness of ${audit.project}`, '', ...summary(audit, change), ''];
  for (const category of audit.categories) lines.push(textRow(category));
  if (audit.strengths.length > 0) {
    lines.push('', `Strengths (${audit.strengths.length})`);
    for (const strength of audit.strengths) lines.push(`  ${strengthTitle(strength)}  ${evidenceOf(strength)}`);
  }
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

function summary(audit: Audit, change: AuditChange | undefined): string[] {
  const { counts, score } = audit;
  if (score === null) return ['Nothing was found that could be judged: no Dockerfile, Compose file or workflow.'];
  const scored = audit.categories.filter((category) => category.score !== null);
  const weakest = [...scored].sort((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
  const lines = [
    `Score ${score} of 100, grade ${audit.grade}: ${audit.rating}.`,
    `${plural(counts.files, 'file')} inspected, ${countList(audit)}.`,
  ];
  if (change) lines.push(`Since the audit before: ${changeInWords(change) || 'nothing changed'}.`);
  if (counts.critical > 0)
    lines.push(
      `Not to be deployed before ${plural(counts.critical, 'critical finding')} ${counts.critical === 1 ? 'is' : 'are'} dealt with.`,
    );
  if (weakest && (weakest.score ?? 10) < 10) lines.push(`Weakest area: ${weakest.title}, ${scoreText(weakest)} of 10.`);
  const manual = audit.checklist.filter(({ state }) => state === 'unknown').length;
  if (manual > 0)
    lines.push(`${plural(manual, 'line')} of the checklist ${manual === 1 ? 'is' : 'are'} about things that no file can tell.`);
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

function scoreTable(audit: Audit, change: AuditChange | undefined): string {
  const rows = audit.categories.map((category) => {
    const counts = SEVERITIES.map((severity) => category.bySeverity[severity] || '').join(' | ');
    const points = change?.categories[category.id];
    const score = `${scoreText(category)}${points === undefined ? '' : ` (${signed(points)})`}`;
    return `| ${category.title} | ${score} | ${category.weight} | ${counts} | ${category.strengths || ''} |`;
  });
  const head = ['| Area | Score | Weight | Critical | High | Medium | Low | Info | Strengths |', '|---|--:|--:|--:|--:|--:|--:|--:|--:|'];
  const note =
    'The score is the mean of the areas that have one, by weight. A dash means that the project has nothing of the kind to check.';
  return ['## Scores', '', ...head, ...rows, '', note].join('\n');
}

/** Rules that cost an area less than this together are counted, not named. */
const NAMED_LOSS = 0.3;

function lossSection(audit: Audit): string[] {
  const rows = audit.categories.flatMap((category) => {
    const { losses } = category;
    if (category.score === null || losses.length === 0) return [];
    const named = losses.filter(({ points }, index) => index === 0 || points >= NAMED_LOSS);
    const rest = losses.slice(named.length);
    const parts = named.map(({ title, points }) => `−${points.toFixed(1)} ${escapeMarkdownText(title)}`);
    const restPoints = rest.reduce((sum, { points }) => sum + points, 0);
    if (rest.length > 0) parts.push(`−${restPoints.toFixed(1)} ${plural(rest.length, 'smaller one')}`);
    return [`- **${category.title}** ${scoreText(category)}: ${parts.join('; ')}`];
  });
  return rows.length > 0 ? ['### Where the points went', rows.join('\n')] : [];
}

function serviceSection({ overview }: Audit): string[] {
  if (!overview || overview.services.length === 0) return [];
  const list = (values: readonly string[]) => values.map(code).join('<br>');
  const rows = overview.services.map(({ name, image, ports, volumes, needs, memory, cpus }) => {
    const limits = [memory, cpus === undefined ? undefined : `${cpus} CPU`].filter((limit) => limit !== undefined);
    return `| ${code(name)} | ${image ? code(image) : ''} | ${list(ports)} | ${list(volumes)} | ${list(needs)} | ${limits.map(escapeMarkdown).join(', ')} |`;
  });
  const head = ['| Service | Image | Ports | Volumes | Waits for | Limits |', '|---|---|---|---|---|---|'];
  return ['## Services', [...head, ...rows].join('\n')];
}

function strengthSection({ strengths, categories }: Audit): string[] {
  if (strengths.length === 0) return [];
  const parts = categories.flatMap(({ id, title }) => {
    const found = strengths.filter(({ area }) => area === id);
    if (found.length === 0) return [];
    const rows = found.map((strength) => `- ${escapeMarkdownText(strengthTitle(strength))}: ${evidenceOf(strength, code)}`);
    return [[`### ${title}`, '', ...rows].join('\n')];
  });
  return [`## Strengths (${strengths.length})`, ...parts];
}

/** More places prove nothing more. */
const MAX_EVIDENCE = 4;

/** @param mark how a place is written */
function evidenceOf({ evidence }: Strength, mark = (place: string) => place): string {
  const shown = evidence.slice(0, MAX_EVIDENCE).map(({ file, line }) => mark(`${file}:${line}`));
  const rest = evidence.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function strengthTitle({ title, partial }: Strength): string {
  return partial === undefined ? title : `${title} (${partial})`;
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
    return `- ${placeInMarkdown(finding)}: ${escapeMarkdownText(finding.message)}${how}`;
  });
  return [
    `### ${escapeMarkdownText(first.title)}`,
    '',
    `${escapeMarkdownText(first.why)} (${code(first.finding.rule)})`,
    '',
    ...places,
  ].join('\n');
}

/** A file that should be there comes first: it is what has to be looked at. */
function placeInMarkdown(finding: AuditFinding['finding']): string {
  return finding.missing === undefined ? code(placeOf(finding)) : `missing: ${code(finding.missing)}, see ${code(placeOf(finding))}`;
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
    const note = state === 'unknown' ? ' (no file can tell)' : '';
    groups.set(group, [...(groups.get(group) ?? []), `- [${state === 'done' ? 'x' : ' '}] ${escapeMarkdownText(title)}${note}`]);
  }
  if (groups.size === 0) return [];
  return ['## Checklist', ...[...groups].map(([group, items]) => [`### ${group}`, '', ...items].join('\n'))];
}

function appendix({ overview }: Audit): string[] {
  if (!overview) return [];
  const { workflowSecrets, environment } = overview;
  const blocks: string[] = [];
  if (workflowSecrets.length > 0) {
    const rows = workflowSecrets.map(({ name, files }) => `- ${code(name)}: ${files.map(code).join(', ')}`);
    blocks.push(['### Secrets that workflows use', '', ...rows].join('\n'));
  }
  if (environment.variables.length > 0) {
    const head = [`| Variable | ${environment.files.map(code).join(' | ')} |`, `|---|${environment.files.map(() => ':-:|').join('')}`];
    const rows = environment.variables.map(
      ({ name, files }) => `| ${code(name)} | ${environment.files.map((file) => (files.includes(file) ? '✓' : '')).join(' | ')} |`,
    );
    blocks.push(['### Environment variables', '', ...head, ...rows].join('\n'));
  }
  return blocks.length > 0 ? ['## Appendix', ...blocks] : [];
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
  const missing = finding.missing === undefined ? '' : `missing ${finding.missing}, see `;
  const place = `${missing}${placeOf(finding)}:${finding.range.start.character + 1}`;
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
