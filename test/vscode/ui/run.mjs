import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openWorkbench, repository, startEditor } from '../harness.mjs';
import { steps } from './flow.mjs';

const size = { viewport: { width: 1120, height: 600 } };

/** Takes a user's way through the editor, one step after the other. Returns the counts of the steps. */
export async function runUi(browser, { extension, vsix, screenshots, grep }) {
  const out = path.join(repository, 'out/screenshots');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const editor = await startEditor({
    vsix,
    settings: {
      'workbench.colorTheme': 'Default Dark Modern',
      'workbench.layoutControl.enabled': false,
      'workbench.activityBar.location': 'hidden',
      'window.commandCenter': false,
      'window.title': '${rootName}',
      'editor.minimap.enabled': false,
      'editor.fontSize': 15,
    },
  });
  const workbench = await openWorkbench(editor, browser, {
    extension: vsix ? undefined : extension,
    ...size,
    scale: screenshots ? 1.5 : 1,
  });
  const { page } = workbench;
  // Only what README and documentation show goes into the repository.
  const published = path.join(repository, 'docs/images');
  if (screenshots) mkdirSync(published, { recursive: true });
  const screenshot = async (name, { publish = false } = {}) => {
    await page.screenshot({ path: path.join(out, `${name}.png`) });
    if (screenshots && publish) await page.screenshot({ path: path.join(published, `${name}.png`) });
  };

  const counts = { passes: 0, failures: 0, pending: 0 };
  try {
    for (const [title, step] of Object.entries(steps)) {
      if (grep && !title.includes(grep)) continue;
      // Steps build on each other: after the first failure the rest has not been tested.
      if (counts.failures > 0) {
        counts.pending++;
        console.log(`    - ${title}`);
        continue;
      }
      try {
        await step({ page, screenshot });
        counts.passes++;
        console.log(`    ✔ ${title}`);
      } catch (error) {
        counts.failures++;
        console.error(`    ✘ ${title}\n${error.stack}`);
        await screenshot('failure').catch(() => {});
        writeFileSync(path.join(out, 'server.log'), editor.log.join('\n'));
      }
    }
    return { ...counts, where: `${editor.name} and ${browser.browserType().name()} ${browser.version()}` };
  } finally {
    await workbench.close();
    await editor.close();
    console.log(`Screenshots: ${path.relative(process.cwd(), out)}`);
  }
}
