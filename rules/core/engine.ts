import { composeKind } from './compose/kind.ts';
import { type ConfigHost, type FileSettings, isIgnoredPath, parseConfig, settingsFor } from './config.ts';
import { dockerfileKind } from './dockerfile/kind.ts';
import type { Finding, Severity } from './finding.ts';
import type { Fix } from './fix.ts';
import { CONFIG_NAMES, detectKind, inferRole } from './kind.ts';
import { type PortableResult, revivedFinding } from './portable.ts';
import { ProjectModel } from './project/model.ts';
import { joinPath, Project, type ProjectFiles, type ScriptToCheck } from './project/project.ts';
import { type FileTree, isTestFile } from './project/tree.ts';
import type {
  Comment,
  Detail,
  KindSupport,
  LineRange,
  ProjectContext,
  ProjectReport,
  RegisteredRule,
  Registry,
  Report,
  RuleContext,
  RuleLanguage,
  SyntaxProblem,
} from './rule.ts';
import { hasLookedOutside, lookOutside, type Silence, watchOutside } from './silence.ts';
import { createSource, type FileKind, type Role, type Source } from './source.ts';
import { applyIgnores, findIgnores, type Ignore, type Layout, PeerNames } from './suppress.ts';
import type { LineIndex } from './text/lines.ts';
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
  /** A rule asked what day it is: another day may give another result. */
  readonly dated: boolean;
  /** Scripts that ShellCheck was asked for and has not answered: lint again when it has. */
  readonly unchecked: readonly ScriptToCheck[];
  readonly layout: Layout;
}

/** What the rules over a whole project found. */
export interface ProjectLintResult {
  readonly project: ProjectModel;
  readonly context: ProjectContext;
  /** By file, position and rule. */
  readonly findings: readonly Finding[];
  /** Silenced by ignore comments in the files that they are in. */
  readonly silenced: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** Paths that were asked for (folders end in `/`), for hosts that have to fetch files first. */
  readonly used: ReadonlySet<string>;
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
  /**
   * The result again that `toPortable` made plain data of.
   * @param source of the same text as the result; its `layout` is not there any more
   */
  revive(portable: PortableResult, source: Source, files: ProjectFiles): LintResult;
  /** Runs the rules over the project. Total and deterministic, as `lint` is. */
  lintProject(tree: FileTree, files: ProjectFiles): ProjectLintResult;
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
  other: undefined,
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
    let dated = false;
    const watched = <Value>(value: Value): Value => {
      lookOutside();
      return value;
    };
    const context: RuleContext = {
      get source() {
        return watched(source);
      },
      get settings() {
        return watched(settings);
      },
      get today() {
        dated = true;
        return watched(today);
      },
      get project() {
        return watched(project);
      },
      registry,
    };
    const dispatch = dispatchFor(kind?.language ?? 'file', settings);
    const run = new Run(source, settings, context, dispatch);
    const view = kind ? viewOf(kind, modelOf(kind, source)) : yamlView(source, registry);
    if (settings.ignored) return result([], [], []);

    for (const problem of view.problems) run.emit(source.kind === 'config' ? 'configProblem' : 'syntaxProblem', problem);
    if (kind)
      kind.walk(
        view.model,
        (level, node) => run.emit(level, node),
        (level) => dispatch.has(level),
        context,
        (level, key, silence, nodes) => run.emitOwn(level, key, silence, nodes),
      );
    const found = withoutSuperseded(run.findings, registry);
    const ignores = findIgnores(source, view.comments, view.layout, names);
    const { kept, silenced } = applyIgnores(found, ignores, registry);
    const judged = new Run(source, settings, context, dispatch);
    for (const ignore of ignores) judged.emit('ignore', ignore satisfies Ignore);
    return result(sorted([...kept, ...judged.findings]), sorted(silenced), [...run.failures, ...judged.failures]);

