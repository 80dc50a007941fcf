import {
  type ArithmeticFor,
  type Case,
  type Command,
  type CommandNode,
  type CompoundList,
  type For,
  forEachChild,
  type If,
  type ParsedScript,
  type Pipeline,
  type PipelineNode,
  type Redirection,
  type Script,
  type Select,
  type Statement,
  type SyntaxNode,
} from 'unbash';
import type { Span } from '../text/span.ts';
import { markCodeHosts, type SimpleCommand } from './code.ts';
import { type Offsets, resolveCommand } from './command.ts';
import { type Layer, layerOfSubstitution, type NestedLayer, spanIn } from './layer.ts';
import type {
  NestedScript,
  OperatorToken,
  PipelineElement,
  ShellCommand,
  ShellContext,
  ShellContextKind,
  ShellError,
  ShellPipeline,
  ShellScript,
} from './model.ts';
import { operatorAt, separatorBehind } from './operators.ts';

/** `eval` in `eval` in `eval`; every level multiplies the text that is read. */
const MAX_NESTED_SCRIPTS = 4;

/** What holds for everything in one list of commands. */
interface Scope {
  readonly layer: Layer;
  readonly context: ShellContext;
  readonly isConditional: boolean;
  readonly nestedScripts: number;
}

interface Neighbours {
  readonly before: OperatorToken | undefined;
  readonly after: OperatorToken | undefined;
}

interface Place extends Neighbours {
  readonly pipeline: ShellPipeline & { readonly commands: ShellCommand[] };
  readonly index: number;
}

/** Collects the commands of a parsed script, from all the places where one can be. */
export class ScriptWalker {
  readonly #layer: Layer;
  readonly #commands: ShellCommand[] = [];
  readonly #pipelines: ShellPipeline[] = [];
  readonly #errors: ShellError[] = [];

  constructor(layer: Layer) {
    this.#layer = layer;
  }

  walk(tree: ParsedScript): ShellScript {
    const { text } = this.#layer;
    const span = spanIn(this.#layer, 0, text.length);
    const context: ShellContext = { kind: 'top-level', span, parent: undefined, isConditional: false, nested: undefined };
    this.#script(tree, { layer: this.#layer, context, isConditional: false, nestedScripts: 0 });
    return {
      text,
      span,
      commands: this.#commands.sort(bySpan),
      pipelines: this.#pipelines.sort(bySpan),
      errors: this.#errors,
      hasErrors: this.#errors.length > 0,
      limit: undefined,
      shebang: tree.shebang?.replace(/^#!/, ''),
    };
  }

  #script(script: Script & Pick<ParsedScript, 'errors'>, scope: Scope): void {
    for (const { message, pos } of script.errors ?? []) this.#errors.push({ message, span: spanIn(scope.layer, pos, pos) });
    this.#list(script.commands, scope);
  }

  #list(statements: readonly Statement[], scope: Scope): void {
    let before: OperatorToken | undefined;
    for (const statement of statements) {
      const after = separatorBehind(scope.layer, statement);
      this.#statement(statement, scope, { before, after });
      before = after;
    }
  }

