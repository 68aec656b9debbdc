import { cursorOf, passOf } from './pass.js';

describe('a cursor', () => {
  it.each([{ after: 0 }, { after: 7, until: 12 }, { after: 7, until: 12, status: 'waiting' }])(
    'leads back to %j',
    (pass) => {
      expect(passOf(cursorOf(pass))).toEqual(pass);
      expect(cursorOf(pass)).toMatch(/^[\w-]+$/);
    },
  );

  it.each(['', '!', 'abc', btoa('{}'), btoa('[1]'), btoa('[-1,null,null]'), btoa('[1,"2",null]'), 'a'.repeat(300)])(
    'that is none of ours is none: %s',
    (text) => {
      expect(passOf(text)).toBeUndefined();
    },
  );
});
