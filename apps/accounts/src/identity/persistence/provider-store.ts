import { createHash } from 'node:crypto';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { Transaction } from '../../persistence/databases.js';
import { servicesSession } from '../domain/lifetimes.js';

/** The store of what belongs to browsers in which nobody has signed in. */
interface BrowserStore {
  takes(model: string, payload: AdapterPayload): boolean;
  keep(model: string, id: string, payload: AdapterPayload, seconds: number): Promise<void>;
  find(model: string, id: string): Promise<AdapterPayload | undefined>;
  forget(model: string, id: string): boolean;
}

/** In which epochs of people's sessions the request under way has read what belongs to them. */
interface Epochs {
  noteEpoch(account: string, epoch: number): void;
  epochRead(account: string): number | undefined;
}

/** Ids have at least 128 random bits, so a plain hash cannot be reversed. */
const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url');

/** Replaces the id in a stored payload; codes, tokens and cookies are stored nowhere in clear. */
const ownId = '\u241Fid\u241F';

const replaceAll = (json: string, from: string, to: string): string =>
  json.replaceAll(JSON.stringify(from).slice(1, -1), JSON.stringify(to).slice(1, -1));

/** An interaction has an unused copy of the session's cookie, which is removed. */
function withoutSecrets(id: string, payload: AdapterPayload): string {
  const { session } = payload as { session?: { cookie?: string } };
  const cleaned = session === undefined ? payload : { ...payload, session: { ...session, cookie: undefined } };
  return replaceAll(JSON.stringify(cleaned), id, ownId);
}

/**
 * The OpenID Provider's storage in Postgres, which survives a restart and is shared by several processes; what belongs
 * to nobody yet stays with the browser. One instance a model (Session, Interaction, AuthorizationCode, Grant …).
 *
 * What belongs to a person is saved only in the epoch in which the request read it: a change of the person, as a new
 * password, ends the epoch, and with it what such a request would bring back.
 */
export class ProviderStore implements Adapter {
  constructor(
    private readonly model: string,
    private readonly database: Transaction,
    private readonly browser: BrowserStore,
    private readonly epochs: Epochs,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    if (expiresIn !== undefined && this.browser.takes(this.model, payload)) {
      return this.browser.keep(this.model, id, payload, expiresIn);
    }
    this.browser.forget(this.model, id);
    const stored = withoutSecrets(id, payload);
    const uidHash = typeof payload.uid === 'string' ? hashOf(payload.uid) : null;
    const grantHash = typeof payload.grantId === 'string' ? hashOf(payload.grantId) : null;
    const expiresAt = expiresIn === undefined ? null : new Date(Date.now() + expiresIn * 1000);
    const row = { id: hashOf(id), stored, uidHash, grantHash, expiresAt };
    const account = accountOf(payload);
    if (account === undefined) return this.saveNobodys(row);
    const saved = await this.saveOf(account, row);
    // An ID token of the same answer would begin a session at a service.
    if (!saved && this.model === 'AccessToken') throw new errors.InvalidGrant('the account was changed');
  }

  private async saveNobodys({ id, stored, uidHash, grantHash, expiresAt }: Kept): Promise<void> {
    await this.database.$executeRaw`
      INSERT INTO identity_provider_items (model, id_hash, payload, uid_hash, grant_hash, expires_at)
      VALUES (${this.model}, ${id}, ${stored}, ${uidHash}, ${grantHash}, ${expiresAt})
      ON CONFLICT (model, id_hash) DO UPDATE SET payload = EXCLUDED.payload, uid_hash = EXCLUDED.uid_hash,
        grant_hash = EXCLUDED.grant_hash, expires_at = EXCLUDED.expires_at`;
  }

