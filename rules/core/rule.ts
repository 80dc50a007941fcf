import type { ComposeNodes } from './compose/visitor.ts';
import type { FileSettings } from './config.ts';
import type { DockerfileNodes } from './dockerfile/visitor.ts';
import type { Area, Category, Covers, Profile, Related, Severity, SeverityOverride } from './finding.ts';
import type { Fix } from './fix.ts';
import type { FilePlace, ProjectModel } from './project/model.ts';
import type { Project, ScriptProblem } from './project/project.ts';
import type { Silence } from './silence.ts';
import type { Source } from './source.ts';
import type { Ignore } from './suppress.ts';
import type { Span } from './text/span.ts';
import type { WorkflowNodes } from './workflow/visitor.ts';

/** What a report may carry besides its place and message. `undefined` and `false` are skipped, for `condition && fix(…)`. */
export type Detail = Fix | Related | SeverityOverride | Covers | Tag | undefined | false;

export interface Tag {
  readonly detail: 'tag';
  readonly tag: 'unnecessary' | 'deprecated';
}

export const unnecessary: Tag = { detail: 'tag', tag: 'unnecessary' };
export const deprecated: Tag = { detail: 'tag', tag: 'deprecated' };

/**
 * Reports a problem of the file that is visited.
 * @param at the smallest thing a person would change, or the keyword or key that lacks something;
 *   what goes past the end of its first line is cut off
 * @param message what is wrong here: one sentence with a full stop, names in backquotes, never a secret's value
 */
export type Report = (at: Span, message: string, ...details: Detail[]) => void;

/** Reports a problem of the project as a whole, at a place in one of its files. */
export type ProjectReport = (at: FilePlace, message: string, ...details: Detail[]) => void;

export interface ProjectContext {
  /** Configuration that holds for the audited folder. */
  readonly settings: FileSettings;
  /** ISO date given by the host: rules have no clock. */
  readonly today: string;
  readonly registry: Registry;
}

export interface RuleContext {
  readonly source: Source;
  /** Configuration that holds for this file. */
  readonly settings: FileSettings;
  /** ISO date given by the host: rules have no clock. */
  readonly today: string;
  /** The other files of the project, as far as they are known. */
  readonly project: Project;
  /** All rules, for the rules about ignore comments. */
  readonly registry: Registry;
}

export type Visitor<Nodes> = {
  readonly [Level in keyof Nodes]?: (node: Nodes[Level], report: Report, context: RuleContext) => void;
};

/** One example: a wrong text, and the same text after the first fix. Executed by test/examples.test.ts. */
export interface Example {
  /** What the example shows, where it is not plain. */
  readonly title?: string;
  /** Text with caret lines: only spaces and `^`, then optionally the exact message. */
  readonly bad: string;
  /** `bad` without the caret lines after the fix. */
  readonly good?: string;
  /** Title of the fix that leads to `good`; the first one where it is not given. */
  readonly fix?: string;
  /** Path of the text where its name matters, for example `docker-compose.prod.yml`. */
  readonly path?: string;
  /** Other files of the project: path → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the fix makes of other files: path → text. */
  readonly goodFiles?: Readonly<Record<string, string>>;
  /** The text is meant not to parse. */
  readonly broken?: boolean;
  /** What ShellCheck says of every script that holds `at`, and what it would write there instead. */
  readonly shellcheck?: readonly (Pick<ScriptProblem, 'code' | 'level' | 'message'> & { readonly at: string; readonly becomes?: string })[];
  /** For rules over the project: what git's index holds; without it there is no repository. */
  readonly tracked?: readonly string[];
}

/** A near miss that has to be silent. */
export type ValidExample =
  | string
  | (Pick<Example, 'title' | 'path' | 'files' | 'broken' | 'tracked' | 'shellcheck'> & { readonly text: string });

