import { type MailState, mailStates } from '../domain/mail.js';
import { stateLabels } from './wording.js';

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

const width = 640;
const labels = 200;
const rowHeight = 24;
const legend = 32;

/**
 * One bar a mail, its states side by side, the longest as wide as the picture. The table beside it says the same
 * in figures, so for a reader that cannot see it one sentence is enough. All texts are our own.
 */
export function bars(rows: readonly Row[]): string {
  const totals = rows.map(({ counts }) => mailStates.reduce((sum, state) => sum + counts[state], 0));
  const longest = Math.max(1, ...totals);
  const height = legend + rows.length * rowHeight;
  const scale = (width - labels) / longest;
  const drawn = rows.map((row, index) => bar(row, legend + index * rowHeight, scale)).join('');
  const description = '種別と状態ごとの件数を棒の長さで示した図。数値は下の表にあります。';
  return (
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${description}">` +
    `${mailStates.map(key).join('')}${drawn}</svg>`
  );
}

const key = (state: MailState, index: number): string =>
  `<rect x="${index * 110}" y="4" width="14" height="14" fill="${colours[state]}"/>` +
  `<text x="${index * 110 + 20}" y="16" font-size="13" fill="currentColor">${stateLabels[state]}</text>`;

function bar({ name, counts }: Row, y: number, scale: number): string {
  let x = labels;
  const parts = mailStates.map((state) => {
    const part = counts[state] * scale;
    const rect = part === 0 ? '' : `<rect x="${x.toFixed(1)}" y="${y + 4}" width="${part.toFixed(1)}" height="16" fill="${colours[state]}"/>`;
    x += part;
    return rect;
  });
  return `<text x="0" y="${y + 17}" font-size="13" fill="currentColor">${name}</text>${parts.join('')}`;
}
