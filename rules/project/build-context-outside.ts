import { asMap, folderOf, joinPath, projectRule, shippedText, yaml } from '#core';

export default projectRule({
  title: 'Image that is built from outside of the repository',
  category: 'reliability',
  area: 'orchestration',
  severity: 'medium',
  profile: 'strict',
  why: 'Whoever clones the repository cannot build it: the folder is there on one machine only, in whatever version it has.',
  equivalents: ['review:X05'],

  check(project, report) {
    // Only the root of a repository tells what is outside of it.
    if (project.folder !== '' || (project.tree.tracked === undefined && !project.has('.gitignore'))) return;
    for (const file of project.composeFiles) {
      for (const service of file.services) {
        const node = service.get('build');
        const context = asMap(node)?.get('context') ?? (node?.kind === 'scalar' ? node : undefined);
        const path = shippedText(context);
        if (
          !context ||
          path === undefined ||
          /^[a-z][a-z0-9+.-]*:|^git@|^[/~]|\$/i.test(path) ||
          joinPath(folderOf(file.path), path) !== undefined
        )
          continue;
        report(project.at(file.path, context.span), `\`${service.name}\` is built from \`${path}\`, outside of the repository.`);
      }
    }
  },

  noFix: 'Where the files belong only the project can tell.',

  examples: [
    {
      path: 'compose.yaml',
      files: { '.gitignore': '.env\n' },
      bad: yaml`
        services:
          api:
            build:
              context: ..
                       ^^ \`api\` is built from \`..\`, outside of the repository.
              dockerfile: api/Dockerfile
      `,
    },
  ],

  valid: [
    { path: 'docker/compose.yaml', text: 'services:\n  api:\n    build: ..\n', files: { '.gitignore': '\n' } },
    { path: 'compose.yaml', text: 'services:\n  api:\n    build: https://github.com/example/api.git\n', files: { '.gitignore': '\n' } },
  ],
});
