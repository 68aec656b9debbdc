import fc from 'fast-check';
import { changesIn, mergeChanges, readAutosave, seenIn } from './autosave.js';

describe('Changes of two people', () => {
  it('are both stored where they are about different fields', () => {
    const stored = { a: '1', b: '9' };
    expect(mergeChanges(stored, { changes: { a: '2' }, seen: { a: '1' } })).toEqual({
      merged: { a: '2', b: '9' },
      conflicts: [],
    });
  });

  it('of one field are told, and the later one is not written', () => {
    const { merged, conflicts } = mergeChanges({ a: '9' }, { changes: { a: '2', b: '3' }, seen: { a: '1' } });
    expect(merged).toEqual({ a: '9', b: '3' });
    expect(conflicts).toEqual([{ name: 'a', theirs: '9' }]);
  });

  it.each([
    ['both typed the same', { a: '2' }, { a: '2' }, { a: '1' }],
    ['one saves again what one has saved', { a: '2' }, { a: '2' }, {}],
    ['a field is cleared that was seen', { a: '1' }, { a: '' }, { a: '1' }],
    ['a field is filled that was blank', {}, { a: '1' }, {}],
  ])('are no conflict where %s', (_name, stored, changes, seen) => {
    expect(mergeChanges(stored, { changes, seen })).toEqual({ merged: { ...stored, ...changes }, conflicts: [] });
  });

  it('of a whole form are those fields that differ from what was shown', () => {
    expect(changesIn({ a: '1', b: '2', c: '' }, { a: '1', c: '3', d: '4' })).toEqual({ b: '2', c: '' });
  });

  it('never lose what is stored without being told', () => {
    const texts = fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), fc.constantFrom('', '1', '2'));
    fc.assert(
      fc.property(texts, texts, texts, (stored, changes, seen) => {
        const { merged, conflicts } = mergeChanges(stored, { changes, seen });
        const told = new Set(conflicts.map(({ name }) => name));
        for (const [name, text] of Object.entries(stored)) {
          const wasSeen = (Object.hasOwn(seen, name) ? seen[name] : '') === text;
          if (!wasSeen) expect(merged[name] === text || text === '').toBe(true);
          if (told.has(name)) expect(merged[name]).toBe(text);
        }
      }),
    );
  });
});

describe('What a page sends', () => {
  it('is read, and refused as malformed where it is something else', () => {
    expect(readAutosave({ changes: { a: '1' }, seen: {}, more: 1 })).toEqual({ changes: { a: '1' }, seen: {} });
    for (const body of [undefined, null, 1, 'x', [], {}, { changes: { a: 1 }, seen: {} }, { changes: [], seen: 1 }]) {
      expect(() => readAutosave(body)).toThrow('malformed-autosave');
    }
  });

  it('of what it had shown is nothing where it is broken', () => {
    expect(seenIn({ _seen: '{"a":"1"}' })).toEqual({ a: '1' });
    for (const body of [undefined, {}, { _seen: '{' }, { _seen: '[1]' }, { _seen: '{"a":1}' }, { _seen: ['x'] }]) {
      expect(seenIn(body)).toEqual({});
    }
  });
});
