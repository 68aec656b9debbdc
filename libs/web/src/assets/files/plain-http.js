/**
 * The robot check works over plain http as well. Browsers have WebCrypto only over https and on the
 * machine itself, and the widget refuses to begin elsewhere. The worker that it gets there computes without WebCrypto
 * (robot-check.js), so there is nothing to refuse. This stands before the widget, which asks once.
 */
if (!isSecureContext) Object.defineProperty(globalThis, 'isSecureContext', { value: true });
