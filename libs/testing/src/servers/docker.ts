import { request, type RequestOptions } from 'node:http';

/** The images of docker-compose.yml, which the tests use as well. */
export const images = { postgres: 'postgres:17', nats: 'nats:2.10' } as const;

/** Whether a container engine is available, and if not, why. */
export async function containersAvailable(): Promise<{ ok: true } | { ok: false; why: string }> {
  if (!(await answers('GET', '/_ping', 2_000))) return { ok: false, why: 'no Docker engine answers' };
  for (const image of Object.values(images)) {
    if (!(await imageAvailable(image))) return { ok: false, why: `the image ${image} is neither here nor to be had` };
  }
  return { ok: true };
}

/** Testcontainers' reaper (Ryuk) is an image of its own; without it the run stops its containers itself. */
export const reaperAvailable = (): Promise<boolean> => {
  const filters = encodeURIComponent('{"reference":["testcontainers/ryuk"]}');
  return answers('GET', `/images/json?filters=${filters}`, 2_000, (body) => body !== '[]');
};

async function imageAvailable(image: string): Promise<boolean> {
  const present = () => answers('GET', `/images/${image}/json`, 2_000);
  if (await present()) return true;
  const [name, tag] = image.split(':');
  await answers('POST', `/images/create?fromImage=${name}&tag=${tag}`, 120_000);
  return present();
}

function answers(
  method: string,
  path: string,
  timeout: number,
  fits: (body: string) => boolean = () => true,
): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ ...engine(), method, path, timeout, signal: AbortSignal.timeout(timeout) }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('error', () => resolve(false));
      response.on('end', () => resolve(response.statusCode === 200 && fits(body.trim())));
    });
    call.on('error', () => resolve(false));
    call.end();
  });
}

function engine(): RequestOptions {
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  const { hostname, port } = new URL(host);
  return { host: hostname, port: port || 2375 };
}
