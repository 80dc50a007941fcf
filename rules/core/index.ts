/** Everything that a rule or a host may use. The only barrel file. */

export * from './compose/compose.ts';
export * from './config.ts';
export * from './dockerfile/dockerfile.ts';
export * from './engine.ts';
export * from './expression/expression.ts';
export * from './finding.ts';
export * from './fix.ts';
export * from './fix-all.ts';
export * from './image/image.ts';
export * from './kind.ts';
export * from './project/project.ts';
export * from './rule.ts';
export * from './secrets.ts';
export * from './shell/shell.ts';
export * from './source.ts';
export * from './suppress.ts';
export * from './text/edits.ts';
export * from './text/lines.ts';
export * from './text/nearest.ts';
export * from './text/span.ts';
export * from './workflow/workflow.ts';
export * from './yaml/yaml.ts';
