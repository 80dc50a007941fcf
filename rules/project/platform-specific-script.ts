import { covers, joinPath, projectRule } from '#core';

/** What only the shell of Windows, or nobody without it, runs. */
const WINDOWS_ONLY =
  /(?:^|[&|;(])\s*((?:cmd(?:\.exe)? \/c |call |start )?[\w./\\-]+\.(?:bat|cmd|ps1)(?!\w)|(?:del|copy|xcopy|rmdir \/s|rd \/s|taskkill) |set [A-Za-z_]+=)/i;

export default projectRule({
  title: 'Script that runs on one platform only',
  category: 'maintainability',
  area: 'testing',
  severity: 'low',
  profile: 'strict',
  why: 'It fails on every other system: on the pipeline’s runners and in containers, which run Linux, and for some of the team.',
  equivalents: ['review:F136', 'review:X05'],

  check(project, report) {
    for (const { path, folder, scripts, json } of project.packages) {
      for (const [name, command] of scripts) {
        const match = WINDOWS_ONLY.exec(command);
        const span = json.span('scripts', name);
        if (!match || !span || /\bcross-env\b|\bwin32\b|:win(?:dows)?$/.test(`${command} ${name}`)) continue;
        const word = (match[1] ?? '').trim();
        const file = /\.(?:bat|cmd|ps1)$/i.test(word) ? joinPath(folder, word.replaceAll('\\', '/')) : undefined;
        const isMissing = file !== undefined && project.tree.complete && !project.has(file);
        report(
          project.at(path, span),
          `\`${name}\` runs \`${word}\`, which only Windows does${isMissing ? ', and there is no such file' : ''}.`,
          !isMissing && covers('review:F136'),
        );
      }
    }
  },

  noFix: 'A program that does the same everywhere has to be chosen: `rimraf`, `shx`, `cross-env`, `kill-port`.',

  examples: [
    {
      bad: `{
  "scripts": {
    "dev": "next dev",
    "dev:clean": "kill-ports.bat && npm run dev"
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`dev:clean\` runs \`kill-ports.bat\`, which only Windows does, and there is no such file.
  }
}
`,
    },
  ],

  valid: ['{ "scripts": { "dev": "next dev", "set": "node set.js", "copyright": "node copy.js" } }\n'],
});