  #statement({ command }: Statement, scope: Scope, { before, after }: Neighbours): void {
    if (command.type !== 'AndOr') {
      this.#pipeline(command, scope, { before, after });
      return;
    }
    let previous = before;
    let isBehindTest = false;
    command.commands.forEach((element, index) => {
      const operator = command.operators[index];
      const next = operator === undefined ? after : operatorAt(scope.layer, element.end, operator);
      const leading = index > 0 ? command.operators[index - 1] : undefined;
      if (leading === '||') isBehindTest = false;
      const isConditional = scope.isConditional || leading === '||' || (leading === '&&' && isBehindTest);
      this.#pipeline(element, { ...scope, isConditional }, { before: previous, after: next });
      isBehindTest ||= isTest(element);
      previous = next;
    });
  }

  #pipeline(node: PipelineNode, scope: Scope, { before, after }: Neighbours): void {
    const { layer } = scope;
    const elements: readonly CommandNode[] = node.type === 'Pipeline' ? node.commands : [node];
    const operators = elements.slice(0, -1).map((element, index) => {
      return operatorAt(layer, element.end, (node.type === 'Pipeline' && node.operators[index]) || '|');
    });
    const pipeline = {
      span: spanIn(layer, node.pos, node.end),
      elements: [] as PipelineElement[],
      commands: [] as ShellCommand[],
      operators,
      isNegated: node.type === 'Pipeline' && isNegated(node),
      context: scope.context,
    };
    const simple: (SimpleCommand | undefined)[] = [];
    elements.forEach((element, index) => {
      const from = this.#commands.length;
      const place: Place = { pipeline, index, before: operators[index - 1] ?? before, after: operators[index] ?? after };
      const added = element.type === 'Command' ? this.#command(element, scope, place, index === 0 ? timeOf(node) : undefined) : undefined;
      if (element.type !== 'Command') this.#compound(element, scope);
      simple.push(added?.simple);
      pipeline.elements.push(
        new WalkedElement(spanIn(layer, element.pos, element.end), added?.command, this.#commands.slice(from), scope.context),
      );
    });
    markCodeHosts(simple);
    if (elements.length > 1) this.#pipelines.push(pipeline);
  }

  #command(node: Command, scope: Scope, place: Place, time: Offsets | undefined): { command: ShellCommand; simple: SimpleCommand } {
    const { layer } = scope;
    const resolved = resolveCommand(layer, node, time);
    const { span, name, program, nameWord, words, wrappers, assignments, redirects } = resolved.command;
    const command: ShellCommand = {
      span,
      name,
      program,
      nameWord,
      words,
      wrappers,
      assignments,
      redirects,
      context: scope.context,
      operatorBefore: place.before,
      operatorAfter: place.after,
      pipeline: place.pipeline,
      index: place.index,
      isConditional: scope.isConditional,
    };
    this.#commands.push(command);
    place.pipeline.commands.push(command);
    this.#substitutions([node], scope);
    for (const { nested, description, span: inner } of scope.nestedScripts < MAX_NESTED_SCRIPTS ? resolved.scripts() : []) {
      this.#nestedScript(nested, description, inner, scope);
    }
    return { command, simple: { node, command } };
  }

  #nestedScript({ layer, tree }: NestedLayer, nested: NestedScript, span: Span, scope: Scope): void {
    const context: ShellContext = { kind: 'nested-script', span, parent: scope.context, isConditional: scope.isConditional, nested };
    this.#script(tree, { layer, context, isConditional: scope.isConditional, nestedScripts: scope.nestedScripts + 1 });
  }

  #compound(node: Exclude<CommandNode, Command> | CompoundList, scope: Scope): void {
    switch (node.type) {
      case 'Redirected':
        this.#compound(node.command, scope);
        this.#substitutions(node.redirects, scope);
        break;
      case 'CompoundList':
        this.#list(node.commands, scope);
        break;
      case 'BraceGroup':
        this.#body('group', node, node.body, scope);
        break;
      case 'Subshell':
        this.#body('subshell', node, node.body, scope);
        break;
      case 'If':
        this.#if(node, scope);
        break;
      case 'While':
        this.#body('condition', node, node.clause, scope);
        this.#body('loop', node, node.body, conditional(scope));
        break;
      case 'For':
      case 'Select':
      case 'ArithmeticFor':
        this.#for(node, scope);
        break;
      case 'Case':
        this.#case(node, scope);
        break;
      case 'Function':
        this.#any(node.body, this.#inside('function', node, conditional(scope)));
        break;
      case 'Coproc':
        this.#any(node.body, this.#inside('coprocess', node, scope));
        break;
      case 'TestCommand':
      case 'ArithmeticCommand':
        this.#substitutions([node], scope);
        break;
    }
  }

  #inside(kind: ShellContextKind, node: SyntaxNode, scope: Scope): Scope {
    const span = spanIn(scope.layer, node.pos, node.end);
    return { ...scope, context: { kind, span, parent: scope.context, isConditional: scope.isConditional, nested: undefined } };
  }

  #body(kind: ShellContextKind, node: SyntaxNode, body: CompoundList, scope: Scope): void {
    this.#list(body.commands, this.#inside(kind, node, scope));
  }

  #if(node: If, scope: Scope): void {
    const branch = conditional(scope);
    this.#body('condition', node, node.clause, scope);
    this.#body('branch', node, node.then, branch);
    for (const elif of node.elif) {
      this.#body('condition', elif, elif.clause, branch);
      this.#body('branch', elif, elif.then, branch);
    }
    if (node.else) this.#body('branch', node, node.else, branch);
  }

  #for(node: For | Select | ArithmeticFor, scope: Scope): void {
    if (node.type === 'ArithmeticFor') {
      const { initialize, test, update } = node;
      this.#substitutions(
        [initialize, test, update].filter((expression) => expression !== undefined),
        scope,
      );
      this.#body('loop', node, node.body, conditional(scope));
      return;
    }
    this.#substitutions(node.wordlist ?? [], scope);
    const hasFixedItems = node.type === 'For' && (node.wordlist?.some((word) => word.parts === undefined) ?? false);
    this.#body('loop', node, node.body, hasFixedItems ? scope : conditional(scope));
  }

  #case(node: Case, scope: Scope): void {
    this.#substitutions([node.word], scope);
    for (const item of node.items) {
      this.#substitutions(item.pattern, scope);
      this.#body('case', item, item.body, conditional(scope));
    }
  }

  #any(node: CommandNode | CompoundList, scope: Scope): void {
    if (node.type === 'Command') this.#pipeline(node, scope, { before: undefined, after: undefined });
    else this.#compound(node, scope);
  }

  /** Walks the scripts of `$(…)`, backquotes and `<(…)` inside words, with a stack: arithmetic trees are as deep as they are long. */
  #substitutions(nodes: readonly (SyntaxNode | Redirection)[], scope: Scope): void {
    const stack: SyntaxNode[] = [...nodes].reverse();
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution' || node.type === 'ArithmeticCommandExpansion') {
        if (!node.script) continue;
        const kind = node.type === 'ProcessSubstitution' ? 'process-substitution' : 'command-substitution';
        const inside = this.#inside(kind, node, scope);
        this.#script(node.script, { ...inside, layer: layerOfSubstitution(scope.layer, node, node.script) });
        continue;
      }
      const children: SyntaxNode[] = [];
      forEachChild(node, (child) => children.push(child));
      for (let i = children.length - 1; i >= 0; i--) {
        const child = children[i];
        if (child) stack.push(child);
      }
    }
  }
}

