import { changesBetween, type Fact } from '../src/index.js';

const fact = (key: string, text: string): Fact => ({ key, where: `項目 ${key}`, what: '項目名', text });

describe('What changed between two versions', () => {
  it('is told by where and what, in the order of the later one', () => {
    const before = [fact('a', '外来'), fact('b', '入院'), fact('c', '救急')];
    const after = [fact('d', '手術'), fact('b', '入院の状況'), fact('a', '外来')];
    expect(changesBetween(before, after)).toEqual([
      { where: '項目 d', what: '項目名', after: '手術' },
      { where: '項目 b', what: '項目名', before: '入院', after: '入院の状況' },
      { where: '項目 c', what: '項目名', before: '救急' },
    ]);
  });

  it('is nothing where both say the same', () => {
    expect(changesBetween([fact('a', '外来')], [fact('a', '外来')])).toEqual([]);
  });
});
