/** Says while a password is typed that Caps Lock is on. Without script, the answer to a refused password asks. */
const news = document.getElementById('keyboard-news');
const say = (on) => {
  news.textContent = on ? 'Caps Lock（大文字の固定）がオンになっています。' : '';
};

for (const field of document.querySelectorAll('input[type="password"]')) {
  for (const kind of ['keydown', 'keyup']) {
    field.addEventListener(kind, (event) => {
      // What a password manager fills in presses no keys.
      if (typeof event.getModifierState === 'function') say(event.getModifierState('CapsLock'));
    });
  }
  field.addEventListener('blur', () => say(false));
}
