import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

it('the types and operations of the client are those of the document', () => {
  const script = new URL('../generate.js', import.meta.url).pathname;
  const written = readFileSync(new URL('../src/generated.ts', import.meta.url), 'utf8');
  expect(execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' })).toBe(written);
});
