import { defineConfig } from 'eslint/config';
import { eslint } from './eslint.js';

export default defineConfig({ ignores: ['test/lint-cases/'] }, eslint(import.meta.dirname));
