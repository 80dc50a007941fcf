export { carriers, type Reference, readsPattern, referenceOf, references } from './analysis.ts';
export { type BinaryOperator, type Call, childrenOf, type Expression, nodesOf } from './ast.ts';
export { type Fence, findExpressions, onlyFence } from './find.ts';
export { arityProblem, FUNCTION_NAMES, type FunctionArity, formatProblems, functionArity } from './functions.ts';
export type { ExpressionError, ExpressionErrorCode } from './lexer.ts';
export { type ParsedExpression, parseExpression } from './parser.ts';
