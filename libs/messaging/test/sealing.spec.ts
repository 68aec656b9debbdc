import { makeSealingKeys, seal, unseal } from '../src/index.js';

describe('a sealed secret', () => {
  it('is opened by the holder of the private key', async () => {
    const { publicKeys, privateKeys } = await makeSealingKeys('2026-a');
    const sealed = await seal(publicKeys, '012345');
    expect(await unseal(privateKeys, sealed)).toBe('012345');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('012345');
  });

  it('is still opened after a new key was put first', async () => {
    const [old, fresh] = [await makeSealingKeys('2026-a'), await makeSealingKeys('2026-b')];
    const sealed = await seal(old.publicKeys, 'token');
    const both = { keys: [...fresh.privateKeys.keys, ...old.privateKeys.keys] };
    expect(await unseal(both, sealed)).toBe('token');
  });

  it('is not opened with another key, nor after a change', async () => {
    const [mine, other] = [await makeSealingKeys('2026-a'), await makeSealingKeys('2026-b')];
    const sealed = await seal(mine.publicKeys, 'token');
    await expect(unseal(other.privateKeys, sealed)).rejects.toThrow('cannot be opened');
    await expect(unseal(mine.privateKeys, `${sealed.slice(0, -2)}AA`)).rejects.toThrow('cannot be opened');
    await expect(unseal(mine.privateKeys, 'no jwe')).rejects.toThrow('cannot be opened');
  });

  it('holds no private part in the public keys', async () => {
    const { publicKeys } = await makeSealingKeys('2026-a');
    expect(Object.keys(publicKeys.keys[0] ?? {})).not.toContain('d');
  });
});
