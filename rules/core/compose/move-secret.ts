import type { FileEdit } from '../fix.ts';
import type { Project } from '../project/project.ts';
import type { FoundSecret } from '../secrets.ts';
import { rewriteInside } from '../yaml/yaml.ts';
import type { KeyValue } from './entries.ts';
import { addToEnv, envValue, findEnvFiles } from './env-file.ts';

/**
 * A fix that moves a credential out of an entry into `.env`. Reads the other files at once, so that a host knows which
 * ones matter; the edits are made when somebody asks.
 * @param found where the credential stands in the entry's value
 * @param wanted name of the variable; another one is taken when `.env` has it with another value
 */
export function moveToEnv(project: Project, entry: KeyValue, found: FoundSecret, wanted: string): () => readonly FileEdit[] | undefined {
  const { service } = entry;
  const files = findEnvFiles(project, service.file.path);
  return () => {
    const { scalar, value } = entry;
    if (!files || !scalar || value === undefined) return undefined;
    const secret = value.slice(found.start, found.end).replaceAll('$$', '$');
    const names = [wanted, variableName(`${service.name}_${wanted}`)];
    const name = names.find((one) => [undefined, secret].includes(envValue(files.env.text, one)));
    if (name === undefined) return undefined;
    const start = entry.valueStart + found.start;
    const inFile = rewriteInside(service.file.yaml, scalar, start, entry.valueStart + found.end, `\${${name}:?${name} is not set}`);
    const inEnv = addToEnv(files, name, secret);
    return inFile && inEnv ? [...inFile, ...inEnv] : undefined;
  };
}

/** A name that Compose can interpolate. */
export function variableName(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase();
  return /^[0-9]/.test(name) ? `_${name}` : name;
}
