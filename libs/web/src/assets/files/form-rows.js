/**
 * Adds and removes rows of a table of fields, and cards of a list of them, in place; makes Tuesday to Friday of a card
 * what Monday is. Without script its buttons send the form, which then comes back
 * with the rows. A removed row stays in the form with blank fields, so that the positions of the others stay.
 */
for (const table of document.querySelectorAll('[data-rows]')) {
  const name = table.dataset.rows;
  const template = document.querySelector(`template[data-row-of="${name}"]`);
  const add = document.querySelector(`[data-add="${name}"]`);
  const form = table.closest('form');
  const body = table.tBodies?.[0] ?? table;
  const shown = () => [...body.children].filter((row) => !row.hidden);
  const position = (row) => Number(/\.(\d+)$/.exec(row.querySelector('[data-remove]')?.value ?? '')?.[1] ?? -1);

  const changed = () => {
    add.disabled = shown().length >= Number(table.dataset.atMost);
    form.dispatchEvent(new Event('answers-changed'));
  };

  add.addEventListener('click', (event) => {
    event.preventDefault();
    const next = Math.max(-1, ...[...body.children].map(position)) + 1;
    const copy = template.content.cloneNode(true);
    const named = (text) => text.replaceAll('NEW', String(next)).replaceAll('新しい行', `${next + 1}行目`);
    for (const element of copy.querySelectorAll('*')) {
      for (const { name: attribute, value } of [...element.attributes]) element.setAttribute(attribute, named(value));
      if (element.childElementCount === 0) element.textContent = named(element.textContent);
    }
    const row = copy.firstElementChild;
    body.append(row);
    row.querySelector('input, select, textarea')?.focus();
    changed();
  });

  body.addEventListener('click', (event) => {
    const button = event.target.closest('[data-weekdays]');
    if (button === null) return;
    event.preventDefault();
    const prefix = `${button.value}.`;
    for (const field of form.querySelectorAll(`[name^="${prefix}mon_"]`)) {
      const [, what] = field.name.split(`${prefix}mon_`);
      for (const day of ['tue', 'wed', 'thu', 'fri']) {
        const other = form.elements.namedItem(`${prefix}${day}_${what}`);
        if (other !== null) other.value = field.value;
      }
    }
    changed();
  });

  body.addEventListener('click', (event) => {
    const button = event.target.closest('[data-remove]');
    if (button === null) return;
    event.preventDefault();
    const row = shown().find((one) => one.contains(button));
    const rows = shown();
    const beside = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    for (const field of row.querySelectorAll('input, select, textarea')) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
      else field.value = '';
    }
    row.hidden = true;
    (beside?.querySelector('input, select, textarea') ?? add).focus();
    changed();
  });
}
