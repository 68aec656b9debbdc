import { compactDecrypt, CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';

/** JWK Set (RFC 7517) of EC keys. The first key seals; all of them can unseal. */
const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('EC') })).min(1) });
export type KeySet = { readonly keys: readonly (JWK & { kid: string })[] };

/** A key set in the JSON of an environment variable; a field of an app's settings. */
export const keySetSetting = z.string().transform((text, context): KeySet => {
  try {
    return keySet.parse(JSON.parse(text)) as KeySet;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JWK set (JSON) of EC keys, each with a kid' });
    return z.NEVER;
  }
});

const algorithm = 'ECDH-ES';

/** Imported keys. To import a key costs more than to use it, so each is imported once. */
const keys = new WeakMap<object, ReturnType<typeof importJWK>>();

function imported(key: JWK): ReturnType<typeof importJWK> {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const reading = importJWK(key, algorithm);
  keys.set(key, reading);
  return reading;
}

/**
 * Seals a secret for the one reader with the private key (compact JWE, RFC 7516: ECDH-ES, A256GCM). A producer cannot
 * unseal. The key id is in the header, so that keys can be rotated while mails wait.
 */
export async function seal(publicKeys: KeySet, secret: string): Promise<string> {
  const [newest] = publicKeys.keys;
  if (newest === undefined) throw new Error('no key to seal with');
  const key = await imported(newest);
  return new CompactEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: algorithm, enc: 'A256GCM', kid: newest.kid })
    .encrypt(key);
}

/** The value was sealed for an unknown key, or was tampered with. */
class CannotUnseal extends Error {
  override readonly name = 'CannotUnseal';
}

/** @throws CannotUnseal */
export async function unseal(privateKeys: KeySet, sealed: string): Promise<string> {
  try {
    const { plaintext } = await compactDecrypt(
      sealed,
      async ({ kid }) => {
        const found = privateKeys.keys.find((key) => key.kid === kid);
        if (found === undefined) throw new CannotUnseal('unknown key id');
        return imported(found);
      },
      { keyManagementAlgorithms: [algorithm], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return new TextDecoder().decode(plaintext);
  } catch {
    throw new CannotUnseal('the sealed value cannot be opened');
  }
}

/** A new pair of key sets for `seal` and `unseal`. */
export async function makeSealingKeys(kid: string): Promise<{ publicKeys: KeySet; privateKeys: KeySet }> {
  const pair = await generateKeyPair(algorithm, { crv: 'P-256', extractable: true });
  const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
  return { publicKeys: { keys: [{ ...publicKey, kid }] }, privateKeys: { keys: [{ ...privateKey, kid }] } };
}
