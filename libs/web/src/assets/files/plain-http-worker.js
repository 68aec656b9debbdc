/**
 * The widget's own worker where the browser has no WebCrypto: PBKDF2 by fast-sha256 instead (decision 23). It is no
 * secret that is protected here, only work that is done. A classic worker, since both scripts are.
 */
importScripts('/assets/fast-sha256/sha256.js');
const { pbkdf2 } = self.sha256;

Object.defineProperty(crypto, 'subtle', {
  value: {
    importKey: (_format, password) => Promise.resolve(Uint8Array.from(password)),
    deriveKey: ({ salt, iterations }, password, { length }) =>
      Promise.resolve(pbkdf2(password, salt, iterations, length / 8)),
    exportKey: (_format, key) => Promise.resolve(key),
  },
});
importScripts('/assets/altcha/pbkdf2.js');
