import { render } from 'lit';
import type { AuditView } from '../../server/src/protocol.ts';
import type { FromPage, PreviousAudit, ToPage } from '../src/views/auditMessages.ts';
import './report.css';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { type Filter, NO_FILTER } from './filter.ts';
import { reportPage } from './page.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** What outlives that the page is hidden. */
interface Kept {
  readonly filter: Filter;
  readonly tab: number;
}

const editor = acquireVsCodeApi();
const root = document.getElementById('report') as HTMLElement;
let { filter, tab }: Kept = editor.getState() ?? { filter: NO_FILTER, tab: 0 };
let shown: { readonly audit: AuditView; readonly previous?: PreviousAudit } | undefined;
let busy = false;

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'audit':
      shown = data;
      break;
    case 'busy':
      ({ busy } = data);
      break;
    default:
      data satisfies never;
  }
  draw();
});

function keep(): void {
  editor.setState({ filter, tab });
  draw();
}

function draw(): void {
  if (!shown) return;
  const page = reportPage({
    ...shown,
    filter,
    tab,
    busy,
    send: (message) => editor.postMessage(message),
    onFilter: (change) => {
      filter = { ...filter, ...change };
      keep();
    },
    onTab: (index) => {
      tab = index;
      keep();
    },
  });
  render(page, root);
}

editor.postMessage({ type: 'ready' });
