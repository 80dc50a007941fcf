import { dockerfile, dockerfileRule, folderOf, joinPath, parseDotenv, related, servicesBuiltFrom, shippedText } from '#core';

export default dockerfileRule({
  title: '`EXPOSE` names another port than the server listens on',
  category: 'correctness',
  area: 'containers',
  severity: 'medium',
  profile: 'recommended',
  why: 'Tools publish and probe the port that the image names. Nobody answers there.',
  equivalents: ['review:X02'],
  noFix: 'Which of the two ports is meant, no file tells.',

  visit: {
    shippedStage(stage, report, { source, project }) {
      const ports = stage.exposes.flatMap((expose) => expose.ports.map((port) => ({ expose, port })));
      const [only] = ports;
      const exposed = only?.port.first;
      if (!only || ports.length > 1 || exposed === undefined || only.port.last !== exposed || only.expose.stage !== stage) return;
      const set = stage
        .allInherited('ENV')
        .flatMap((env) => env.pairs)
        .find(({ key }) => key === 'PORT')?.value;
      if (set && /^\d+$/.test(set.value)) {
        if (Number(set.value) !== exposed)
          report(
            only.expose.words[0] ?? only.expose.keywordSpan,
            `The image exposes ${exposed}, but sets \`PORT\` to ${set.value}.`,
            related(source.path, set, 'Set here.'),
          );
        return;
      }
      const services = servicesBuiltFrom(stage.file, project);
      for (const service of services) {
        const targets = service.ports.flatMap(({ target }) => target?.first ?? []);
        const env = service.environment.find(({ name }) => name === 'PORT');
        const port = env?.shipped ?? undefined;
        const told = port !== undefined && /^\d+$/.test(port) ? Number(port) : targets.length === 1 ? targets[0] : undefined;
        if (told === exposed) return;
        if (told === undefined) continue;
        const at = env?.valueSpan ?? service.ports[0]?.span ?? service.key.span;
        report(
          only.expose.words[0] ?? only.expose.keywordSpan,
          `The image exposes ${exposed}, but \`${service.name}\` uses ${told}.`,
          related(service.file.path, at, 'Used here.'),
        );
        return;
      }
      if (services.length > 0 && services.some((service) => shippedText(service.find('ports')) !== undefined)) return;
      for (const name of ['.env.example', '.env.template', '.env.sample']) {
        const path = joinPath(folderOf(source.path), name);
        const text = path === undefined ? undefined : project.read(path);
        const variable = typeof text === 'string' ? parseDotenv(text).find((one) => one.name === 'PORT') : undefined;
        if (path === undefined || !variable || !/^\d+$/.test(variable.value)) continue;
        if (Number(variable.value) !== exposed)
          report(
            only.expose.words[0] ?? only.expose.keywordSpan,
            `The image exposes ${exposed}, but \`${name}\` sets \`PORT\` to ${variable.value}.`,
            related(path, variable.valueSpan, 'Set here.'),
          );
        return;
      }
    },
  },

  examples: [
    {
      files: { '.env.example': 'PORT=3000\n' },
      bad: dockerfile`
        FROM node:24-slim
        EXPOSE 3001
               ^^^^ The image exposes 3001, but \`.env.example\` sets \`PORT\` to 3000.
        CMD ["node", "server.js"]
      `,
    },
    {
      files: { 'compose.yaml': "services:\n  api:\n    build: .\n    ports: ['80:8000']\n" },
      bad: dockerfile`
        FROM node:24-slim
        EXPOSE 8080
               ^^^^ The image exposes 8080, but \`api\` uses 8000.
        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: [
    { text: 'FROM node:24-slim\nEXPOSE 3000\nCMD ["node", "server.js"]\n', files: { '.env.example': 'PORT=3000\n' } },
    { text: 'FROM node:24-slim\nEXPOSE 3000 9229\nCMD ["node", "server.js"]\n', files: { '.env.example': 'PORT=4000\n' } },
    {
      text: 'FROM node:24-slim\nEXPOSE 8000\nCMD ["node", "server.js"]\n',
      files: { 'compose.yaml': "services:\n  api:\n    build: .\n    ports: ['80:8000']\n" },
    },
  ],
});
