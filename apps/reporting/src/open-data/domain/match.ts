import { addressKey, findMunicipalityByCode, institutionNameKey, streetOf } from '@todoke/japan';

/** An institution of the master that a row of a file may mean. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** Two digits. */
  readonly prefecture: string;
  readonly municipality: string;
  /** Five digits. */
  readonly municipalityCode?: string | undefined;
  /** The address on one line. */
  readonly location: string;
  /** 機関コード of the master, and that of the ID under which an earlier file had it. */
  readonly codes: readonly string[];
}

/** What a file tells of an institution. */
export interface Told {
  readonly prefecture: string;
  /** 機関コード, as it stands in the ID. */
  readonly code: string;
  /** Files of departments tell neither name nor address. */
  readonly name?: string | undefined;
  /** Three digits. */
  readonly cityCode?: string | undefined;
  readonly address?: string | undefined;
}

/** Why a match is doubtful. */
export type Doubt =
  /** The code is that of an institution with another name and another address. */
  | 'code-of-another'
  /** The name and the address are those of an institution with another code. */
  | 'another-code'
  /** The name alone is the same. */
  | 'name-alone'
  /** Several institutions fit equally well. */
  | 'several';

export type Match =
  | { readonly kind: 'matched'; readonly institution: string; readonly by: 'code' | 'name-and-address' }
  | { readonly kind: 'doubtful'; readonly doubt: Doubt; readonly institutions: readonly string[] }
  | { readonly kind: 'unknown' };

/** Candidates that a doubtful match names. */
const namedAtMost = 5;

/**
 * The institutions of one kind in one prefecture, by what a file tells of them: 機関コード, else name and address together
 * (R162). Nothing is guessed: what fits in part, or fits several, is doubtful.
 */
export class Candidates {
  private readonly byCode: ReadonlyMap<string, readonly Candidate[]>;
  private readonly byName: ReadonlyMap<string, readonly Candidate[]>;

  constructor(candidates: readonly Candidate[]) {
    const byCode = new Map<string, Candidate[]>();
    for (const candidate of candidates) {
      for (const code of new Set(candidate.codes.map(codeKey)))
        byCode.set(code, [...(byCode.get(code) ?? []), candidate]);
    }
    this.byCode = byCode;
    this.byName = Map.groupBy(candidates, ({ name }) => institutionNameKey(name));
  }

  match(told: Told): Match {
    const { name } = told;
    const coded = this.byCode.get(codeKey(told.code)) ?? [];
    if (coded.length > 1) return doubtful('several', coded);
    const named = name === undefined ? [] : (this.byName.get(institutionNameKey(name)) ?? []);
    const placed = named.filter((candidate) => isAtSamePlace(candidate, told));
    const [one] = coded;
    if (one !== undefined) {
      const fits = name === undefined || named.includes(one) || isAtSamePlace(one, told);
      return fits
        ? { kind: 'matched', institution: one.id, by: 'code' }
        : doubtful('code-of-another', [one, ...placed]);
    }
    if (placed.length > 1) return doubtful('several', placed);
    const [found] = placed;
    if (found === undefined) return named.length === 0 ? { kind: 'unknown' } : doubtful('name-alone', named);
    if (found.codes.length > 0) return doubtful('another-code', [found]);
    return { kind: 'matched', institution: found.id, by: 'name-and-address' };
  }
}

const doubtful = (doubt: Doubt, candidates: readonly Candidate[]): Match => ({
  kind: 'doubtful',
  doubt,
  institutions: candidates.slice(0, namedAtMost).map(({ id }) => id),
});

/** The master has codes in upper case. */
const codeKey = (code: string): string => code.toUpperCase();

function isAtSamePlace(candidate: Candidate, { prefecture, cityCode, address }: Told): boolean {
  if (address === undefined || address === '' || cityCode === undefined) return false;
  const code = `${prefecture}${cityCode}`;
  const own = placeKey({ ...candidate, code: candidate.municipalityCode });
  return own === placeKey({ prefecture, code, municipality: '', location: address });
}

interface Placed {
  readonly prefecture: string;
  /** Of the municipality. */
  readonly code?: string | undefined;
  readonly municipality: string;
  readonly location: string;
}

/** The key of an address: a town or village may be written with or without its county. */
function placeKey({ prefecture, code, municipality, location }: Placed): string {
  const known = findMunicipalityByCode(code ?? '');
  const name = known?.name ?? municipality;
  const short = known?.county === undefined ? name : name.slice(known.county.length);
  const street = streetOf(location, { prefecture, municipality: name });
  const rest = street === location ? streetOf(location, { prefecture, municipality: short }) : street;
  return addressKey({ municipality: name, street: rest });
}
