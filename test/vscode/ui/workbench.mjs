// What a user does in the workbench, by keyboard where the mouse is unreliable. Selectors are those of VS Code 1.100.
const quickInput = '.quick-input-widget';
const activeEditor = '.editor-group-container.active .monaco-editor';
const fixMenu = '.action-widget:not(.action-list-submenu-panel)';

async function fillQuickInput(page, text) {
  const box = page.locator(`${quickInput} input[type=text]`);
  await box.waitFor({ state: 'visible' });
  await box.fill(text);
}

/** Clicks, and takes the mouse out of the way: where it stays, tooltips come up. */
async function click(page, locator) {
  await locator.click();
  await page.mouse.move(0, 0);
}

/** Opens a file through Quick Open and waits for its text. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+KeyP');
  await fillQuickInput(page, name);
  await click(page, page.locator(`${quickInput} .monaco-list-row`).filter({ hasText: name }).first());
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(`${activeEditor} .view-line`).first().waitFor();
}

/** Runs a command through the palette; `title` is what the palette shows. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await fillQuickInput(page, `>${title}`);
  await click(page, page.locator(`${quickInput} .monaco-list-row`).filter({ hasText: title }).first());
}

/** Chooses an entry of the quick pick that is open. */
export async function pick(page, label) {
  await fillQuickInput(page, label);
  await click(page, page.locator(`${quickInput} .monaco-list-row`).filter({ hasText: label }).first());
}

/** Puts the cursor at a 1-based line and column. */
export async function goTo(page, line, column = 1) {
  await page.keyboard.press('Control+KeyG');
  await fillQuickInput(page, `:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator(quickInput).waitFor({ state: 'hidden' });
}

/** Marks of all severities that are drawn in the active editor. */
export function squiggles(page) {
  return page.locator(
    ['error', 'warning', 'info', 'hint']
      .map((severity) => `${activeEditor} .squiggly-${severity}, ${activeEditor} .squiggly-inline-${severity}`)
      .join(', '),
  );
}

/** How many marks there are in the first line that contains `text`; none when there is no such line. */
export async function marksAt(page, text) {
  const line = page.locator(`${activeEditor} .view-lines .view-line`).filter({ hasText: text }).first();
  if ((await line.count()) === 0) return 0;
  const top = await line.evaluate((element) => element.style.top);
  const rows = page.locator(`${activeEditor} .view-overlays > div`);
  return rows.evaluateAll(
    (elements, at) =>
      elements
        .filter((element) => element.style.top === at)
        .reduce((sum, element) => sum + element.querySelectorAll('[class*=squiggly-]').length, 0),
    top,
  );
}

/** Text of the active editor, as far as it is on the screen. */
export async function editorText(page) {
  const lines = await page
    .locator(`${activeEditor} .view-lines .view-line`)
    .evaluateAll((elements) => elements.map((element) => ({ top: Number.parseFloat(element.style.top), text: element.textContent })));
  return lines
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text.replaceAll('\u00a0', ' '))
    .join('\n');
}

/** Colour of the token that begins with `text`, in the active editor. */
export function colorOf(page, text) {
  return page
    .locator(`${activeEditor} .view-line span > span`)
    .filter({ hasText: text })
    .last()
    .evaluate((element) => getComputedStyle(element).color);
}

/** Opens the quick-fix menu at the cursor. Returns the titles in it. */
export async function openFixes(page) {
  const rows = page.locator(`${fixMenu} .monaco-list-row.action`);
  // What is asked for while the server still looks at a change is answered with nothing.
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('Control+Period');
    try {
      await rows.first().waitFor({ timeout: 3_000 });
      break;
    } catch (error) {
      if (attempt === 3) throw error;
      await page.keyboard.press('Escape');
    }
  }
  return (await rows.allInnerTexts()).map((title) => title.trim());
}

/** Chooses an entry of the open quick-fix menu. By keyboard: an invisible sheet over the editor takes the clicks. */
export async function chooseFix(page, title) {
  const rows = page.locator(`${fixMenu} .monaco-list-row.action`);
  for (let left = await rows.count(); left > 0; left--) {
    const [focused] = await page.locator(`${fixMenu} .monaco-list-row.action.focused`).allInnerTexts();
    if (focused?.trim() === title) {
      await page.keyboard.press('Enter');
      await rows.first().waitFor({ state: 'detached' });
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no fix is called ${title}`);
}

/** Moves the mouse over a text in the active editor. Returns the text of the hover. */
export async function hover(page, text) {
  await page.locator(`${activeEditor} .view-line span > span`).filter({ hasText: text }).last().hover();
  const box = page.locator('.monaco-hover:visible');
  await box.waitFor();
  return (await box.allInnerTexts()).join('').replaceAll('\u00a0', ' ');
}

/** Shows the Problems panel. Returns its rows. */
export async function openProblems(page) {
  await page.keyboard.press('Control+Shift+KeyM');
  const rows = page.locator('.markers-panel .monaco-list-row');
  await rows.first().waitFor();
  return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());
}

export async function closePanel(page) {
  await runCommand(page, 'View: Hide Panel');
  await page.locator('.part.panel').waitFor({ state: 'hidden' });
}

/** Content of the preview or panel that is shown in the active editor group. */
export function webview(page) {
  return page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
}

/** Waits until no notification is on the screen, for a picture without them. */
export async function notificationsGone(page) {
  await page.locator('.notification-toast').first().waitFor({ state: 'detached' });
}
