/** The box that unmasks what is typed (R116), which only script can offer. */
const fields = document.querySelectorAll('input[type="password"]');
const last = fields[fields.length - 1];

if (last !== undefined) {
  const choice = document.createElement('p');
  choice.className = 'choice';
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', id: 'show-password' });
  const label = Object.assign(document.createElement('label'), {
    htmlFor: box.id,
    textContent: '入力した文字を表示する',
  });
  choice.append(box, label);
  last.closest('.field').append(choice);
  const show = () => {
    for (const field of fields) field.type = box.checked ? 'text' : 'password';
  };
  box.addEventListener('change', show);
  // The browser must store the value as a password, not as text for autocompletion.
  last.form?.addEventListener('submit', () => {
    box.checked = false;
    show();
  });
}
