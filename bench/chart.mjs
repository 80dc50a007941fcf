// The chart of the README: one bar per server and kind, for the document of 300 lines.

const COLORS = { ours: '#0f9d8a', others: '#8a949e' };
const KIND = { dockerfile: 'Dockerfile', compose: 'Compose file', workflow: 'Workflow' };
const ROW = 26;
const LEFT = 300;
const WIDTH = 760;

/** A standalone SVG for a white page. */
export function chart({ typing }) {
  const rows = typing.filter(({ size }) => size === 'medium');
  const longest = Math.max(...rows.map(({ p50 }) => p50));
  const scale = (ms) => Math.max(2, ((WIDTH - LEFT - 90) * Math.log10(1 + ms)) / Math.log10(1 + longest));
  let y = 34;
  const parts = [];
  for (const kind of Object.keys(KIND)) {
    parts.push(`<text x="0" y="${y + 14}" class="kind">${KIND[kind]}, 300 lines</text>`);
    y += ROW;
    for (const { server, p50 } of rows.filter((row) => row.kind === kind)) {
      const isOurs = server === 'Seaworthy';
      const width = scale(p50).toFixed(1);
      parts.push(
        `<text x="${LEFT - 10}" y="${y + 14}" text-anchor="end"${isOurs ? ' class="ours"' : ''}>${escaped(server)}</text>`,
        `<rect x="${LEFT}" y="${y + 2}" width="${width}" height="16" rx="2" fill="${isOurs ? COLORS.ours : COLORS.others}"/>`,
        `<text x="${LEFT + Number(width) + 8}" y="${y + 14}">${p50 < 10 ? p50.toFixed(1) : Math.round(p50)} ms</text>`,
      );
      y += ROW - 4;
    }
    y += 12;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="Milliseconds from a key to diagnostics, by server">
<style>text{font:13px system-ui,sans-serif;fill:#57606a}.kind,.ours{font-weight:600}.title{font-size:15px;font-weight:600}</style>
<text x="0" y="16" class="title">From a key to diagnostics (median, logarithmic)</text>
${parts.join('\n')}
</svg>
`;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
