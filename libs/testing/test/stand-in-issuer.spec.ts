import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '@todoke/testing';

const program = fileURLToPath(new URL('../bin/todoke-stand-in-issuer.js', import.meta.url));

let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const started = spawn(process.execPath, [program, ...args], { env: { PATH: process.env['PATH'], ...env } });
  child = started;
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
  return { child: started, said: () => said, ended: once(started, 'exit') as Promise<[number | null]> };
}

describe('todoke-stand-in-issuer', () => {
  it('is an OpenID Provider for the services named, says how to use it, and ends when it is told to', async () => {
    const STAND_IN_PEOPLE = '[{"sub":"me","role":"ops"}]';
    const command = run(['approval=http://localhost:3999', '--port', '0'], { STAND_IN_PEOPLE });
    const line = await eventually(() => /OIDC_ISSUER=(\S+) OIDC_CLIENT_SECRET='([^']+)'/.exec(command.said()));
    const [, issuer = '', secret = ''] = line;
    expect(command.said()).toContain('Who can sign in: me ops');
    const { token_endpoint: endpoint } = (await (
      await fetch(`${issuer}/.well-known/openid-configuration`)
    ).json()) as Record<string, string>;
    const tokenFor = async (client: string, password: string) => {
      const authorization = `Basic ${btoa(`${client}:${encodeURIComponent(password)}`)}`;
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'x',
        redirect_uri: 'http://localhost:3999/sign-in/callback',
        code_verifier: 'x'.repeat(43),
      });
      return (
        (await (await fetch(endpoint ?? '', { method: 'POST', headers: { authorization }, body })).json()) as {
          error: string;
        }
      ).error;
    };
    expect(await tokenFor('approval', secret)).toBe('invalid_grant');
    expect(await tokenFor('approval', 'another')).toBe('invalid_client');
    expect(await tokenFor('reporting', secret)).toBe('invalid_client');
    command.child.kill('SIGTERM');
    expect((await command.ended)[0]).toBe(0);
  });

  it.each([
    ['another name', ['aproval'], 'aproval is no service'],
    ['another option', ['--prot', '1'], '--prot'],
    ['no port', ['--port', 'x'], 'x is no port'],
    ['no address', ['approval=there'], 'there is no address'],
  ])('says what is wrong with %s', async (_, args, why) => {
    const command = run(args);
    expect((await command.ended)[0]).toBe(1);
    expect(command.said()).toContain(why);
    expect(command.said()).not.toContain('    at ');
  });

  it.each(['[{', '{}', '[{"sub":"me","role":"boss"}]', '[{"role":"ops"}]'])(
    'refuses %s for people',
    async (STAND_IN_PEOPLE) => {
      const command = run([], { STAND_IN_PEOPLE });
      expect((await command.ended)[0]).toBe(1);
      expect(command.said()).toMatch(/^people are/);
    },
  );
});