    function result(findings: Finding[], silenced: Finding[], failures: RuleFailure[]): LintResult {
      return {
        source,
        settings,
        findings,
        silenced,
        failures,
        used: project.used,
        dated,
        unchecked: project.unchecked,
        layout: view.layout,
      };
    }
  }

  function revive(portable: PortableResult, given: Source, files: ProjectFiles): LintResult {
    const settings = settingsFor(given.path, given.kind, given.text, new Project(files, derived), registry, config);
    return {
      source: inRole(given, settings.role),
      settings,
      findings: portable.findings.map(revivedFinding),
      silenced: portable.silenced.map(revivedFinding),
      failures: portable.failures,
      used: new Set(portable.used),
      dated: portable.dated,
      unchecked: [],
      layout: NO_LAYOUT,
    };
  }

  function lintProject(given: FileTree, files: ProjectFiles): ProjectLintResult {
    const asked = new Project(files, derived);
    const settingsOf = (path: string) => settingsFor(path, 'config', '', asked, registry, config);
    const settings = settingsOf(joinPath(given.folder, CONFIG_NAMES[0]) ?? CONFIG_NAMES[0]);
    const isIgnored = (path: string) => isIgnoredPath(path, asked, registry, config);
    // Tests whose problems nobody wants to hear of are tests all the same.
    const paths = given.paths.filter((path) => isTestFile(path) || !isIgnored(path));
    const known = new Set(paths);
    const tracked = given.tracked && new Set([...given.tracked].filter((path) => known.has(path) || !isIgnored(path)));
    const tree = { ...given, paths, tracked };
    const project = new ProjectModel(asked, tree, today);
    const context: ProjectContext = { settings, today, registry };
    const findings: Finding[] = [];
    const failures: RuleFailure[] = [];
    for (const [id, rule] of registry) {
      const level = rule.language === 'project' ? settings.levelOf(id, rule) : undefined;
      if (level === undefined || level === 'off' || !rule.check) continue;
      const handler = { id, rule, level };
      const seen = new Set<string>();
      const report: ProjectReport = (at, message, ...details) => {
        const finding = findingOf(handler, at.file, project.text(at.file), at.span, message, details, level === rule.severity);
        const key = `${at.file}\n${finding.span.start}\n${finding.span.end}\n${message}`;
        if (seen.has(key)) return;
        seen.add(key);
        findings.push(at.missing === undefined ? finding : { ...finding, missing: at.missing });
      };
      try {
        rule.check(project, report, context);
      } catch (error) {
        failures.push({ rule: id, file: tree.folder || '.', message: messageOf(error) });
      }
    }
    const { kept, silenced } = applyFileIgnores(findings.filter(({ file }) => !isIgnored(file)));
    return { project, context, findings: byFile(kept), silenced: byFile(silenced), failures, used: asked.used };

    /** An ignore comment in a file that is linted holds for what a rule over the project says of it, too. */
    function applyFileIgnores(all: readonly Finding[]): { kept: Finding[]; silenced: Finding[] } {
      const kept: Finding[] = [];
      const silenced: Finding[] = [];
      for (const path of new Set(all.map((finding) => finding.file))) {
        const own = all.filter((finding) => finding.file === path);
        const ignores = ignoresIn(path);
        const applied = ignores ? applyIgnores(own, ignores, registry) : { kept: own, silenced: [] };
        kept.push(...applied.kept);
        silenced.push(...applied.silenced);
      }
      return { kept, silenced };
    }

    function ignoresIn(path: string): Ignore[] | undefined {
      const text = asked.read(path);
      if (typeof text !== 'string' || !text.includes('seaworthy-ignore')) return undefined;
      const kind = detectKind(path, () => text);
      const support = kind && KINDS[kind];
      const source = createSource(path, text, kind ?? 'config', 'unknown');
      const view = support ? viewOf(support, support.parse(source)) : yamlView(source, registry);
      return findIgnores(source, view.comments, view.layout, names);
    }
  }

  return {
    registry,
    names,
    lint,
    revive,
    lintProject,
    open(path, text, languageId) {
      const kind = detectKind(path, () => text, languageId);
      return kind && createSource(path, text, kind, inferRole(path, kind, text));
    },
  };
}

/** Of a file whose model is not at hand. */
const NO_LAYOUT: Layout = { blockBelow: () => undefined, headerEnd: 0 };

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

/** What the rules over a project found as results of the files that it is in, for those who tell findings file by file. */
export function resultsByFile({ project, context, findings, silenced, used }: ProjectLintResult): LintResult[] {
  const paths = [...new Set([...findings, ...silenced].map((finding) => finding.file))].sort();
  const own = (all: readonly Finding[], path: string) => all.filter((finding) => finding.file === path);
  return paths.map((path) => ({
    source: createSource(path, project.text(path).text, detectKind(path, () => project.read(path)) ?? 'other'),
    settings: context.settings,
    findings: own(findings, path),
    silenced: own(silenced, path),
    failures: [],
    used,
    dated: true,
    unchecked: [],
    layout: NO_LAYOUT,
  }));
}

