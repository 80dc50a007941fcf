import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { type AuditChange, changeInWords, compareAudits, signed, summarize } from '../../rules/core/audit/change.ts';
import type { AuditView, AuditViewCategory, AuditViewFinding, AuditViewStrength, Severity } from '../../server/src/protocol.ts';
import type { FromPage, PreviousAudit } from '../src/views/auditMessages.ts';
import { type Filter, filesOf, findingsOf, NO_FILTER, SEVERITIES } from './filter.ts';

/** What the page shows, and what it can bring about. */
export interface PageState {
  readonly audit: AuditView;
  readonly previous?: PreviousAudit;
  readonly filter: Filter;
  /** Number of the tab that is open, from 0. */
  readonly tab: number;
  readonly busy: boolean;
  send(message: FromPage): void;
  onFilter(change: Partial<Filter>): void;
  onTab(index: number): void;
}

const HORIZONS: Readonly<Record<string, string>> = {
  now: 'Now, before anything is deployed',
  'this week': 'This week',
  'this month': 'This month',
  later: 'Later',
};

const REMARKS = { safe: '', unsafe: 'changes behaviour', placeholder: 'to fill in' } as const;

export function reportPage(state: PageState): TemplateResult {
  const { audit, tab, onTab } = state;
  if (audit.score === null && audit.findings.length === 0) return emptyPage(state);
  const open = audit.checklist.filter(({ state }) => state === 'open').length;
  const steps = audit.plan.reduce((sum, { items }) => sum + items.length, 0);
  return html`
    ${header(state)} ${categories(state)}
    <vscode-tabs
      selected-index=${tab}
      @vsc-tabs-select=${({ detail }: CustomEvent<{ selectedIndex: number }>) => onTab(detail.selectedIndex)}
    >
      <vscode-tab-header slot="header">Findings (${audit.findings.length})</vscode-tab-header>
      <vscode-tab-panel>${findingsTab(state)}</vscode-tab-panel>
      <vscode-tab-header slot="header">Plan (${steps})</vscode-tab-header>
      <vscode-tab-panel>${planTab(state)}</vscode-tab-panel>
      <vscode-tab-header slot="header">Checklist (${open})</vscode-tab-header>
      <vscode-tab-panel>${checklistTab(state)}</vscode-tab-panel>
      <vscode-tab-header slot="header">Strengths (${audit.strengths.length})</vscode-tab-header>
      <vscode-tab-panel>${strengthsTab(state)}</vscode-tab-panel>
    </vscode-tabs>
    ${unread(audit)}
  `;
}

function emptyPage(state: PageState): TemplateResult {
  return html`
    <h1>${state.audit.project}</h1>
    <p>Nothing was found that could be judged: no Dockerfile, Compose file or workflow, and no application.</p>
    ${againButton(state)}
  `;
}

// --- head ---

function header(state: PageState): TemplateResult {
  const { audit, busy, send } = state;
  const { project, score, rating, counts, files, silenced } = audit;
  const blocking = counts.critical;
  return html`
    <header class="head">
      ${score === null ? nothing : dial(score, audit.grade ?? '')}
      <div class="summary">
        <h1>${project}</h1>
        <p class="rating">${rating}${changeText(state)}</p>
        ${
          blocking > 0
            ? html`<p class="blocking">Not to be deployed before ${plural(blocking, 'critical finding')} ${blocking === 1 ? 'is' : 'are'} dealt with.</p>`
            : nothing
        }
        <p class="chips">
          ${SEVERITIES.map((severity) => (counts[severity] > 0 ? html`<span class="chip ${severity}">${counts[severity]} ${severity}</span>` : nothing))}
          <span class="quiet">${plural(files, 'file')} inspected${silenced > 0 ? html`, ${silenced} silenced by comments` : nothing}</span>
        </p>
        <p class="buttons">
          ${againButton(state)}
          <vscode-button secondary ?disabled=${busy} @click=${() => send({ type: 'export' })}>Export…</vscode-button>
        </p>
      </div>
    </header>
  `;
}

