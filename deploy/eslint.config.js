import { eslint } from '@todoke/tooling/eslint';

/** These are programs around the services: they read the environment. */
export default [
  ...eslint(import.meta.dirname),
  { rules: { 'todoke/environment-in-config': 'off', 'no-console': 'off' } },
];
