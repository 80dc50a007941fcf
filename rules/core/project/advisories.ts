import { ADVISORIES, type Advisory } from '../../data/advisories.ts';
import type { PackageDependency } from './manifests.ts';
import { compareVersions, isInRanges } from './versions.ts';

export { DEPRECATED_PACKAGES } from '../../data/deprecated-packages.ts';

/** The advisories about a package that its authors stand by. */
export function knownHoles(dependency: Pick<PackageDependency, 'ecosystem' | 'name'>): readonly Advisory[] {
  return ADVISORIES.filter((one) => one.package === dependency.name && one.ecosystem === dependency.ecosystem && !one.withdrawn);
}

/** The oldest version not before a given one that no advisory of the table affects; undefined when the table names none. */
export function safeVersion(dependency: Pick<PackageDependency, 'ecosystem' | 'name'>, from: string): string | undefined {
  const holes = knownHoles(dependency);
  const ends = holes.flatMap(({ affected }) => affected.flatMap((range) => /<([\d.]+)$/.exec(range)?.[1] ?? []));
  return ends
    .filter((end) => (compareVersions(end, from) ?? -1) >= 0 && !holes.some(({ affected }) => isInRanges(end, affected)))
    .sort((a, b) => compareVersions(a, b) ?? 0)[0];
}
