/**
 * Progressive enhancement: every page works without it.
 */

/** The text size changes in place, so that nothing typed is lost (R4). Without script a link does it. */
const sizes = [...document.querySelectorAll('[data-text-size]')];

function showSize(chosen) {
  for (const link of sizes) {
    const { textSize } = link.dataset;
    document.documentElement.classList.toggle(`text-${textSize}`, textSize === chosen);
    if (textSize === chosen) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

for (const link of sizes) {
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { textSize } = link.dataset;
    const [prefix, secure] = location.protocol === 'https:' ? ['__Host-', ';secure'] : ['', ''];
    document.cookie = `${prefix}todoke_text_size=${textSize};path=/;max-age=31536000;samesite=lax${secure}`;
    showSize(textSize);
  });
}

/**
 * Where the columns of a table have no room beside each other, each row becomes a block (42-tables.css); for that every
 * cell gets the label of its column, and all parts the roles that a block would lose. Without script the table scrolls.
 */
const labelOf = (heading) => heading.dataset.label ?? heading.textContent.trim();
const roles = { thead: 'rowgroup', tbody: 'rowgroup', tfoot: 'rowgroup', tr: 'row', td: 'cell' };

for (const table of document.querySelectorAll('.table-scroll > table')) {
  const labels = [...table.querySelectorAll('thead th')].map(labelOf);
  table.setAttribute('role', 'table');
  for (const [name, role] of Object.entries(roles)) {
    for (const part of table.querySelectorAll(name)) part.setAttribute('role', role);
  }
  for (const heading of table.querySelectorAll('th')) {
    heading.setAttribute('role', heading.scope === 'row' ? 'rowheader' : 'columnheader');
  }
  for (const row of table.querySelectorAll(':is(tbody, tfoot) > tr')) {
    for (const [index, cell] of [...row.cells].entries()) {
      if (cell.tagName === 'TD' && cell.colSpan === 1 && cell.innerHTML !== '')
        cell.dataset.label = labels[index] ?? '';
    }
  }
  table.classList.add('stacks');
  if (labels.length < 4) table.classList.add('few-columns');
}

/** A page restored from the back-forward cache may have another text size. */
const rememberedSize = () => /(?:^|;\s*)(?:__Host-)?todoke_text_size=([a-z-]+)/.exec(document.cookie)?.[1];

/** R39: the first refused field takes the focus. `autofocus` does it where the browser follows it. */
const refused = document.querySelector('[autofocus]');
if (refused !== null && document.activeElement !== refused) refused.focus();

/** A day that is typed in part is nothing to a browser, which would send an empty field. It says so instead. */
const halfTyped = (form) => [...form.elements].find(({ validity }) => validity?.badInput === true);

/** A second press while the first is under way sends nothing. The button is enabled again with the next page. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  const unread = halfTyped(form);
  if (unread !== undefined) {
    event.preventDefault();
    unread.reportValidity();
    return;
  }
  if (form.dataset.sending !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = '';
  event.submitter?.setAttribute('aria-busy', 'true');
  // A response that is a download does not replace the page.
  setTimeout(() => release(form), 10_000);
});

function release(form) {
  delete form.dataset.sending;
  for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
}

addEventListener('pageshow', () => {
  for (const form of document.forms) release(form);
  const size = rememberedSize();
  if (sizes.some((link) => link.dataset.textSize === size)) showSize(size);
});

if (document.querySelector('[data-count-of]') !== null) void import('./count.js');

/** Menus and 「？」 close with Escape, and menus also when something else is pressed. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const open =
    event.target instanceof Element ? event.target.closest('details:is(.help, .menu, .navigation-more)[open]') : null;
  if (open === null) return;
  open.open = false;
  open.querySelector('summary')?.focus();
});

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details:is(.menu, .navigation-more)[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
