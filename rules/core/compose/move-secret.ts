import { type FileEdit, type Fix, fix } from '../fix.ts';
import type { Project } from '../project/project.ts';
import type { FoundSecret } from '../secrets.ts';
import { rewriteInside } from '../yaml/yaml.ts';
import { type Credential, copiesOf, variableName } from './credentials.ts';
import type { KeyValue } from './entries.ts';
import { addToEnv, type EnvFiles, envValue, findEnvFiles } from './env-file.ts';

/**
 * Fixes that move a credential out of an entry into `.env`: this place, and where there are more of it, all of them. Reads the
 * other files at once, so that a host knows which ones matter; the edits are made when somebody asks.
 * @param what it is called in the title
 * @param found where the credential stands in the entry's value
 * @param wanted name of the variable; another one is taken when `.env` has it with another value
 */
export function moveToEnv(project: Project, what: string, entry: KeyValue, found: FoundSecret, wanted: string): Fix[] {
  const files = findEnvFiles(project, entry.service.file.path);
  const one = fix('unsafe', `Move the ${what} to \`.env\``, () => files && move(files, [{ entry, found }], wanted));
  const copies = copiesOf(entry, found);
  const [first] = copies;
  if (copies.length < 2 || !first) return [one];
  return [one, fix('unsafe', `Move all ${copies.length} copies of it to \`.env\``, () => files && move(files, copies, first.variable))];
}

/** The same reference at every place, and the value once in `.env`. */
function move(files: EnvFiles, places: readonly Pick<Credential, 'entry' | 'found'>[], wanted: string): FileEdit[] | undefined {
  const [first] = places;
  if (first?.entry.value === undefined) return undefined;
  const secret = first.entry.value.slice(first.found.start, first.found.end).replaceAll('$$', '$');
  const names = [wanted, variableName(`${first.entry.service.name}_${wanted}`)];
  const name = names.find((one) => [undefined, secret].includes(envValue(files.env.text, one)));
  if (name === undefined) return undefined;
  const edits = addToEnv(files, name, secret);
  for (const { entry, found } of places) {
    const start = entry.valueStart + found.start;
    const end = entry.valueStart + found.end;
    const inFile = entry.scalar && rewriteInside(entry.service.file.yaml, entry.scalar, start, end, `\${${name}:?${name} is not set}`);
    if (!inFile) return undefined;
    edits?.unshift(...inFile);
  }
  return edits;
}
