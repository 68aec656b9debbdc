/** The robot check, and the worker that does its work (R10). Where the widget has not loaded, the page says so. */
const worker = () =>
  crypto.subtle === undefined
    ? new Worker('/assets/plain-http-worker.js')
    : new Worker('/assets/altcha/pbkdf2.js', { type: 'module' });

if (customElements.get('altcha-widget') !== undefined) {
  globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', worker);
  document.querySelector('altcha-widget').configure({ hideFooter: true, hideLogo: true });
}

// The back-forward cache restores the page as it was, but its check has been used.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
