import assert from 'node:assert/strict';
import * as workbench from './workbench.mjs';

/** Waits until `probe` returns something true; for what no locator can wait for. */
async function eventually(what, probe) {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** One step of the way: title and what is done and checked. They run in this order, in one window. */
export const steps = {
  'findings are marked in a Dockerfile': async ({ page, screenshot }) => {
    await workbench.openFile(page, 'Dockerfile');
    await workbench.squiggles(page).first().waitFor({ state: 'attached' });
    await screenshot('dockerfile');
  },

  'marks follow the typing': async ({ page, screenshot }) => {
    await workbench.openFile(page, 'Dockerfile');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('FROM python:latest', { delay: 20 });
    await eventually('a mark', async () => (await workbench.marksAt(page, 'python:latest')) > 0);
    await screenshot('typing');
    for (let i = 0; i < ':latest'.length; i++) await page.keyboard.press('Backspace');
    await page.keyboard.type(':3.14.0-slim', { delay: 20 });
    await page.keyboard.press('Home');
    await page.keyboard.type('# ');
    await eventually('no mark', async () => (await workbench.marksAt(page, 'python:3.14.0-slim')) === 0);
    await workbench.runCommand(page, 'File: Revert File');
    await eventually('the old text', async () => !(await workbench.editorText(page)).includes('python'));
  },

  'the hover explains a finding': async ({ page, screenshot }) => {
    const text = await workbench.hover(page, 'latest');
    assert.match(text, /Seaworthy/);
    assert.match(text, /dockerfile\/[\w-]+/);
    await screenshot('hover', { publish: true });
    await page.mouse.move(0, 0);
  },

  'the light bulb offers fixes in a Dockerfile': async ({ page, screenshot }) => {
    await workbench.goTo(page, 1, 2);
    const titles = await workbench.openFixes(page);
    assert.equal(titles[0], 'Run as `node` (changes behaviour)', titles.join('\n'));
    await page.keyboard.press('Escape');
    await workbench.goTo(page, 8, 2);
    await workbench.openFixes(page);
    await screenshot('quick-fix', { publish: true });
    await page.keyboard.press('Escape');
  },

  'the light bulb offers fixes, and one changes the file': async ({ page, screenshot }) => {
    await workbench.openFile(page, 'compose.yaml');
    await workbench.squiggles(page).first().waitFor({ state: 'attached' });
    await workbench.goTo(page, 4, 7);
    const titles = await workbench.openFixes(page);
    await screenshot('fixes');
    const fix = titles.find((title) => /privileged/i.test(title) && !/ignore|explain|page|disable/i.test(title));
    assert.ok(fix, titles.join('\n'));
    await workbench.chooseFix(page, fix);
    await eventually('the file to change', async () => !(await workbench.editorText(page)).includes('privileged: true'));
    await screenshot('fixed');
    await page.keyboard.press('Control+KeyZ');
    await eventually('the undo', async () => (await workbench.editorText(page)).includes('privileged: true'));
  },

  'variables of Compose values are coloured': async ({ page, screenshot }) => {
    const string = await workbench.colorOf(page, 'postgres://');
    await eventually('the grammar', async () => (await workbench.colorOf(page, 'DB_USER')) !== string);
    assert.notEqual(await workbench.colorOf(page, '$$'), string);
    await screenshot('compose');
  },

  'expressions in workflows are coloured': async ({ page, screenshot }) => {
    await workbench.openFile(page, 'ci.yml');
    await workbench.squiggles(page).first().waitFor({ state: 'attached' });
    const string = await workbench.colorOf(page, 'npm test');
    assert.notEqual(await workbench.colorOf(page, 'github'), string);
    assert.notEqual(await workbench.colorOf(page, 'cancelled'), string);
    await screenshot('workflow', { publish: true });
  },

  'the Problems panel lists the findings': async ({ page, screenshot }) => {
    const rows = await workbench.openProblems(page);
    assert.ok(
      rows.some((row) => row.includes('Seaworthy')),
      rows.join('\n'),
    );
    await screenshot('problems', { publish: true });
    await workbench.closePanel(page);
  },

  'the status shows profile and role': async ({ page, screenshot }) => {
    await page
      .locator('.statusbar-item', { has: page.locator('.codicon-json, .codicon-bracket') })
      .first()
      .hover();
    const status = page.locator('.monaco-hover:visible', { hasText: 'Seaworthy' });
    await status.waitFor();
    assert.match((await status.allInnerTexts()).join(), /recommended/);
    await screenshot('status');
    await page.mouse.move(0, 0);
  },

  'Explain Rule opens a page': async ({ page, screenshot }) => {
    await workbench.runCommand(page, 'Seaworthy: Explain Rule');
    await workbench.pick(page, 'dockerfile/latest-base-image');
    await workbench.webview(page).locator('h1').first().waitFor();
    await screenshot('explain');
  },

  'Audit Workspace opens a report': async ({ page, screenshot }) => {
    await workbench.runCommand(page, 'Seaworthy: Audit Workspace');
    const report = workbench.webview(page);
    await report.locator('.dial').waitFor();
    assert.match(await report.locator('.dial').getAttribute('aria-label'), /^Score \d+ of 100, grade [A-F]$/);
    assert.equal(await report.locator('.area').count(), 11);
    await workbench.runCommand(page, 'View: Close Other Editors in Group');
    await workbench.notificationsGone(page);
    await screenshot('report', { publish: true });
  },

  'an area of the report tells why points are missing': async ({ page, screenshot }) => {
    const report = workbench.webview(page);
    const area = report.locator('details.area', { hasText: 'Orchestration' });
    await area.locator('summary').click();
    await area.locator('.losses tr').first().waitFor();
    const all = await report.locator('.finding').count();
    await area.getByText('Show these findings').click();
    await eventually('fewer findings', async () => (await report.locator('.finding').count()) < all);
    await screenshot('report-area');
    await area.locator('summary').click();
    await report.getByText('Show all', { exact: true }).click();
    await eventually('all findings', async () => (await report.locator('.finding').count()) === all);
  },

  'the report is filtered by text and severity': async ({ page }) => {
    const report = workbench.webview(page);
    await report.locator('vscode-textfield input').fill('privileged');
    await eventually('one finding', async () => (await report.locator('.finding').count()) === 1);
    await report.locator('vscode-checkbox', { hasText: 'high' }).click();
    await eventually('no finding', async () => (await report.locator('.finding').count()) === 0);
    await report.getByText('Show all', { exact: true }).click();
  },

  'plan, checklist and strengths are in the report': async ({ page, screenshot }) => {
    const report = workbench.webview(page);
    for (const [tab, picture] of [
      ['Plan', 'report-plan'],
      ['Checklist', 'report-checklist'],
      ['Strengths', 'report-strengths'],
    ]) {
      await report.locator('vscode-tab-header', { hasText: tab }).click();
      await report.locator('vscode-tab-panel:visible').waitFor();
      await screenshot(picture);
    }
    await report.locator('vscode-tab-header', { hasText: 'Findings' }).click();
  },

  'a finding of the report opens its line, and a button fixes it': async ({ page, screenshot }) => {
    const report = workbench.webview(page);
    const card = report.locator('.finding', { hasText: 'privileged' });
    await card.locator('.place a').click();
    await page.locator('.tab.active[data-resource-name="compose.yaml"]').waitFor();
    await screenshot('report-place');
    await card.locator('vscode-button').first().click();
    await report.locator('.change').waitFor();
    assert.equal(await card.count(), 0);
    await eventually('the file to change', async () => !(await workbench.editorText(page)).includes('privileged'));
    await workbench.notificationsGone(page);
    await screenshot('report-changed');
    await workbench.runCommand(page, 'View: Close All Editors');
  },

  'the report is readable in every theme and width': async ({ page, screenshot }) => {
    await workbench.runCommand(page, 'Seaworthy: Audit Workspace');
    await workbench.webview(page).locator('.dial').waitFor();
    await workbench.notificationsGone(page);
    for (const [theme, name] of [
      ['Light Modern', 'light'],
      ['Dark High Contrast', 'contrast'],
      ['Dark Modern', 'dark'],
    ]) {
      await workbench.runCommand(page, 'Preferences: Color Theme');
      await workbench.pick(page, theme);
      await screenshot(`report-${name}`);
    }
    const { width, height } = page.viewportSize();
    await page.setViewportSize({ width: 700, height: 900 });
    await screenshot('report-narrow');
    await page.setViewportSize({ width: 1600, height: 1200 });
    await screenshot('report-wide');
    await page.setViewportSize({ width, height });
    await workbench.runCommand(page, 'View: Close All Editors');
  },

  'Set Profile brings stricter findings': async ({ page, screenshot }) => {
    await workbench.openFile(page, 'ci.yml');
    await workbench.squiggles(page).first().waitFor({ state: 'attached' });
    const before = await workbench.squiggles(page).count();
    await workbench.runCommand(page, 'Seaworthy: Set Profile');
    await screenshot('profiles');
    await workbench.pick(page, 'all');
    await eventually('more marks', async () => (await workbench.squiggles(page).count()) > before);
    await screenshot('all-rules');
  },
};
