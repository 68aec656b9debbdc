import { type MailState, mailStates, mailStateWords } from '@todoke/lifecycle';

interface Row {
  readonly name: string;
  readonly counts: Readonly<Record<MailState, number>>;
}

const colours: Readonly<Record<MailState, string>> = {
  waiting: '#b78f00',
  sending: '#0017c1',
  accepted: '#197a4b',
  bounced: '#ce0000',
  failed: '#626264',
};

const width = 800;
const margin = 16;
const labels = 210;
const figures = 80;
const rowHeight = 26;
const legend = 40;

/**
 * One bar a mail, its states side by side, and their sum. The table beside it says the same in figures, so
 * for a reader that cannot see it one sentence is enough. All texts are our own.
 */
export function bars(rows: readonly Row[]): string {
  const longest = Math.max(1, ...rows.map(total));
  const height = 2 * margin + legend + rows.length * rowHeight;
  const scale = (width - labels - figures) / longest;
  const drawn = rows.map((row, index) => bar(row, legend + index * rowHeight, scale)).join('');
  const whole = width + 2 * margin;
  const box = `viewBox="${-margin} ${-margin} ${whole} ${height}" width="${whole}" height="${height}"`;
  return `<svg ${box} role="img" aria-label="${description}">` + `${mailStates.map(key).join('')}${drawn}</svg>`;
}

const description = '種別と状態ごとの件数を棒の長さで示した図。数値は下の表にあります。';

const total = ({ counts }: Row): number => mailStates.reduce((sum, state) => sum + counts[state], 0);

const text = (x: number, y: number, content: string): string =>
  `<text x="${x.toFixed(1)}" y="${y}" font-size="14" fill="currentColor">${content}</text>`;

const block = (x: number, y: number, wide: number, state: MailState): string =>
  `<rect x="${x.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="18" fill="${colours[state]}"/>`;

const key = (state: MailState, index: number): string =>
  block(index * 120, 0, 18, state) + text(index * 120 + 24, 14, mailStateWords[state]);

function bar(row: Row, y: number, scale: number): string {
  let x = labels;
  const parts = mailStates.map((state) => {
    const part = row.counts[state] * scale;
    const from = x;
    x += part;
    return part === 0 ? '' : block(from, y, part, state);
  });
  const sum = text(x + 6, y + 14, total(row).toLocaleString('ja-JP'));
  return `${text(0, y + 14, row.name)}${parts.join('')}${sum}`;
}
