import { baseName, commandsOf, dependencyInstall, LOCKFILES, strength } from '#core';

const NAMES = new Set([...Object.values(LOCKFILES).flat(), 'poetry.lock', 'uv.lock', 'Pipfile.lock']);

export default strength({
  title: 'Installs take exactly what the lockfile says',
  area: 'dependencies',
  equivalents: ['review:S28'],

  find(project) {
    const lockfile = project.paths.find((path) => NAMES.has(baseName(path)) && !project.isAside(path));
    if (lockfile === undefined) return undefined;
    const inImages = project.dockerfiles.flatMap((file) =>
      file.stages.flatMap((stage) => {
        const found = commandsOf(stage).find(({ command }) => dependencyInstall(command)?.isFrozen);
        return found && found.instruction.stage === stage ? [project.at(file.source.path, found.instruction.keywordSpan)] : [];
      }),
    );
    const inWorkflows = project.workflows.flatMap((file) =>
      file.steps.flatMap((step) => {
        const isFrozen = step.script?.commands.some((command) => dependencyInstall(command)?.isFrozen);
        return isFrozen && step.run ? [project.at(file.path, step.run.span)] : [];
      }),
    );
    const [first] = [...inImages, ...inWorkflows];
    return first && { evidence: [project.at(lockfile), first] };
  },

  examples: [
    {
      files: { 'package.json': '{}\n', 'package-lock.json': '{}\n', Dockerfile: 'FROM node:24\nRUN npm ci\n' },
      evidence: ['package-lock.json:1', 'Dockerfile:2'],
    },
  ],
  lacking: [{ 'package.json': '{}\n', 'package-lock.json': '{}\n', Dockerfile: 'FROM node:24\nRUN npm install\n' }],
});