export interface RuleMeta {
  /** A noun phrase that names the problem: "Service has no memory limit". */
  readonly title: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The smallest profile that holds the rule. */
  readonly profile: Profile;
  /** The area of the audit's score; by default it follows from kind and category. */
  readonly area?: Area;
  /** For problems that leave little of their area: the points of ten that it starts from while a finding is open. */
  readonly ceiling?: number;
  /** One or two sentences: what goes wrong when nobody acts. */
  readonly why: string;
  /** Earlier ids: configurations and ignore comments that use them keep working. */
  readonly aliases?: readonly string[];
  /** The same check elsewhere, as `PEER:RULE`, and the review rows it implements, as `review:F070`. */
  readonly equivalents?: readonly string[];
  /** When a fix may change behaviour; required as soon as one of the rule's fixes is not safe. */
  readonly fixSafety?: string;
  /** Why the rule has no fix: a reason for the user, or `later` when none exists yet. */
  readonly noFix?: string;
  /** Ids of more general rules that stay quiet where this one reports at an overlapping place. */
  readonly supersedes?: readonly string[];
  readonly examples: readonly Example[];
  readonly valid: readonly ValidExample[];
}

export interface Rule<Nodes = Record<string, unknown>> extends RuleMeta {
  readonly language: RuleLanguage;
  readonly visit: Visitor<Nodes>;
}

export type RuleLanguage = 'dockerfile' | 'compose' | 'workflow' | 'file' | 'project';

/** A rule as the registry holds it: what it visits is known only to its kind's walk. */
export interface RegisteredRule extends RuleMeta {
  readonly language: RuleLanguage;
  // biome-ignore lint/suspicious/noExplicitAny: the level's node type is checked where the rule is written; the engine only pairs names
  readonly visit: Readonly<Record<string, ((node: any, report: Report, context: RuleContext) => void) | undefined>>;
  /** Of rules over the project only. */
  readonly check?: (project: ProjectModel, report: ProjectReport, context: ProjectContext) => void;
}

/** id → rule. Ids are paths: `rules/compose/privileged-service.ts` is `compose/privileged-service`. */
export type Registry = ReadonlyMap<string, RegisteredRule>;

/** Syntax error of any kind of file. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
  /** `warning`: the file's own tool accepts it. */
  readonly level: 'error' | 'warning';
  readonly fix?: Fix;
  /** Those of the rule's equivalents that say just this; all of them where it is left out. */
  readonly equivalents?: readonly string[];
}

/** Levels of rules about every kind of file. */
export interface FileNodes {
  /** Something wrong in a `.seaworthy.yaml`. */
  configProblem: SyntaxProblem;
  syntaxProblem: SyntaxProblem;
  /** After all other rules have run: every ignore comment with what it did. */
  ignore: Ignore;
}

type Definition<Nodes> = RuleMeta & { readonly visit: Visitor<Nodes> };

export function dockerfileRule(rule: Definition<DockerfileNodes>): RegisteredRule {
  return { ...rule, language: 'dockerfile' };
}

export function composeRule(rule: Definition<ComposeNodes>): RegisteredRule {
  return { ...rule, language: 'compose' };
}

/** Runs on workflows and on the steps of composite actions. */
export function workflowRule(rule: Definition<WorkflowNodes>): RegisteredRule {
  return { ...rule, language: 'workflow' };
}

/** A rule about every kind of file. */
export function fileRule(rule: Definition<FileNodes>): RegisteredRule {
  return { ...rule, language: 'file' };
}

/** A rule over the whole project: run by the audit only. It names the area that it counts for. */
export function projectRule(
  rule: RuleMeta & { readonly area: Area; readonly check: NonNullable<RegisteredRule['check']> },
): RegisteredRule {
  return { ...rule, language: 'project', visit: {} };
}

/** What a strength is proved by. */
export interface Proof {
  readonly evidence: readonly FilePlace[];
  /** How far it reaches where that is not everywhere: "2 of 6 services". */
  readonly partial?: string;
  /** What was found, in the words of the files: "`zod` checks the environment". Replaces the title. */
  readonly title?: string;
}

