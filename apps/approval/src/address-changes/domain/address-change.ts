interface Step {
  /** Subject of the official. */
  readonly by: string;
  readonly at: Date;
}

/**
 * 受付 → 変更中 → 完了 or 変更できず; 取り下げ ends what is not carried out yet. `requested`: accounts is asked and has not
 * answered.
 */
export type ChangeState =
  | { readonly name: 'received' }
  | { readonly name: 'requested'; readonly request: Step }
  | { readonly name: 'done'; readonly request: Step; readonly at: Date }
  | { readonly name: 'refused'; readonly request: Step; readonly at: Date; readonly why: string }
  | { readonly name: 'withdrawn'; readonly at: Date };
export type ChangeStateName = ChangeState['name'];

/** メールアドレス変更依頼 (R59, R81, R164): an account holder who cannot read the mails asks the prefecture's desk. */
export interface AddressChange {
  readonly id: string;
  /** Raised by every step. */
  readonly version: number;
  /** Its id at accounts. */
  readonly institution: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
  readonly institutionName: string;
  /** 機関コード; absent where the institution has none. */
  readonly institutionCode?: string | undefined;
  readonly oldAddress: string;
  readonly newAddress: string;
  /** The official confirmed that other accounts may have the new address as well. */
  readonly shared: boolean;
  readonly received: Step;
  readonly state: ChangeState;
}

export const changeStates = [
  'received',
  'requested',
  'done',
  'refused',
  'withdrawn',
] as const satisfies readonly ChangeStateName[];

export const isOpen = ({ name }: Pick<ChangeState, 'name'>): boolean => name === 'received' || name === 'requested';

/** The instant at which it ended; undefined while it is open. */
export const endOf = (state: ChangeState): Date | undefined => ('at' in state ? state.at : undefined);

/** An official, by the claims of the sign-in. */
interface Official {
  readonly role: string;
  readonly prefecture?: string | undefined;
}

/** Whether the official carries out requests: those of the own prefecture (R158). */
export const carriesOut = ({ role, prefecture }: Official, change: Pick<AddressChange, 'prefecture'>): boolean =>
  role === 'prefecture' && prefecture === change.prefecture;

const next = (change: AddressChange, state: ChangeState): AddressChange => ({
  ...change,
  version: change.version + 1,
  state,
});

/** 変更を実行する. @returns undefined where it has ended; the same object where it is asked for already */
export function request(change: AddressChange, by: string, at: Date): AddressChange | undefined {
  const { state } = change;
  if (state.name === 'requested' || state.name === 'done') return change;
  return state.name === 'received' ? next(change, { name: 'requested', request: { by, at } }) : undefined;
}

/** 取り下げる. @returns undefined where accounts is asked already; the same object where it is withdrawn */
export function withdraw(change: AddressChange, at: Date): AddressChange | undefined {
  const { state } = change;
  if (state.name === 'withdrawn') return change;
  return state.name === 'received' ? next(change, { name: 'withdrawn', at }) : undefined;
}

/** What accounts answered. Once: the first answer stays. @param why absent where the address was changed */
export function settle(change: AddressChange, at: Date, why?: string): AddressChange {
  const { state } = change;
  if (state.name !== 'requested') return change;
  const { request } = state;
  return next(change, why === undefined ? { name: 'done', request, at } : { name: 'refused', request, at, why });
}
