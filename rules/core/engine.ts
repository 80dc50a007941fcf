import { composeKind } from './compose/kind.ts';
import { type ConfigHost, type FileSettings, parseConfig, settingsFor } from './config.ts';
import { dockerfileKind } from './dockerfile/kind.ts';
import type { Finding, Severity } from './finding.ts';
import type { Fix } from './fix.ts';
import { detectKind, inferRole } from './kind.ts';
import { Project, type ProjectFiles } from './project/project.ts';
import type {
  Comment,
  Detail,
  KindSupport,
  LineRange,
  RegisteredRule,
  Registry,
  Report,
  RuleContext,
  RuleLanguage,
  SyntaxProblem,
} from './rule.ts';
import { createSource, type FileKind, type Role, type Source } from './source.ts';
import { applyIgnores, findIgnores, type Ignore, type Layout, PeerNames } from './suppress.ts';
import { overlaps, type Span } from './text/span.ts';
import { workflowKind } from './workflow/kind.ts';
import { blockBelow, headerEnd, parseYaml } from './yaml/yaml.ts';

export interface EngineOptions {
  readonly registry: Registry;
  /** ISO date, for what ages: end-of-life dates and the like. */
  readonly today: string;
  readonly config?: ConfigHost;
}

/** A rule that threw on a file. Its earlier findings and all other rules stand. */
export interface RuleFailure {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
}

export interface LintResult {
  readonly source: Source;
  readonly settings: FileSettings;
  /** By position, then by rule. */
  readonly findings: readonly Finding[];
  /** Silenced by ignore comments. */
  readonly silenced: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** Paths of other files that were asked for (folders end in `/`): lint again when one of them changes. */
  readonly used: ReadonlySet<string>;
  readonly layout: Layout;
}

export interface Engine {
  readonly registry: Registry;
  readonly names: PeerNames;
  /**
   * Makes a source of a text.
   * @param path relative to the workspace root, forward slashes
   * @param languageId the editor's word for the file, if there is one
   * @returns undefined for a file that is not linted
   */
  open(path: string, text: string, languageId?: string): Source | undefined;
  /** Total and deterministic: same source, other files, configuration and date give the same result. */
  lint(source: Source, files: ProjectFiles): LintResult;
}

// biome-ignore lint/suspicious/noExplicitAny: every kind has its own model; the engine only passes it from parse to walk
type AnyKind = KindSupport<any, any>;

const KINDS: Readonly<Record<FileKind, AnyKind | undefined>> = {
  dockerfile: dockerfileKind,
  compose: composeKind,
  workflow: workflowKind,
  action: workflowKind,
  dependabot: undefined,
  config: undefined,
};

interface Handler {
  readonly id: string;
  readonly rule: RegisteredRule;
  readonly level: Severity;
  readonly run: NonNullable<RegisteredRule['visit'][string]>;
}

/** Level → the handlers that want it. */
type Dispatch = ReadonlyMap<string, readonly Handler[]>;

export function createEngine(options: EngineOptions): Engine {
  const { registry, today, config = {} } = options;
  const names = new PeerNames(registry);
  const models = new WeakMap<Source, unknown>();
  const roles = new WeakMap<Source, Map<Role, Source>>();
  const dispatches = new Map<string, Dispatch>();
  const derived = new Map<string, { text: string; value: unknown }>();

  function inRole(source: Source, role: Role): Source {
    if (source.role === role) return source;
    const byRole = roles.get(source) ?? new Map<Role, Source>();
    roles.set(source, byRole);
    const changed = byRole.get(role) ?? createSource(source.path, source.text, source.kind, role);
    byRole.set(role, changed);
    return changed;
  }

  function modelOf(kind: AnyKind, source: Source): unknown {
    if (!models.has(source)) models.set(source, kind.parse(source));
    return models.get(source);
  }

  function dispatchFor(language: RuleLanguage, settings: FileSettings): Dispatch {
    const key = `${language} ${settings.rulesKey}`;
    let dispatch = dispatches.get(key);
    if (!dispatch) {
      dispatch = buildDispatch(registry, language, settings);
      if (dispatches.size > 100) dispatches.clear();
      dispatches.set(key, dispatch);
    }
    return dispatch;
  }

  function lint(given: Source, files: ProjectFiles): LintResult {
    if (derived.size > 2000) derived.clear();
    const project = new Project(files, derived);
    const settings = settingsFor(given.path, given.kind, given.text, project, registry, config);
    const source = inRole(given, settings.role);
    const kind = KINDS[source.kind];
    const context: RuleContext = { source, settings, today, project, registry };
    const dispatch = dispatchFor(kind?.language ?? 'file', settings);
    const run = new Run(context, dispatch);
    const view = kind ? viewOf(kind, modelOf(kind, source)) : yamlView(source, registry);
    if (settings.ignored) return result([], [], []);

    for (const problem of view.problems) run.emit(source.kind === 'config' ? 'configProblem' : 'syntaxProblem', problem);
    if (kind)
      kind.walk(
        view.model,
        (level, node) => run.emit(level, node),
        (level) => dispatch.has(level),
        context,
      );
    const found = withoutSuperseded(run.findings, registry);
    const ignores = findIgnores(source, view.comments, view.layout, names);
    const { kept, silenced } = applyIgnores(found, ignores, registry);
    const judged = new Run(context, dispatch);
    for (const ignore of ignores) judged.emit('ignore', ignore satisfies Ignore);
    return result(sorted([...kept, ...judged.findings]), sorted(silenced), [...run.failures, ...judged.failures]);

    function result(findings: Finding[], silenced: Finding[], failures: RuleFailure[]): LintResult {
      return { source, settings, findings, silenced, failures, used: project.used, layout: view.layout };
    }
  }

  return {
    registry,
    names,
    lint,
    open(path, text, languageId) {
      const kind = detectKind(path, () => text, languageId);
      return kind && createSource(path, text, kind, inferRole(path, kind, text));
    },
  };
}

