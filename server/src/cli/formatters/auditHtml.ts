import { type Audit, type AuditCategory, type AuditChange, type AuditFinding, changeInWords, rulePage, SEVERITIES, signed } from '#core';
import { printable } from '../output.ts';

/** The audit as one page that needs nothing else: no script, no network, light and dark. */
export function formatAuditHtml(audit: Audit, change?: AuditChange): string {
  const title = escapeHtml(`Production readiness of ${audit.project}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${[
  summary(audit, change),
  areas(audit.categories, change),
  services(audit),
  strengths(audit),
  ...findings(audit),
  plan(audit),
  checklist(audit),
  unread(audit),
]
  .filter(Boolean)
  .join('\n')}
</main>
</body>
</html>
`;
}

function summary({ score, grade, rating, counts }: Audit, change: AuditChange | undefined): string {
  if (score === null) return '<p>Nothing was found that could be judged: no Dockerfile, Compose file or workflow.</p>';
  const list = SEVERITIES.flatMap((severity) =>
    counts[severity] > 0 ? `<span class="badge ${severity}">${counts[severity]} ${severity}</span>` : [],
  );
  const since = change ? `<p>Since the audit before: ${escapeHtml(changeInWords(change) || 'nothing changed')}.</p>` : '';
  return `<div class="head">${dial(score, grade ?? '')}<div>
<p class="score">${escapeHtml(rating ?? '')}</p>${since}
<p>${counts.files} ${counts.files === 1 ? 'file' : 'files'} inspected. ${list.join(' ') || 'No findings.'}</p></div></div>`;
}

function dial(score: number, grade: string): string {
  const around = 2 * Math.PI * 52;
  return `<svg class="dial" viewBox="0 0 120 120" role="img" aria-label="Score ${score} of 100, grade ${escapeHtml(grade)}">
<circle cx="60" cy="60" r="52" class="track"/><circle cx="60" cy="60" r="52" class="value" stroke-dasharray="${((score / 100) * around).toFixed(1)} ${around.toFixed(1)}"/>
<text x="60" y="64" class="number">${score}</text><text x="60" y="86">grade ${escapeHtml(grade)}</text></svg>`;
}

function areas(categories: readonly AuditCategory[], change: AuditChange | undefined): string {
  const rows = categories.map(({ id, title, score, weight, findings, losses }) => {
    const points = change?.categories[id];
    const shown = score === null ? 'not judged' : `${score.toFixed(1)}${points === undefined ? '' : ` (${signed(points)})`}`;
    const bar = score === null ? '' : `<span class="bar"><span style="width:${score * 10}%"></span></span>`;
    const why = losses.map(({ title, points }) => `<li>−${points.toFixed(2)} ${inline(title)}</li>`).join('');
    const name = why ? `<details class="why"><summary>${escapeHtml(title)}</summary><ul>${why}</ul></details>` : escapeHtml(title);
    return `<tr><th scope="row">${name}</th><td>${shown}</td><td>${bar}</td><td>${findings}</td><td>${weight}</td></tr>`;
  });
  return `<h2>Areas</h2>
<table><thead><tr><th>area</th><th>score</th><th></th><th>findings</th><th>weight</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

function services({ overview }: Audit): string {
  if (!overview?.services.length) return '';
  const cell = (values: readonly (string | undefined)[]) =>
    `<td>${values.flatMap((value) => (value ? `<code>${escapeHtml(value)}</code>` : [])).join(' ')}</td>`;
  const rows = overview.services.map(
    ({ name, image, ports, volumes, needs, memory, cpus }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th>${cell([image])}${cell(ports)}${cell(volumes)}${cell(needs)}${cell([memory, cpus && `${cpus} CPU`])}</tr>`,
  );
  return `<h2>Services</h2>
<table><thead><tr><th>service</th><th>image</th><th>ports</th><th>volumes</th><th>waits for</th><th>limits</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

function findings(audit: Audit): string[] {
  return SEVERITIES.flatMap((severity) => {
    const found = audit.findings.filter(({ finding }) => finding.severity === severity);
    if (found.length === 0) return [];
    return [`<h2>${severity[0]?.toUpperCase()}${severity.slice(1)} (${found.length})</h2>`, ...found.map(finding)];
  });
}

function finding({ finding, title, why }: AuditFinding): string {
  const missing = finding.missing === undefined ? '' : `missing ${finding.missing}, see `;
  const place = `${missing}${finding.file}:${finding.range.start.line + 1}:${finding.range.start.character + 1}`;
  const fixes = finding.fixes.map((fix) => `<li>${inline(fix.title)} <small>(${fix.safety})</small></li>`);
  return `<details class="${finding.severity}"><summary>${inline(finding.message)} <code>${escapeHtml(place)}</code></summary>
<p>${inline(why)}</p>${fixes.length ? `<ul>${fixes.join('')}</ul>` : ''}
<p><small>${inline(title)} · <a href="${escapeHtml(rulePage(finding.rule))}">${escapeHtml(finding.rule)}</a></small></p></details>`;
}

function plan({ plan }: Audit): string {
  const parts = plan.flatMap(({ horizon, items }) => {
    if (items.length === 0) return [];
    const rows = items.map(({ title, rule, findings, files }) => {
      const amount = findings > 1 ? ` (${findings} in ${files} ${files === 1 ? 'file' : 'files'})` : '';
      return `<li>${inline(title)}${amount} <code>${escapeHtml(rule)}</code></li>`;
    });
    return [`<h3>${escapeHtml(horizon[0]?.toUpperCase() ?? '')}${escapeHtml(horizon.slice(1))}</h3><ul>${rows.join('')}</ul>`];
  });
  return parts.length ? `<h2>Plan</h2>${parts.join('\n')}` : '';
}

const MARKS = { done: '✓', open: '✗', unknown: '?' } as const;

function checklist({ checklist }: Audit): string {
  const groups = [...new Set(checklist.map((item) => item.group))].map((group) => {
    const items = checklist.filter((item) => item.group === group);
    const rows = items.map(
      ({ title, state }) => `<li class="${state}"><span aria-label="${state}">${MARKS[state]}</span> ${inline(title)}</li>`,
    );
    return `<h3>${escapeHtml(group)}</h3><ul class="checklist">${rows.join('')}</ul>`;
  });
  return groups.length ? `<h2>Checklist</h2>${groups.join('\n')}` : '';
}

function strengths({ strengths }: Audit): string {
  const rows = strengths.map(({ title, partial, evidence }) => {
    const places = evidence.slice(0, 4).map(({ file, line }) => `<code>${escapeHtml(`${file}:${line}`)}</code>`);
    return `<li>${inline(partial === undefined ? title : `${title} (${partial})`)} ${places.join(' ')}</li>`;
  });
  return rows.length ? `<h2>Strengths</h2><ul>${rows.join('')}</ul>` : '';
}

function unread({ unread }: Audit): string {
  const rows = unread.map(({ file, message }) => `<li><code>${escapeHtml(file)}</code>: ${escapeHtml(message)}</li>`);
  return rows.length ? `<h2>Not inspected</h2><ul>${rows.join('')}</ul>` : '';
}

/** Text of which only backquotes mean something. */
function inline(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
}

function escapeHtml(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --critical: #b0177f; --high: #c62828; --medium: #b26a00; --low: #1565c0; --info: #00838f; }
@media (prefers-color-scheme: dark) { :root { --critical: #f06ac8; --high: #ff7b72; --medium: #e3b341; --low: #79c0ff; --info: #56d4dd; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
code { font: .9em ui-monospace, monospace; background: var(--soft); padding: .1em .3em; border-radius: 3px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); font-weight: normal; }
thead th { font-weight: 600; }
.score { font-size: 1.2rem; }
.head { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: center; }
.dial { width: 8rem; height: 8rem; }
.dial circle { fill: none; stroke-width: 10; stroke: var(--line); }
.dial .value { stroke: CanvasText; stroke-linecap: round; transform: rotate(-90deg); transform-origin: center; }
.dial text { text-anchor: middle; fill: CanvasText; font-size: 13px; }
.dial .number { font-size: 34px; font-weight: 600; }
.why { border: 0; padding: 0; margin: 0; background: none; }
.badge { border: 1px solid currentColor; border-radius: 1em; padding: 0 .6em; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); } .info { color: var(--info); }
.bar { display: block; width: 10rem; max-width: 30vw; height: .6rem; background: var(--line); border-radius: .3rem; }
.bar span { display: block; height: 100%; background: currentColor; border-radius: .3rem; }
details { border-left: 3px solid currentColor; padding: .3rem .8rem; margin: .4rem 0; background: var(--soft); }
details > * { color: CanvasText; }
summary { cursor: pointer; }
.checklist { list-style: none; padding: 0; }
@media print { details { break-inside: avoid; } }
`;