function againButton({ busy, send }: PageState): TemplateResult {
  return html`<vscode-button ?disabled=${busy} @click=${() => send({ type: 'again' })}>${busy ? 'Auditing…' : 'Audit again'}</vscode-button>`;
}

function dial(score: number, grade: string): TemplateResult {
  const around = 2 * Math.PI * 52;
  return html`
    <div class="dial ${levelOf(score / 10)}" role="img" aria-label="Score ${score} of 100, grade ${grade}">
      ${svg`<svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="track" cx="60" cy="60" r="52"></circle>
        <circle class="value" cx="60" cy="60" r="52" stroke-dasharray="${(score / 100) * around} ${around}"></circle>
        <text x="60" y="62" class="number">${score}</text>
        <text x="60" y="86" class="grade">grade ${grade}</text>
      </svg>`}
    </div>
  `;
}

function changeText({ previous, audit }: PageState): TemplateResult | typeof nothing {
  const change = previous && compareAudits(previous, summarize(audit));
  const words = change && changeInWords(change);
  if (!words) return nothing;
  const when = new Date(previous.time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return html`<span class="change ${(change.score ?? change.solved - change.added) >= 0 ? 'better' : 'worse'}">${words} since ${when}</span>`;
}

// --- areas ---

function categories({ audit, previous, filter, onFilter, onTab }: PageState): TemplateResult {
  const change = previous && compareAudits(previous, summarize(audit));
  return html`
    <section class="areas" aria-label="Areas">
      ${audit.categories.map((category) =>
        area(category, change, filter.area === category.id, () => {
          onFilter({ ...NO_FILTER, area: filter.area === category.id ? '' : category.id });
          onTab(0);
        }),
      )}
    </section>
  `;
}

function area(category: AuditViewCategory, changes: AuditChange | undefined, chosen: boolean, choose: () => void): TemplateResult {
  const { title, score, weight, losses, bySeverity } = category;
  if (score === null)
    return html`<div class="area none"><span class="name">${title}</span><span class="quiet">nothing to judge</span></div>`;
  const found = SEVERITIES.filter((severity) => bySeverity[severity] > 0).map((severity) => `${bySeverity[severity]} ${severity}`);
  const change = changes?.categories[category.id];
  return html`
    <details class="area ${levelOf(score)}">
      <summary>
        <span class="name">${title}</span>
        <span class="bar" role="meter" aria-label=${title} aria-valuemin="0" aria-valuemax="10" aria-valuenow=${score}>
          <span style=${styleMap({ width: `${score * 10}%` })}></span>
        </span>
        <span class="points">${score.toFixed(1)}</span>
        <span class="delta ${change === undefined ? '' : change > 0 ? 'better' : 'worse'}">${change === undefined ? '' : signed(change)}</span>
      </summary>
      <div class="losses">
        <p>
          Weight ${weight} of 100.
          ${
            found.length === 0
              ? 'Nothing is wrong here.'
              : html`${found.join(', ')}. <a href="#" @click=${prevented(choose)}>${chosen ? 'Show all findings' : 'Show these findings'}</a>`
          }
        </p>
        ${
          losses.length === 0
            ? nothing
            : html`<table>
                <caption>Why it is not 10</caption>
                <tbody>
                  ${losses.map(({ title, findings, points }) => html`<tr><td class="points">−${points.toFixed(2)}</td><td>${marked(title)}${findings > 1 ? ` (${findings})` : ''}</td></tr>`)}
                </tbody>
              </table>`
        }
      </div>
    </details>
  `;
}

// --- findings ---

function findingsTab(state: PageState): TemplateResult {
  const { audit, filter, onFilter } = state;
  const found = findingsOf(audit, filter);
  const isFiltered = filter.text !== '' || filter.area !== '' || filter.file !== '' || filter.hidden.length > 0;
  return html`
    <div class="filters" role="search" aria-label="Filter findings">
      <vscode-textfield
        placeholder="Filter"
        aria-label="Text in findings"
        .value=${filter.text}
        @input=${({ target }: InputEvent) => onFilter({ text: (target as HTMLInputElement).value })}
      ></vscode-textfield>
      <vscode-single-select
        aria-label="Area"
        .value=${filter.area}
        @change=${({ target }: Event) => onFilter({ area: (target as HTMLSelectElement).value })}
      >
        ${choice('', 'All areas', filter.area)} ${audit.categories
          .filter(({ id }) => audit.findings.some((finding) => finding.area === id))
          .map(({ id, title }) => choice(id, title, filter.area))}
      </vscode-single-select>
      <vscode-single-select
        aria-label="File"
        .value=${filter.file}
        @change=${({ target }: Event) => onFilter({ file: (target as HTMLSelectElement).value })}
      >
        ${choice('', 'All files', filter.file)} ${filesOf(audit).map((file) => choice(file, file, filter.file))}
      </vscode-single-select>
      <span class="severities" role="group" aria-label="Severities">
        ${SEVERITIES.filter((severity) => audit.counts[severity] > 0).map((severity) => severityBox(severity, filter, onFilter))}
      </span>
    </div>
    <p class="quiet" role="status">
      ${found.length === audit.findings.length ? plural(found.length, 'finding') : `${found.length} of ${plural(audit.findings.length, 'finding')}`}
      ${isFiltered ? html`· <a href="#" @click=${prevented(() => onFilter(NO_FILTER))}>Show all</a>` : nothing}
    </p>
    ${SEVERITIES.map((severity) => severitySection(severity, found, state))}
  `;
}

function choice(value: string, label: string, chosen: string): TemplateResult {
  return html`<vscode-option value=${value} ?selected=${value === chosen}>${label}</vscode-option>`;
}

function severityBox(severity: Severity, { hidden }: Filter, onFilter: PageState['onFilter']): TemplateResult {
  const change = ({ target }: Event) => {
    const rest = hidden.filter((one) => one !== severity);
    onFilter({ hidden: (target as HTMLInputElement).checked ? rest : [...rest, severity] });
  };
  return html`<vscode-checkbox label=${severity} ?checked=${!hidden.includes(severity)} @change=${change}></vscode-checkbox>`;
}

function severitySection(severity: Severity, found: readonly AuditViewFinding[], state: PageState): TemplateResult | typeof nothing {
  const findings = found.filter((finding) => finding.severity === severity);
  if (findings.length === 0) return nothing;
  return html`
    <h2 class=${severity}>${capital(severity)} (${findings.length})</h2>
    ${repeat(findings, keyOf, (finding) => findingCard(finding, state))}
  `;
}

function keyOf({ rule, file, line, character, message }: AuditViewFinding): string {
  return [rule, file, line, character, message].join('\n');
}

function findingCard(finding: AuditViewFinding, { busy, send }: PageState): TemplateResult {
  const { rule, severity, title, why, message, file, line, character, missing, fixes } = finding;
  return html`
    <article class="finding ${severity}" aria-label="${severity}: ${title}">
      <h3>${marked(message)}</h3>
      <p class="place">
        ${missing === undefined ? place(file, line, send, character) : html`<span class="quiet">missing:</span> <code>${missing}</code> <span class="quiet">(seen from ${place(file, line, send, character)})</span>`}
      </p>
      <p>${marked(why)} <a href="#" title="Explain ${rule}" @click=${prevented(() => send({ type: 'explain', rule }))}>${rule}</a></p>
      ${
        fixes.length === 0
          ? nothing
          : html`<p class="buttons">
              ${fixes.map(
                (fix, index) => html`<vscode-button
                  ?secondary=${index > 0 || fix.safety !== 'safe'}
                  ?disabled=${busy}
                  @click=${() => send({ type: 'fix', finding: { rule, file, message, line, title: fix.title } })}
                  ><span>${marked(fix.title)}</span>${REMARKS[fix.safety] ? html`<span class="remark">(${REMARKS[fix.safety]})</span>` : nothing}</vscode-button
                >`,
              )}
            </p>`
      }
    </article>
  `;
}

function place(file: string, line: number, send: PageState['send'], character = 0): TemplateResult {
  return html`<a href="#" class="file" @click=${prevented(() => send({ type: 'open', file, line, character }))}>${file}:${line + 1}</a>`;
}

// --- plan, checklist, strengths ---

function planTab({ audit, onFilter, onTab }: PageState): TemplateResult {
  const show = (rule: string) => {
    onFilter({ ...NO_FILTER, text: rule });
    onTab(0);
  };
  const parts = audit.plan.filter(({ items }) => items.length > 0);
  if (parts.length === 0) return html`<p>Nothing is left to be done.</p>`;
  return html`${parts.map(
    ({ horizon, items }) => html`
      <h2>${HORIZONS[horizon] ?? horizon}</h2>
      <ol class="plan">
        ${items.map(
          ({ rule, title, findings, files, safeFixes }) => html`<li>
            <a href="#" @click=${prevented(() => show(rule))}>${marked(title)}</a>
            <span class="quiet">
              ${findings > 1 ? `${findings} times${files > 1 ? ` in ${files} files` : ''}` : ''}
              ${safeFixes > 0 ? `${findings > 1 ? '· ' : ''}${safeFixes === findings ? 'can be fixed safely' : `${safeFixes} can be fixed safely`}` : ''}
            </span>
          </li>`,
        )}
      </ol>
    `,
  )}`;
}

const STATES = { done: 'done', open: 'open', unknown: 'to be looked at' } as const;
const MARKS = { done: '✓', open: '✗', unknown: '?' } as const;

function checklistTab({ audit }: PageState): TemplateResult {
  const groups = [...new Set(audit.checklist.map(({ group }) => group))];
  return html`
    <p class="quiet">✓ is proved by the files, ✗ by a finding; ? no file can tell, somebody has to look.</p>
    ${groups.map((group) => {
      const items = audit.checklist.filter((item) => item.group === group);
      const done = items.filter(({ state }) => state === 'done').length;
      return html`
        <h2>${group} <span class="quiet">${done} of ${items.length}</span></h2>
        <ul class="checklist">
          ${items.map(({ title, state }) => html`<li class=${state}><span class="mark" role="img" aria-label=${STATES[state]}>${MARKS[state]}</span><span>${marked(title)}</span></li>`)}
        </ul>
      `;
    })}
  `;
}

function strengthsTab({ audit, send }: PageState): TemplateResult {
  if (audit.strengths.length === 0) return html`<p>Nothing that is good could be proved by the files.</p>`;
  return html`${audit.categories.map(({ id, title }) => {
    const strengths = audit.strengths.filter(({ area }) => area === id);
    return strengths.length === 0
      ? nothing
      : html`<h2>${title}</h2><ul class="checklist">${strengths.map((one) => strength(one, send))}</ul>`;
  })}`;
}

function strength({ title, partial, evidence }: AuditViewStrength, send: PageState['send']): TemplateResult {
  const shown = evidence.slice(0, 4);
  const rest = evidence.length - shown.length;
  return html`<li class=${partial === undefined ? 'done' : 'unknown'}>
    <span class="mark" aria-hidden="true">✓</span>
    <span>
      ${marked(title)}${partial === undefined ? nothing : html` <span class="quiet">(${marked(partial)})</span>`}
      <span class="evidence">${shown.map(({ file, line }) => place(file, line, send))}${rest > 0 ? html`<span class="quiet">and ${rest} more</span>` : nothing}</span>
    </span>
  </li>`;
}

function unread({ unread }: AuditView): TemplateResult | typeof nothing {
  if (unread.length === 0) return nothing;
  return html`<h2>Not inspected</h2><ul>${unread.map(({ file, message }) => html`<li><code>${file}</code>: ${message}</li>`)}</ul>`;
}

// --- words ---

/** A text of which only backquotes mean something. */
function marked(text: string): (string | TemplateResult)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** @param score 0 to 10 */
function levelOf(score: number): 'good' | 'fair' | 'poor' {
  return score >= 8.5 ? 'good' : score >= 5 ? 'fair' : 'poor';
}

function prevented(run: () => void): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    run();
  };
}