interface View {
  readonly model: unknown;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Comment[];
  readonly layout: Layout;
}

function viewOf(kind: AnyKind, model: unknown): View {
  return {
    model,
    problems: kind.problems(model),
    comments: kind.comments(model),
    layout: { blockBelow: (line: number): LineRange | undefined => kind.blockBelow(model, line), headerEnd: kind.headerEnd(model) },
  };
}

/** For YAML files without a typed view: configuration and dependabot. */
function yamlView(source: Source, registry: Registry): View {
  const file = parseYaml(source);
  return {
    model: undefined,
    problems: source.kind === 'config' ? parseConfig(source.path, source.text, registry).problems : file.problems,
    comments: file.comments,
    layout: { blockBelow: (line) => blockBelow(file, line), headerEnd: headerEnd(file) },
  };
}

function buildDispatch(registry: Registry, language: RuleLanguage, settings: FileSettings): Dispatch {
  const dispatch = new Map<string, Handler[]>();
  for (const [id, rule] of registry) {
    if (rule.language !== language && rule.language !== 'file') continue;
    const level = settings.levelOf(id, rule);
    if (level === undefined || level === 'off') continue;
    for (const [visited, run] of Object.entries(rule.visit)) {
      if (!run) continue;
      const handlers = dispatch.get(visited) ?? [];
      handlers.push({ id, rule, level, run });
      dispatch.set(visited, handlers);
    }
  }
  return dispatch;
}

/** One walk over one file: calls the rules and collects what they report. */
class Run {
  readonly findings: Finding[] = [];
  readonly failures: RuleFailure[] = [];
  readonly #context: RuleContext;
  readonly #dispatch: Dispatch;
  readonly #seen = new Set<string>();
  readonly #reports = new Map<Handler, Report>();
  readonly #failed = new Set<string>();

  constructor(context: RuleContext, dispatch: Dispatch) {
    this.#context = context;
    this.#dispatch = dispatch;
  }

  emit(level: string, node: unknown): void {
    const handlers = this.#dispatch.get(level);
    if (!handlers) return;
    for (const handler of handlers) {
      if (this.#failed.has(handler.id)) continue;
      try {
        handler.run(node, this.#reportFor(handler), this.#context);
      } catch (error) {
        this.#failed.add(handler.id);
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.failures.push({ rule: handler.id, file: this.#context.source.path, message });
      }
    }
  }

  #reportFor(handler: Handler): Report {
    let report = this.#reports.get(handler);
    if (!report) {
      report = (at, message, ...details) => this.#add(handler, at, message, details);
      this.#reports.set(handler, report);
    }
    return report;
  }

  #add(handler: Handler, at: Span, message: string, details: readonly Detail[]): void {
    const { source, settings } = this.#context;
    const span = onOneLine(source, at);
    // An anchored node is visited once for every alias; it is one problem all the same.
    const key = `${handler.id}\n${span.start}\n${span.end}\n${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const fixes: Fix[] = [];
    const related: Finding['related'][number][] = [];
    const tags: Finding['tags'][number][] = [];
    let severity = handler.level;
    let equivalents: readonly string[] | undefined;
    // A level that the configuration names is the user's word; a rule may only refine its own.
    const refinable = settings.levelOf(handler.id, handler.rule) === handler.rule.severity;
    for (const detail of details) {
      if (!detail) continue;
      if (detail.detail === 'fix') fixes.push(detail);
      else if (detail.detail === 'related') related.push(detail);
      else if (detail.detail === 'tag') tags.push(detail.tag);
      else if (detail.detail === 'covers') equivalents = detail.equivalents;
      else if (refinable) severity = detail.severity;
    }
    this.findings.push({
      rule: handler.id,
      severity,
      category: handler.rule.category,
      file: source.path,
      span,
      range: source.lines.rangeOf(span),
      message,
      fixes,
      related,
      tags,
      ...(equivalents && { equivalents }),
    });
  }
}

/** Squiggles over several lines say nothing, and an empty one cannot be seen. */
function onOneLine(source: Source, at: Span): Span {
  const length = source.text.length;
  const start = Math.max(0, Math.min(at.start, length));
  const line = source.lines.lineAt(start);
  const lineEnd = source.lines.endOf(line);
  const end = Math.min(Math.max(at.end, start), lineEnd);
  if (end > start) return { start, end };
  if (start < lineEnd) return { start, end: start + 1 };
  const lineStart = source.lines.startOf(line);
  if (lineEnd > lineStart) return { start: lineEnd - 1, end: lineEnd };
  // An empty line: the nearest character there is, so that the place is visible at all.
  if (length === 0) return { start: 0, end: 0 };
  const previousEnd = source.lines.endOf(line - 1);
  if (line > 0 && previousEnd > source.lines.startOf(line - 1)) return { start: previousEnd - 1, end: previousEnd };
  return { start: lineStart, end: lineStart };
}

/** Drops findings of general rules where a special rule that names them reports at the same place. */
function withoutSuperseded(findings: readonly Finding[], registry: Registry): Finding[] {
  const special = findings.filter((finding) => registry.get(finding.rule)?.supersedes?.length);
  if (special.length === 0) return [...findings];
  return findings.filter(
    (finding) =>
      !special.some((other) => registry.get(other.rule)?.supersedes?.includes(finding.rule) && overlaps(other.span, finding.span)),
  );
}

function sorted(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}
