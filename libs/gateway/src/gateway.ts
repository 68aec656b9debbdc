import { Agent, createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';
import { askDns, inTurn, type Resolve } from './addresses.js';

export interface GatewayOptions {
  /** Default: DNS. */
  readonly resolve?: Resolve;
  /** Milliseconds in which an address must accept a connection; then the next one is tried. */
  readonly accepts?: number;
  /** Milliseconds without a byte from the service after which the client is told so (504). */
  readonly answers?: number;
}

/**
 * An HTTP proxy before the containers of one service: each request goes to the next of them (round robin), and one that
 * accepts no connection is skipped. It is the first hop: it names the client in X-Forwarded-For, -Host and -Proto, and
 * what the client says in those headers is dropped.
 * @param target the service as `http://name:port`; the name may have many addresses
 */
export function gateway(target: string, options: GatewayOptions = {}): Server {
  const { resolve = askDns, accepts = 2_000, answers = 60_000 } = options;
  // A connection a request, so that each request has its turn.
  const agent = new Agent({
    keepAlive: false,
    lookup: inTurn(resolve),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: accepts,
  });
  const proxy = createProxyServer({ target, agent, proxyTimeout: answers });
  const late = new WeakSet<IncomingMessage>();
  proxy.on('proxyReq', (upstream, request) => {
    // As the client sent it: the services know every form of a target, and httpxy makes a path of anything.
    upstream.path = request.url ?? '/';
    upstream.once('timeout', () => late.add(request));
  });
  // Of the connection to the service (RFC 9110 7.6.1); that to the client stays open.
  proxy.on('proxyRes', (upstream, { httpVersion }, response) => {
    delete upstream.headers.connection;
    delete upstream.headers['keep-alive'];
    // To a client of HTTP/1.0 the end of the connection is that of the answer, so one that breaks resets it.
    if (httpVersion === '1.0') upstream.once('error', () => response.socket?.resetAndDestroy());
  });
  proxy.on('error', (_error, request, response) => {
    if (response instanceof ServerResponse) fail(response, request && late.has(request) ? 504 : 502);
  });
  const server = createServer((request, response) => {
    for (const name of [...ofTheirConnection, ...ofProxies]) delete request.headers[name];
    // Whatever fails is told by the event above; what is left is a client that went away.
    proxy.web(request, response, { headers: { ...forwarded(request), connection: 'close' } }).catch(() => undefined);
  });
  return server.on('close', () => agent.destroy());
}

/**
 * What a client says of its connection to the gateway (RFC 9110 7.6.1). `Trailer` without a chunked body would make
 * Node throw when the request is handed on. `Expect` is answered here.
 */
const ofTheirConnection = ['trailer', 'te', 'upgrade', 'keep-alive', 'proxy-connection', 'http2-settings', 'expect'];

/** Only a proxy says these to the services, and this one knows of none before it. */
const ofProxies = ['x-correlation-id', 'traceparent', 'tracestate', 'baggage', 'forwarded', 'x-real-ip'];

function forwarded({ headers, socket }: IncomingMessage): Record<string, string> {
  const address = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return { 'x-forwarded-for': address, 'x-forwarded-host': headers.host ?? '', 'x-forwarded-proto': 'http' };
}

/** Where a response has begun it is cut off, so that nobody takes half of it for all. */
function fail(response: ServerResponse, status: 502 | 504): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(failurePage);
}

/** The words are those of the services' own 503. */
const failurePage = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>ただいまご利用になれません</title>
<h1>ただいまご利用になれません</h1>
<p>システムの一部が止まっています。しばらくたってから、もう一度お試しください。</p>
</html>
`;
