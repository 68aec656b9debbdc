import { type Candidate, Candidates, type Told } from './match.js';

const shiroyama: Candidate = {
  id: 'shiroyama',
  name: '医療法人　城山病院',
  prefecture: '46',
  municipality: '鹿児島市',
  municipalityCode: '46201',
  location: '鹿児島県鹿児島市城山町１番２号\u3000城山ビル３階',
  codes: ['HNA1234'],
};
const tanegashima: Candidate = {
  id: 'tanegashima',
  name: '中種子病院',
  prefecture: '46',
  municipality: '熊毛郡中種子町',
  municipalityCode: '46501',
  location: '鹿児島県熊毛郡中種子町野間５２８４番地',
  codes: [],
};
const sakura = (id: string, street: string, ...codes: string[]): Candidate => ({
  id,
  name: 'さくら病院',
  prefecture: '46',
  municipality: '鹿児島市',
  municipalityCode: '46201',
  location: `鹿児島県鹿児島市${street}`,
  codes,
});

const candidates = new Candidates([
  shiroyama,
  tanegashima,
  sakura('first', '本町１', '0010001'),
  sakura('second', '中町２'),
  sakura('third', '東町３'),
  sakura('same', '東町３番地'),
]);

const match = (told: Partial<Told>) => candidates.match({ prefecture: '46', code: 'zz99', cityCode: '201', ...told });

describe('an institution that a file tells of', () => {
  it('is that of the code, in either case, under the same name or at the same address', () => {
    const found = { kind: 'matched', institution: 'shiroyama', by: 'code' };
    expect(match({ code: 'hna1234', name: '医療法人城山病院', address: '鹿児島県鹿児島市別町９' })).toEqual(found);
    expect(match({ code: 'hna1234', name: '新城山病院', address: '鹿児島県鹿児島市城山町1-2' })).toEqual(found);
    expect(match({ code: 'hna1234' })).toEqual(found);
  });

  it('is that of the name and the address, with or without its county', () => {
    const found = { kind: 'matched', institution: 'tanegashima', by: 'name-and-address' };
    const told = { name: '中種子病院', cityCode: '501' };
    expect(match({ ...told, address: '鹿児島県熊毛郡中種子町野間5284' })).toEqual(found);
    expect(match({ ...told, address: '鹿児島県中種子町野間５２８４番地' })).toEqual(found);
  });

  it.each([
    ['code-of-another', { code: 'HNA1234', name: '別の病院', address: '鹿児島県鹿児島市別町９' }, ['shiroyama']],
    ['another-code', { code: '777', name: 'さくら病院', address: '鹿児島県鹿児島市本町１' }, ['first']],
    ['name-alone', { name: '中種子病院', address: '鹿児島県鹿児島市本町１' }, ['tanegashima']],
    ['several', { name: 'さくら病院', address: '鹿児島県鹿児島市東町３' }, ['third', 'same']],
  ] as const)('is not guessed: %s', (doubt, told, institutions) => {
    expect(match(told)).toEqual({ kind: 'doubtful', doubt, institutions });
  });

  it('is unknown where nothing fits', () => {
    expect(match({ name: '誰も知らない病院', address: '鹿児島県鹿児島市本町１' })).toEqual({ kind: 'unknown' });
    expect(match({})).toEqual({ kind: 'unknown' });
  });
});
