import { eslint } from '@todoke/tooling/eslint';

/** These run around the services: they read the environment and speak to the terminal. */
export default [
  ...eslint(import.meta.dirname),
  { rules: { 'todoke/environment-in-config': 'off', 'no-console': 'off' } },
];
