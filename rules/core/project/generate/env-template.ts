import { isSecretName } from '../../secrets.ts';
import { envReads, isSetByPlatform } from '../environment.ts';
import type { ProjectModel } from '../model.ts';

/** A template of all variables that code and Compose files read, by the file that reads them first; optional ones commented out with their fallback. */
export function envTemplate(project: ProjectModel): string {
  const seen = new Set<string>();
  const byFile = new Map<string, string[]>();
  const reads = [...envReads(project)].sort((a, b) => Number(a.fallback !== undefined) - Number(b.fallback !== undefined));
  for (const { name, place, fallback } of reads) {
    if (seen.has(name) || isSetByPlatform(name)) continue;
    seen.add(name);
    const lines = byFile.get(place.file) ?? [];
    byFile.set(place.file, lines);
    // A fallback for a secret is a secret that everybody knows.
    if (fallback === undefined || isSecretName(name)) lines.push(`${name}=`);
    else lines.push(`# ${name}=${/^[\w./:@%+=,~-]*$/.test(fallback) ? fallback : ''}`);
  }
  const blocks = [...byFile].map(([file, lines]) =>
    [`# ${file}`, ...lines.sort((a, b) => (a.replace(/^# /, '') < b.replace(/^# /, '') ? -1 : 1))].join('\n'),
  );
  return `# Copy this file to .env and fill in the values. Never commit .env.\n\n${blocks.join('\n\n')}\n`;
}
