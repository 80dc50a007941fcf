import { commandsOf, dockerfile, hasFlag, shippedStagesOf, strength } from '#core';

export default strength({
  title: 'Package installs leave no caches behind',
  area: 'containers',
  equivalents: ['review:S09'],

  find(project) {
    const evidence = shippedStagesOf(project).flatMap((stage) => {
      const noPipCache = stage.chain.some((link) =>
        link.all('ENV').some((env) => env.pairs.some((pair) => pair.key === 'PIP_NO_CACHE_DIR')),
      );
      const found = commandsOf(stage).find(({ command, instruction }) => {
        if (/^pip[\d.]*$/.test(command.program ?? '')) return noPipCache || hasFlag(command, 'no-cache-dir');
        if (!/^apt(?:-get)?$/.test(command.program ?? '')) return false;
        return instruction.text.commands.some(
          (one) => one.command.program === 'rm' && /\/var\/lib\/apt\/lists/.test(one.command.words.map((word) => word.template).join(' ')),
        );
      });
      return found ? [project.at(stage.file.source.path, found.instruction.keywordSpan)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM python:3.13-slim
          RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
        `,
      },
      evidence: ['Dockerfile:2'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y curl\nRUN pip install flask\n' }],
});
