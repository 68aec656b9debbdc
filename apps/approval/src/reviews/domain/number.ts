/** `APF-` and eight digits (R41). Half-width only: a number is copied, not typed. */
export const isApplicationNumber = (text: unknown): text is string =>
  typeof text === 'string' && /^APF-\d{8}$/.test(text);
