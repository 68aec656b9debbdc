/** Options of a NATS client. */
export interface NatsServer {
  readonly servers: string;
  readonly user?: string;
  readonly pass?: string;
}

/**
 * Splits the URL of a NATS server, since its client takes user and password as options of their own.
 * @param url may have both, percent-encoded: `nats://approval:secret@nats:4222`
 */
export function natsServer(url: string): NatsServer {
  const { username = '', password = '', host = '' } = URL.canParse(url) ? new URL(url) : {};
  if (username === '') return { servers: url };
  return { servers: host, user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}
