import type { Expression } from '../expression/ast.ts';
import { type Fence, findExpressions, onlyFence } from '../expression/find.ts';
import type { ExpressionError } from '../expression/lexer.ts';
import { type ParsedExpression, parseExpression } from '../expression/parser.ts';
import type { Span } from '../text/span.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import type { Job, Step, WorkflowFile } from './model.ts';
import type { ExpressionSlot } from './schema.ts';

/** One `${{ … }}`, or the text of an `if:` without a fence. */
export class ExpressionNode {
  readonly file: WorkflowFile;
  readonly slot: ExpressionSlot;
  /** Undefined for a bare condition. Offsets into the scalar's text. */
  readonly fence: Fence | undefined;
  /** The job and step around it. */
  readonly job: Job | undefined;
  readonly step: Step | undefined;
  #parsed: ParsedExpression | undefined;

  constructor(file: WorkflowFile, slot: ExpressionSlot, fence: Fence | undefined, job: Job | undefined, step: Step | undefined) {
    this.file = file;
    this.slot = slot;
    this.fence = fence;
    this.job = job;
    this.step = step;
  }

  get scalar(): YamlScalar {
    return this.slot.scalar;
  }

  /** False where the text ends before `}}`. */
  get closed(): boolean {
    return this.fence?.closed ?? true;
  }

  /** The expression is all that the scalar holds, so that its value may be something else than text. */
  get isWhole(): boolean {
    return this.fence === undefined || onlyFence(this.scalar.text, [this.fence]) !== undefined;
  }

  /** What stands inside the fence, or the bare condition. */
  get text(): string {
    const { text } = this.scalar;
    return this.fence ? text.slice(this.fence.inner.start, this.fence.inner.end) : text;
  }

  /** Place in the file, `${{` and `}}` included. */
  get span(): Span {
    return this.fence ? this.scalar.spanOf(this.fence.start, this.fence.end) : this.at(this.ast);
  }

  get #result(): ParsedExpression {
    this.#parsed ??= parseExpression(this.text, this.fence?.inner.start ?? 0);
    return this.#parsed;
  }

  /** Spans in it are offsets into the scalar's text; {@link at} maps them. */
  get ast(): Expression {
    return this.#result.ast;
  }

  /** In source order; where the fence is not closed, that alone: where the expression ends is then not known. */
  get errors(): readonly ExpressionError[] {
    const { fence } = this;
    if (fence && !fence.closed) {
      return [{ code: 'unclosed-expression', start: fence.start, end: fence.end, message: 'The expression has no closing `}}`.' }];
    }
    return this.#result.errors;
  }

  /** A part of the expression as it is written, cut off where it is long. */
  written(part: Span): string {
    const text = this.scalar.text.slice(part.start, part.end).replace(/\s+/g, ' ');
    return text.length > 80 ? `${text.slice(0, 80)}…` : text;
  }

  /** From offsets in the scalar's text to the file. */
  at(span: Span): Span {
    return this.scalar.spanOf(span.start, span.end);
  }
}

/** The expressions of one scalar. A condition with a fence in it is read as its fences are. */
export function expressionsOf(file: WorkflowFile, slot: ExpressionSlot, job: Job | undefined, step: Step | undefined): ExpressionNode[] {
  const { text } = slot.scalar;
  const fences = findExpressions(text);
  if (fences.length > 0) return fences.map((fence) => new ExpressionNode(file, slot, fence, job, step));
  if (!slot.condition || text.trim() === '' || typeof slot.scalar.value === 'boolean') return [];
  return [new ExpressionNode(file, slot, undefined, job, step)];
}