  /**
   * Waits for a change of the person that is under way; one that comes now waits in its turn, and ends what is saved.
   * @returns false where the person's epoch is over
   */
  private async saveOf(account: string, { id, stored, uidHash, grantHash, expiresAt }: Kept): Promise<boolean> {
    const read = this.epochs.epochRead(account) ?? null;
    const saved = await this.database.$executeRaw`
      INSERT INTO identity_provider_items
        (model, id_hash, payload, uid_hash, grant_hash, account_id, epoch, expires_at)
      SELECT ${this.model}, ${id}, ${stored}, ${uidHash}, ${grantHash}, ${account}, sessions_epoch,
        ${expiresAt}::timestamptz
      FROM identity_people WHERE id = ${account}::uuid AND (${read}::int IS NULL OR sessions_epoch = ${read}::int)
      FOR SHARE
      ON CONFLICT (model, id_hash) DO UPDATE SET payload = EXCLUDED.payload, uid_hash = EXCLUDED.uid_hash,
        grant_hash = EXCLUDED.grant_hash, account_id = EXCLUDED.account_id, epoch = EXCLUDED.epoch,
        expires_at = EXCLUDED.expires_at`;
    return saved > 0;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const held = await this.browser.find(this.model, id);
    if (held !== undefined) return held;
    const row = await this.database.providerItem.findUnique({
      where: { model_idHash: { model: this.model, idHash: hashOf(id) } },
    });
    return row === null ? undefined : asPayload(this.noted(row), id);
  }

  /** Only sessions have a uid. A look-up by uid has no cookie, and gets a session without its id. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const where = { model: this.model, uidHash: hashOf(uid) };
    const row = await this.database.providerItem.findFirst({ where });
    return row === null ? undefined : { ...asPayload(this.noted(row), ownId), jti: undefined };
  }

  private noted<R extends { accountId: string | null; epoch: number | null }>(row: R): R {
    if (row.accountId !== null && row.epoch !== null) this.epochs.noteEpoch(row.accountId, row.epoch);
    return row;
  }

  /** The device flow is off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  /** A code is consumed once; of two concurrent requests with the same code, one is refused. */
  async consume(id: string): Promise<void> {
    const { count } = await this.database.providerItem.updateMany({
      where: { model: this.model, idHash: hashOf(id), consumedAt: null },
      data: { consumedAt: new Date() },
    });
    if (count === 0) throw new errors.InvalidGrant('already consumed');
  }

  async destroy(id: string): Promise<void> {
    this.browser.forget(this.model, id);
    await this.database.providerItem.deleteMany({ where: { model: this.model, idHash: hashOf(id) } });
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.database.providerItem.deleteMany({ where: { model: this.model, grantHash: hashOf(grantId) } });
  }
}

/** The columns of a row, less its model and its person. */
interface Kept {
  readonly id: string;
  readonly stored: string;
  readonly uidHash: string | null;
  readonly grantHash: string | null;
  readonly expiresAt: Date | null;
}

/** Whose it is; of a sign-in under way, who has given the right password. */
function accountOf(payload: AdapterPayload): string | undefined {
  const { result } = payload as { result?: { login?: { accountId?: string } } };
  return payload.accountId ?? result?.login?.accountId;
}

interface Row {
  payload: string;
  consumedAt: Date | null;
  expiresAt: Date | null;
}

function asPayload({ payload, consumedAt, expiresAt }: Row, id: string): AdapterPayload | undefined {
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return undefined;
  return {
    ...(JSON.parse(replaceAll(payload, ownId, id)) as AdapterPayload),
    ...(consumedAt !== null && { consumed: Math.floor(consumedAt.getTime() / 1000) }),
  };
}

/**
 * A person's session is kept while sessions at services may go on that began with it: it knows whom to tell when the
 * person is changed.
 * @returns how many had expired
 */
export async function forgetExpiredItems(database: Transaction): Promise<number> {
  const now = Date.now();
  const nobodysOrNoSession = { expiresAt: { lt: new Date(now) }, NOT: { model: 'Session', accountId: { not: null } } };
  const everywhereOver = { expiresAt: { lt: new Date(now - servicesSession * 1_000) } };
  const { count } = await database.providerItem.deleteMany({ where: { OR: [nobodysOrNoSession, everywhereOver] } });
  return count;
}
