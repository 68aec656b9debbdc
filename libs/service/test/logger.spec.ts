import { execFileSync } from 'node:child_process';
import { describeError } from '../src/index.js';

const person = '阿武隈 ほととぎす';

/** What this program writes, run by itself: a logger writes to standard output. */
const written = (program: string): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { createLogger } from '@todoke/service';
    const log = createLogger('approval', 'trace');
    const error = Object.assign(new TypeError('row of ${person}'), { code: '23505', detail: 'Key (name)=(${person})' });
    error.stack = error.stack.replace('row of', 'row\\n    at ${person} (/x.js:1:1)\\n of');
    ${program}`,
    ],
    { cwd: import.meta.dirname, encoding: 'utf8' },
  );

describe('a line of the log', () => {
  it.each([
    ['as err', `log.error({ err: error }, 'failed')`],
    ['under another name', `log.error({ error, cause: error }, 'failed')`],
    ['alone', 'log.error(error)'],
    ['with a text', `log.error(error, 'failed')`],
    ['that is no Error', `log.error({ err: { message: '${person}', detail: '${person}' } }, 'failed')`],
    ['with a cause', `log.error({ err: new Error('${person}', { cause: error }) }, 'failed')`],
  ])('says of an error %s that it was there, and nothing that it quotes', (_how, program) => {
    const line = JSON.parse(written(program)) as Record<string, unknown>;
    expect(line).toMatchObject({ service: 'approval', level: 'error' });
    expect(JSON.stringify(line)).toMatch(/"type":/);
    expect(JSON.stringify(line)).not.toMatch(/阿武隈|ほととぎす|row of/);
  });

  it('keeps kind, code and place', () => {
    expect(JSON.parse(written(`log.error(error, 'failed')`))).toMatchObject({
      msg: 'failed',
      err: { type: 'TypeError', code: '23505', at: expect.arrayContaining([expect.stringContaining('[eval1]')]) },
    });
  });

  it('has the ids of what it belongs to', () => {
    const program = `const { correlation } = await import('@todoke/service');
      correlation.run({ correlationId: 'one', causationId: 'two', origin: 'not this' }, () => log.info('said'));`;
    const line = JSON.parse(written(program)) as object;
    expect(line).toMatchObject({ correlationId: 'one', causationId: 'two', msg: 'said' });
    expect(JSON.stringify(line)).not.toContain('not this');
  });

  it('takes no line of a message for a place', () => {
    const { at } = describeError(new Error(`first\n    at ${person} (/home/${person})\nlast`));
    expect(at.length).toBeGreaterThan(0);
    expect(at.join()).not.toContain('阿武隈');
  });
});
