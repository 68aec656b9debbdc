import type { NavigationItem } from '../options.js';
import { isBelow } from '../sessions/sessions.js';

/** Widths of the bar, in rem, at which entries find room. */
const steps = Array.from({ length: 22 }, (_, at) => 12 + 3 * at);

/** For the style sheet: from a step on an entry stands in the bar, and until then behind その他. */
export const roomRules = steps
  .map(
    (step) =>
      `@container menu (width < ${step}rem) { .from-${step} { display: none; } }\n` +
      `@container menu (width >= ${step}rem) { .until-${step} { display: none; } }\n`,
  )
  .join('');

/** Width of an entry in rem: its full-width characters, half as much for the others, and what surrounds it. */
const widthOf = (label: string): number =>
  [...label].reduce((sum, character) => sum + (/[ -~]/.test(character) ? 0.65 : 1), 1.5);

const moreLabel = 'その他';

/**
 * The menu: entries that stand beside each other as far as there is room, and その他 with those that have none or
 * always stand there (R134). Which have room is decided by the style sheet, by the width of the bar and the size of its
 * text, so that it needs no script.
 */
export function navigationView(items: readonly NavigationItem[], path: string): object | undefined {
  if (items.length === 0) return undefined;
  const section = sectionOf(items, path);
  const marked = items.map((item) => ({ ...item, current: item.current ?? item.href === section }));
  const bar = marked.filter(({ more }) => more !== true);
  const behind = marked.filter(({ more }) => more === true);
  let width = widthOf(moreLabel);
  const placed = bar.map((item, at) => {
    width += widthOf(`${item.label}${item.badge ?? ''}`);
    // The last one needs no room beside その他 where nothing else is behind that.
    const needed = at === bar.length - 1 && behind.length === 0 ? width - widthOf(moreLabel) : width;
    return { ...item, room: at === 0 ? undefined : (steps.find((step) => step >= needed) ?? steps.at(-1)) };
  });
  const last = placed.at(-1)?.room;
  const hidden = placed.filter(({ room }) => room !== undefined);
  return {
    bar: placed,
    more: [...hidden.map((item) => ({ ...item, until: item.room })), ...behind],
    hasMore: behind.length > 0 || hidden.length > 0,
    ...(behind.length === 0 && { moreUntil: last }),
  };
}

/** The entry to which the page belongs: that with the longest path above it. */
function sectionOf(items: readonly NavigationItem[], path: string): string | undefined {
  const matching = items
    .flatMap(({ href, around = [] }) => [href, ...around].map((above) => ({ href, above })))
    .filter(({ above }) => above === path || (above !== '/' && isBelow(path, above)));
  return matching.sort((one, other) => other.above.length - one.above.length)[0]?.href;
}
