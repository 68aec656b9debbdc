import { type PostalAddress, prefectures } from '@todoke/japan';
import { applicationFields } from './fields.js';
import {
  addressKeys,
  addressLine,
  agreeingAddress,
  differences,
  fillAddress,
  mayEndWithMunicipality,
  type Replacement,
  replacementLine,
  type TypedValues,
} from './found-address.js';
import { lookUpPostalCode } from './postal-look-up.js';

interface Chosen {
  readonly index: number;
  /** Whose addresses the page showed; the field may have another by now. */
  readonly postalCode: string;
}

/** What a button of the look-up asks for (R27). */
export type Pressed =
  /** 「住所を検索」, or one of the several addresses of a postal code. */
  | { readonly what: 'look-up'; readonly chosen?: Chosen }
  /** 「…に置き換える」: it says itself what goes where, so that it never replaces by anything but what it showed. */
  | { readonly what: 'replace'; readonly index: number; readonly by: Replacement };

/**
 * Which button of the look-up was pressed.
 * @param value what was sent under `look-up`; undefined where another button was pressed, as 「確認」
 */
export function pressedIn(value: string | undefined): Pressed | undefined {
  if (value === undefined) return undefined;
  const [, digits, postalCode, query] = /^(\d{1,3})(?:@(\d{7})|\?(.*))$/su.exec(value) ?? [];
  const index = Number(digits);
  if (postalCode !== undefined) return { what: 'look-up', chosen: { index, postalCode } };
  if (query === undefined) return { what: 'look-up' };
  const named = new URLSearchParams(query);
  const by = addressKeys.flatMap((key) => {
    const text = named.get(key);
    return text === null || (key === 'prefecture' && !isPrefecture(text)) ? [] : [[key, text]];
  });
  return { what: 'replace', index, by: Object.fromEntries(by) as Replacement };
}

const isPrefecture = (code: string): boolean => prefectures.some((prefecture) => prefecture.code === code);

/** The fields as they are sent, with what a button puts into them: it is read as if somebody had typed it. */
export const sentWith = (body: unknown, pressed: Pressed): unknown =>
  pressed.what === 'replace' ? { ...(body as object), ...pressed.by } : body;

const done = {
  filled: '郵便番号から住所を入力しました。',
  replaced: '郵便番号の住所に置き換えました。',
  agreed: '入力されている住所は、郵便番号と合っています。',
} as const;

type Done = keyof typeof done;

/** What became of it: the values of the fields, and what `lookUpView` shows. */
export interface LookedUp {
  readonly values: TypedValues;
  readonly shown: ShownAddress;
}

/** Short enough for the address of a page. */
export interface ShownAddress {
  /** The place of the address among those of the postal code; any other text where none is chosen yet. */
  readonly address: string;
  readonly done?: Done;
}

/** A `ShownAddress` that went around by a browser. */
interface LookedUpBefore {
  readonly address?: unknown;
  readonly done?: unknown;
}

/**
 * Does what the button asks for.
 * @param values what was typed, and what the button itself puts there (`sentWith`)
 * @param within two digits, where the institution can be in this prefecture alone
 */
export function lookUp(values: TypedValues, pressed: Pressed, within?: string): LookedUp {
  if (pressed.what === 'replace') return result(values, pressed.index, 'replaced');
  const found = foundFor(values, within);
  const chosen = pressed.chosen?.postalCode === found[0]?.postalCode ? pressed.chosen : undefined;
  const index = chosen?.index ?? found.findIndex((address) => address === clearAmong(found, values));
  const address = found[index];
  if (address === undefined) return { values, shown: { address: 'looked-up' } };
  const filled = fillAddress(values, address);
  const changed = addressKeys.some((key) => filled[key] !== (values[key] ?? ''));
  return result(filled, index, changed ? 'filled' : 'agreed');
}

const result = (values: TypedValues, index: number, what: Done): LookedUp => ({
  values,
  shown: { address: String(index), done: what },
});

const foundFor = (values: TypedValues, within: string | undefined): readonly PostalAddress[] => {
  const found = lookUpPostalCode(values['postalCode'], within);
  return found.kind === 'found' ? found.addresses : [];
};

const clearAmong = (found: readonly PostalAddress[], values: TypedValues): PostalAddress | undefined =>
  found.length === 1 ? found[0] : agreeingAddress(values, found);

/**
 * The data of the partial `postal-look-up`; empty where nothing was looked up.
 * @param shown a `ShownAddress`, also as it came back in an address
 * @param within as for `lookUp`
 */
export function lookUpView(values: TypedValues, shown: LookedUpBefore = {}, within?: string): object {
  const { address, done: what } = shown;
  if (typeof address !== 'string') return {};
  const found = lookUpPostalCode(values['postalCode'], within);
  if (found.kind !== 'found') return { refusal: found };
  const index = /^\d{1,3}$/.test(address) ? Number(address) : -1;
  const chosen = found.addresses[index];
  if (chosen === undefined) {
    return {
      choices: found.addresses.map((one, at) => ({ value: `${at}@${one.postalCode}`, label: addressLine(one) })),
    };
  }
  const offers = offersOf(differences(values, chosen), index);
  return offers.length > 0 ? { differs: addressLine(chosen), offers } : { news: newsOf(values, chosen, what) };
}

function newsOf(values: TypedValues, found: PostalAddress, what: unknown): string {
  const told = what === 'replaced' || what === 'agreed' ? what : 'filled';
  if (mayEndWithMunicipality(found) && (values['street'] ?? '') === '') {
    return `${done[told]}番地がある場合は、続けて入力してください。番地がない場合は、町名・番地は空白のままで構いません。`;
  }
  return told === 'agreed' ? done[told] : `${done[told]}続けて番地などを入力してください。`;
}

/** One button for each item that differs, and one for all where there are several. */
function offersOf(differing: Replacement, index: number): object[] {
  const offer = (label: string, by: Replacement) => ({
    label: `${label}を「${replacementLine(by)}」に置き換える`,
    value: `${index}?${new URLSearchParams(by as Record<string, string>).toString()}`,
  });
  const keys = addressKeys.filter((key) => differing[key] !== undefined);
  const each = keys.map((key) => offer(applicationFields[key].label, { [key]: differing[key] }));
  return keys.length > 1 ? [offer('すべて', differing), ...each] : each;
}
