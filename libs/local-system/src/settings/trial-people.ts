/** Somebody who can sign in to the trial system. */
export type TrialPerson = {
  role: 'prefecture' | 'health-centre' | 'secretariat' | 'municipality' | 'ops' | 'institution';
  /** What colleagues call the person. */
  name?: string;
  /** Two digits (JIS X 0401). */
  prefecture?: string;
  /** Municipality codes (団体コード). */
  area?: string[];
  loginId: string;
  password: string;
  /** The name of the institution whose account it is. */
  institution?: string;
  /** A description for the console. */
  who: string;
};

/** Somebody as `demo.json` and the trial data name them. */
export type PersonWhoSignsIn = Omit<TrialPerson, 'who'>;

export const peopleWhoSignIn = (people: readonly TrialPerson[]): PersonWhoSignsIn[] =>
  people.map(({ who: _who, ...person }) => person);

/** The first with this role, in this prefecture where one is named. @throws where there is nobody */
export function personWith<Person extends PersonWhoSignsIn>(
  people: readonly Person[],
  role: Person['role'],
  prefecture?: string,
): Person {
  const fits = (one: Person): boolean =>
    one.role === role && (prefecture === undefined || one.prefecture === prefecture);
  const found = people.find(fits);
  if (found === undefined) throw new Error(`the trial data has no ${role} ${prefecture ?? ''}`);
  return found;
}

/**
 * Everybody that trial data brings: two prefectures' officials, so that the separation between them can be tried.
 */
export const trialPeople = (password: () => string): TrialPerson[] => [
  {
    role: 'prefecture',
    name: '有村 幸子',
    prefecture: '46',
    loginId: 'kagoshima-official',
    password: password(),
    who: 'official of 鹿児島県',
  },
  {
    role: 'prefecture',
    name: '阿部 隆',
    prefecture: '36',
    loginId: 'tokushima-official',
    password: password(),
    who: 'official of 徳島県',
  },
  {
    role: 'health-centre',
    name: '川畑 実',
    prefecture: '46',
    area: ['462012'],
    loginId: 'kagoshima-health-centre',
    password: password(),
    who: 'official of the health centre of 鹿児島市',
  },
  { role: 'secretariat', loginId: 'secretariat', password: password(), who: "the ministry's secretariat" },
  {
    role: 'municipality',
    prefecture: '46',
    area: ['462012'],
    loginId: 'kagoshima-city',
    password: password(),
    who: 'reader at 鹿児島市',
  },
  { role: 'ops', loginId: 'operations', password: password(), who: 'operations: queues and dead letters' },
  {
    role: 'institution',
    prefecture: '46',
    loginId: 'trial-hospital',
    password: password(),
    institution: '医療法人とどけ会 城山ためし病院',
    who: 'a hospital in 鹿児島県 that has its account',
  },
  {
    role: 'institution',
    prefecture: '36',
    loginId: 'tokushima-hospital',
    password: password(),
    institution: '医療法人とどけ会 眉山ためし病院',
    who: 'a hospital in 徳島県 that has its account',
  },
];
