import { running } from './running.js';

test('smoke', async () => {
  const accounts = await running();
  try {
    for (const path of ['/health/ready', '/login', '/oidc/.well-known/openid-configuration', '/password/abc', '/password-reset', '/oidc/nothing', '/oidc/auth']) {
      const response = await fetch(accounts.url + path, { redirect: 'manual', headers: { accept: path.includes('known') ? 'application/json' : 'text/html' } });
      console.log(path, response.status, response.headers.get('location'), response.headers.get('content-security-policy'), (await response.text()).slice(0, 1500));
    }
  } finally {
    await accounts.stop();
  }
});
