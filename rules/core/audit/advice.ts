import { ADVICE, type Advice, type AdviceTopic } from '../../data/advice.ts';
import type { ProjectModel } from '../project/model.ts';

/**
 * What no file can prove and a reviewer asks all the same, as far as it concerns a project.
 * @param rules ids of the rules that found something
 */
export function adviceFor(project: ProjectModel, rules: ReadonlySet<string>): readonly Advice[] {
  const { servers, frontends, datastores, isDeployed } = project.app;
  const topics: Readonly<Record<AdviceTopic, boolean>> = {
    deployment: isDeployed,
    server: servers.length > 0,
    frontend: frontends.length > 0,
    database: datastores.length > 0,
    images: project.dockerfiles.length > 0,
    compose: project.composeFiles.length > 0,
    packages: project.packages.length > 1,
  };
  return ADVICE.filter(({ topic, after }) => topics[topic] && (after === undefined || after.some((rule) => rules.has(rule))));
}
