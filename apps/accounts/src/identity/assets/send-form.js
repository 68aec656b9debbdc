/** Submits a form that only redirects. Without script its button does. */
document.querySelector('form[data-send-at-once]')?.submit();
