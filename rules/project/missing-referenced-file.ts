import { joinPath, projectRule } from '#core';

/** `docker compose -f FILE`, `--file FILE`, and `docker build -f FILE`, as far as the name is written out. */
const NAMED = /(?:docker-compose|docker compose)\b[^\n|;&]*|docker (?:buildx )?build\b[^\n|;&]*/g;
const FILE = /(?:^|\s)(?:-f|--file)[ =]+(["']?)([\w./-]+\.(?:ya?ml)|[\w./-]*Dockerfile[\w.-]*)\1/g;

export default projectRule({
  title: 'Command that names a file which is not there',
  category: 'correctness',
  area: 'orchestration',
  severity: 'medium',
  profile: 'recommended',
  why: 'The command fails for everybody who tries it.',
  equivalents: ['review:X05'],

  check(project, report) {
    if (!project.tree.complete) return;
    for (const path of project.matching(/^(?:[^/]+\/)*(?:GNU)?[Mm]akefile$|^(?:[^/]+\/)*[Jj]ustfile$/)) {
      if (project.isAside(path)) continue;
      const content = project.read(path) ?? '';
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      for (const command of content.matchAll(NAMED)) {
        for (const match of command[0].matchAll(FILE)) {
          const name = match[2] ?? '';
          const target = joinPath(folder, name);
          const before = content.slice(content.lastIndexOf('\n', command.index) + 1, command.index);
          // Another folder may be current, and a file may be made by the target itself.
          if (
            target === undefined ||
            project.has(target) ||
            /\bcd\b|^\s*#/.test(before) ||
            project.isIgnored(target) ||
            content.includes(`> ${name}`)
          )
            continue;
          const start = command.index + match.index + match[0].lastIndexOf(name);
          report(project.at(path, { start, end: start + name.length }), `There is no \`${name}\`.`);
        }
      }
    }
  },

  noFix: 'Whether the file is to be written or the command to go, no file tells.',

  examples: [
    {
      path: 'Makefile',
      files: { 'docker-compose.yml': 'services: {}\n' },
      bad: `prod:
	docker compose -f docker-compose.yml -f docker-compose.prod.yml up -d
                                         ^^^^^^^^^^^^^^^^^^^^^^^ There is no \`docker-compose.prod.yml\`.
`,
    },
  ],

  valid: [
    {
      path: 'Makefile',
      text: 'dev:\n\tdocker compose -f docker-compose.yml up\nx:\n\tcd api && docker compose -f other.yml up\n',
      files: { 'docker-compose.yml': 'services: {}\n' },
    },
  ],
});