/** Something that a project does well and that its files prove; only the audit looks for it. */
export interface StrengthRule {
  /** A noun phrase: "Multi-stage build". */
  readonly title: string;
  readonly area: Area;
  /** The rows of the reviews that it implements, as `review:S01`. */
  readonly equivalents: readonly string[];
  /** Not credited beside findings of medium or worse of these categories: they say the opposite. */
  readonly contradictedBy?: readonly Category[];
  /** @returns undefined where nothing proves it */
  find(project: ProjectModel, context: ProjectContext): Proof | undefined;
  /** Projects that have it: path → text, with `path:line` (1-based) of all evidence. Executed by test/strengths.test.ts. */
  readonly examples: readonly {
    readonly files: Readonly<Record<string, string>>;
    readonly tracked?: readonly string[];
    readonly evidence: readonly string[];
    readonly partial?: string;
  }[];
  /** Projects that look almost the same and have it not. */
  readonly lacking: readonly Readonly<Record<string, string>>[];
}

export function strength(rule: StrengthRule): StrengthRule {
  return rule;
}

/** id → strength. Ids are paths: `rules/strength/multi-stage-build.ts` is `strength/multi-stage-build`. */
export type StrengthRegistry = ReadonlyMap<string, StrengthRule>;

/** A comment of a file, for ignore comments. */
export interface Comment {
  /** The comment with its `#`. */
  readonly span: Span;
  /** 0-based. */
  readonly line: number;
  /** Without `#` and surrounding blanks. */
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

/** Lines, 0-based, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** Passes a node to the rules that want its level. */
export type Emit<Nodes> = <Level extends keyof Nodes & string>(level: Level, node: Nodes[Level]) => void;

/**
 * Emits the nodes of a level that belong to one text, for whose `silence` it looks.
 * @param key the level, and what else decides what the nodes of the text are
 */
export type EmitOwn<Nodes> = <Level extends keyof Nodes & string>(
  level: Level,
  key: string,
  silence: Silence,
  nodes: () => readonly Nodes[Level][],
) => void;

/** What the engine needs to know of a kind of file; one value per kind, in rules/core/<kind>/. */
export interface KindSupport<Model, Nodes> {
  readonly language: Exclude<RuleLanguage, 'file' | 'project'>;
  /** Total: gives a model for any text. Called once per version of a file. */
  parse(source: Source): Model;
  problems(model: Model): readonly SyntaxProblem[];
  comments(model: Model): readonly Comment[];
  /** The lines of the instruction, key or item that begins below a comment line; undefined when nothing follows. */
  blockBelow(model: Model, line: number): LineRange | undefined;
  /** Offset of the first line that may hold a comment for the whole file: behind a BOM and parser directives. */
  headerEnd(model: Model): number;
  /**
   * Emits every node of every level, in the order of the text. `wants` tells which levels have a rule.
   * @param emitOwn for nodes that belong to one text
   */
  walk(
    model: Model,
    emit: Emit<Nodes>,
    wants: (level: keyof Nodes & string) => boolean,
    context: RuleContext,
    emitOwn: EmitOwn<Nodes>,
  ): void;
}

/** Takes the common indentation off a text and its first line break; backslashes stay as they are. */
function dedent(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const raw = strings.raw.map((part) => part.replaceAll('\\`', '`').replaceAll('\\${', '${'));
  const text = raw.reduce((all, part, index) => all + part + (values[index] ?? ''), '').replace(/^\n/, '');
  const lines = text.replace(/\n[ \t]*$/, '\n').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = indents.length ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(common)).join('\n');
}

/** Text of any other file in an example. `\${` and an escaped backquote are the only escapes. */
export const text = dedent;
/** Text of a YAML example. `\${` and an escaped backquote are the only escapes. */
export const yaml = dedent;
/** Text of a Dockerfile example. `\${` and an escaped backquote are the only escapes. */
export const dockerfile = dedent;
