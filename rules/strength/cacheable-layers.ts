import { type DockerfileNodes, dependencyInstall, dockerfile, isInstruction, sharedDockerfiles, strength } from '#core';

type Stage = DockerfileNodes['stage'];

/** The `RUN` that installs between the copy of the manifests and that of the sources. */
function orderedInstall(stage: Stage) {
  const copies = stage.instructions.filter((one) => isInstruction(one, 'COPY'));
  return stage.all('RUN').find((run) => {
    if (!run.text.commands.some(({ command }) => dependencyInstall(command))) return false;
    const before = copies.filter((copy) => copy.place.index < run.place.index);
    const after = copies.some((copy) => copy.place.index > run.place.index && !copy.from);
    return before.length > 0 && after && before.every((copy) => !copy.paths.some((path) => /^\.?\/?$/.test(path.value)));
  });
}

export default strength({
  title: 'Layers in the order of change: manifests, install, then sources',
  area: 'containers',
  equivalents: ['review:S06'],

  find(project) {
    const evidence = sharedDockerfiles(project).flatMap((file) => {
      const run = file.stages.map(orderedInstall).find(Boolean);
      return run ? [project.at(file.source.path, run.keywordSpan)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM node:24-slim
          COPY package.json package-lock.json ./
          RUN npm ci
          COPY . .
        `,
      },
      evidence: ['Dockerfile:3'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM node:24-slim\nCOPY . .\nRUN npm ci\nCOPY x y\n' }],
});
