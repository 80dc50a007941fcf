import type { ParsedScript } from 'unbash';
import type { Layer, NestedHost, NestedLayer } from './layer.ts';
import type { ShellScript } from './model.ts';

/** What a script was built from, for questions that are asked rarely (quoting) and that the model does not answer. */
export interface ScriptOrigin {
  readonly layer: Layer;
  readonly tree: ParsedScript;
}

const origins = new WeakMap<ShellScript, ScriptOrigin>();

export function rememberTree(script: ShellScript, layer: Layer, tree: ParsedScript): void {
  origins.set(script, { layer, tree });
}

/** Undefined for a script that was beyond the limits. */
export function originOfScript(script: ShellScript): ScriptOrigin | undefined {
  return origins.get(script);
}

/**
 * Marks a word or here-document body as code of an interpreter (`sh -c`, `python -c`, `eval`), with the script it holds
 * when that is shell and could be read.
 */
export function markCode(host: NestedHost, nested?: NestedLayer): void {
  const earlier = code.get(host);
  if (!earlier?.nested) code.set(host, { nested });
}

/** Undefined for words and bodies that are plain data. */
export function codeIn(host: NestedHost): { readonly nested: NestedLayer | undefined } | undefined {
  return code.get(host);
}

const code = new WeakMap<NestedHost, { readonly nested: NestedLayer | undefined }>();
