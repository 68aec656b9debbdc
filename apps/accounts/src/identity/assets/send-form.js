/** Sends the form that only passes the reader on. Without script its button does. */
document.querySelector('form[data-send-at-once]')?.submit();
