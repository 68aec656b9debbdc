/** The institution of a request, as the master has it. */
interface Institution {
  readonly id: string;
  readonly name: string;
  readonly prefecture: string;
}

/** Its account. */
interface Account {
  readonly person: string;
  readonly loginId: string;
  readonly addresses: readonly string[];
  /** As the identity module has it. */
  readonly state: string;
}

export interface Known {
  /** Absent where there is none, or it was voided. */
  readonly institution: Institution | undefined;
  /** Absent where nobody can sign in for it. */
  readonly account: Account | undefined;
  /** Whether another account has the new address. */
  readonly newAddressUsed: boolean;
}

export interface Request {
  /** That of the official. */
  readonly prefecture: string;
  readonly oldAddress: string;
  readonly newAddress: string;
  /** The official confirmed that others may use the new address as well. */
  readonly shared: boolean;
}

/** Why an address is not changed. Approval has a sentence for each. */
type Refusal =
  'no-institution' | 'no-account' | 'account-suspended' | 'old-address-differs' | 'new-address-used' | 'same-address';

export type Judgement =
  | {
      readonly kind: 'change';
      readonly institution: Institution;
      readonly account: Account;
      /** All that the account has from now on; the new one first. */
      readonly addresses: readonly string[];
    }
  | { readonly kind: 'refuse'; readonly why: Refusal };

/** Capital letters make no difference to people, nor in practice to servers. */
const sameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const refuse = (why: Refusal): Judgement => ({ kind: 'refuse', why });

/**
 * Decides about another mail address (R59, R164). Who asks must know the present one, so that nobody takes over an
 * account by knowing its institution alone. An institution of another prefecture is as good as none (R158).
 */
export function judge({ prefecture, oldAddress, newAddress, shared }: Request, known: Known): Judgement {
  const { institution, account, newAddressUsed } = known;
  if (institution?.prefecture !== prefecture) return refuse('no-institution');
  if (account === undefined) return refuse('no-account');
  if (account.state === 'suspended') return refuse('account-suspended');
  const others = account.addresses.filter((address) => !sameAddress(address, oldAddress));
  if (others.length === account.addresses.length) return refuse('old-address-differs');
  if (sameAddress(oldAddress, newAddress)) return refuse('same-address');
  if (newAddressUsed && !shared) return refuse('new-address-used');
  const addresses = [newAddress, ...others.filter((address) => !sameAddress(address, newAddress))];
  return { kind: 'change', institution, account, addresses };
}
