/** How code is laid out: `npm run format` writes it, lint compares. */
export default {
  printWidth: 120,
  singleQuote: true,
};