/** One walk over one file: calls the rules and collects what they report. */
class Run {
  readonly findings: Finding[] = [];
  readonly failures: RuleFailure[] = [];
  readonly #source: Source;
  readonly #settings: FileSettings;
  readonly #context: RuleContext;
  readonly #dispatch: Dispatch;
  readonly #seen = new Set<string>();
  readonly #reports = new Map<Handler, Report>();
  readonly #failed = new Set<string>();

  /** Number of reports, repeated ones with them. */
  #reported = 0;

  constructor(source: Source, settings: FileSettings, context: RuleContext, dispatch: Dispatch) {
    this.#source = source;
    this.#settings = settings;
    this.#context = context;
    this.#dispatch = dispatch;
  }

  emit(level: string, node: unknown): void {
    const handlers = this.#dispatch.get(level);
    if (!handlers) return;
    for (const handler of handlers) this.#call(handler, node);
  }

  /** As `emit`, for nodes that are parts of one text: handlers of which it is known that they have nothing to say about it are not asked. */
  emitOwn(level: string, key: string, silence: Silence, nodes: () => readonly unknown[]): void {
    const all = this.#dispatch.get(level);
    if (!all) return;
    const asked = silence.loudOf(key, all);
    if (asked.length === 0) return;
    const given = nodes();
    const loud: Handler[] = [];
    for (const handler of asked) {
      const reported = this.#reported;
      watchOutside();
      for (const node of given) this.#call(handler, node);
      if (hasLookedOutside() || this.#reported !== reported || this.#failed.has(handler.id)) loud.push(handler);
    }
    if (loud.length < asked.length) silence.keep(key, all, loud);
  }

  #call(handler: Handler, node: unknown): void {
    if (this.#failed.has(handler.id)) return;
    try {
      handler.run(node, this.#reportFor(handler), this.#context);
    } catch (error) {
      this.#failed.add(handler.id);
      this.failures.push({ rule: handler.id, file: this.#source.path, message: messageOf(error) });
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
    this.#reported++;
    const source = this.#source;
    const settings = this.#settings;
    // A level that the configuration names is the user's word; a rule may only refine its own.
    const refinable = settings.levelOf(handler.id, handler.rule) === handler.rule.severity;
    const finding = findingOf(handler, source.path, source, at, message, details, refinable);
    // An anchored node is visited once for every alias; it is one problem all the same.
    const key = `${handler.id}\n${finding.span.start}\n${finding.span.end}\n${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.findings.push(finding);
  }
}

function findingOf(
  { id, rule, level }: Pick<Handler, 'id' | 'rule' | 'level'>,
  file: string,
  text: TextWithLines,
  at: Span,
  message: string,
  details: readonly Detail[],
  refinable: boolean,
): Finding {
  const fixes: Fix[] = [];
  const related: Finding['related'][number][] = [];
  const tags: Finding['tags'][number][] = [];
  let severity = level;
  let equivalents: readonly string[] | undefined;
  for (const detail of details) {
    if (!detail) continue;
    switch (detail.detail) {
      case 'fix':
        fixes.push(detail);
        break;
      case 'related':
        related.push(detail);
        break;
      case 'tag':
        tags.push(detail.tag);
        break;
      case 'covers':
        equivalents = detail.equivalents;
        break;
      case 'severity':
        if (refinable) severity = detail.severity;
        break;
      default:
        detail satisfies never;
    }
  }
  const span = onOneLine(text, at);
  return {
    rule: id,
    ...(equivalents ? { equivalents } : {}),
    severity,
    category: rule.category,
    file,
    span,
    range: text.lines.rangeOf(span),
    message,
    fixes,
    related,
    tags,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

interface TextWithLines {
  readonly text: string;
  readonly lines: LineIndex;
}

/** Squiggles over several lines say nothing, and an empty one cannot be seen. */
function onOneLine(source: TextWithLines, at: Span): Span {
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

function byFile(findings: Finding[]): Finding[] {
  return findings.sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
}

function sorted(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.span.start - b.span.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}