function bySpan(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start;
}

function conditional(scope: Scope): Scope {
  return scope.isConditional ? scope : { ...scope, isConditional: true };
}

function isNegated(pipeline: Pipeline): boolean {
  return pipeline.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
}

function timeOf(node: PipelineNode): Offsets | undefined {
  const time = node.type === 'Pipeline' ? node.prefixes.find((prefix) => prefix.type === 'Time') : undefined;
  return time && { pos: time.pos, end: time.end };
}

const tests: ReadonlySet<string> = new Set(['[', 'test', 'grep', 'egrep', 'fgrep', 'which', 'type', 'hash', 'command', 'false']);

/** Whether the author writes `x && y` to mean "y only if x", rather than "x, then y". */
function isTest(node: PipelineNode): boolean {
  switch (node.type) {
    case 'TestCommand':
    case 'ArithmeticCommand':
      return true;
    case 'Command':
      return tests.has(node.name?.value ?? '');
    case 'Pipeline': {
      const last = node.commands.at(-1);
      return isNegated(node) || (last !== undefined && isTest(last));
    }
    default:
      return false;
  }
}

class WalkedElement implements PipelineElement {
  readonly span: Span;
  readonly command: ShellCommand | undefined;
  readonly #inside: readonly ShellCommand[];
  readonly #context: ShellContext;

  constructor(span: Span, command: ShellCommand | undefined, inside: readonly ShellCommand[], context: ShellContext) {
    this.span = span;
    this.command = command;
    this.#inside = inside;
    this.#context = context;
  }

  get commands(): readonly ShellCommand[] {
    return this.#inside.filter((candidate) => sharesOutput(candidate.context, this.#context));
  }
}

/** A command inside a substitution or a function does not write to the pipe itself. */
function sharesOutput(inner: ShellContext, outer: ShellContext): boolean {
  for (let context: ShellContext | undefined = inner; context && context !== outer; context = context.parent) {
    if (context.kind === 'command-substitution' || context.kind === 'process-substitution' || context.kind === 'function') return false;
  }
  return true;
}
