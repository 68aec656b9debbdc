/** Names of this machine for itself. Another name may lead here too, when its owner says so (DNS rebinding). */
const ownHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Nobody frames the page, and no other page reads or counts what it shows. */
const headers = {
  'content-security-policy': "frame-ancestors 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Whether the inbox's own page asks, its reader, or a program of this machine, which sends neither Origin nor
 * Sec-Fetch-Site. Only a page of the browser can be a stranger here, and browsers set both headers themselves.
 * @param {import('node:http').IncomingMessage} request
 */
function isOwn({ method, url, headers: { host = '', origin, ...told } }) {
  if (!ownHost.test(host)) return false;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return false;
  const site = told['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return true;
  // A link that leads to the page shows it to its reader alone.
  const isOpened = told['sec-fetch-mode'] === 'navigate' && told['sec-fetch-dest'] === 'document';
  return method === 'GET' && url === '/' && isOpened;
}

/**
 * Lets only the server's own page, and programs of this machine, ask it. To be called before it has a connection.
 * @param {import('node:http').Server} server
 */
export function onlyOwnPage(server) {
  const refuse = {
    request: (response) => response.writeHead(403, { ...headers, 'content-length': 0 }).end(),
    upgrade: (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'),
  };
  for (const event of ['request', 'upgrade']) {
    const listeners = server.listeners(event);
    server.removeAllListeners(event);
    server.on(event, (request, answer, ...rest) => {
      if (!isOwn(request)) return void refuse[event](answer);
      if (event === 'request') withOwnHeaders(answer);
      for (const listener of listeners) listener.call(server, request, answer, ...rest);
    });
  }
}

/** The page itself would let every origin read it (CORS). */
function withOwnHeaders(response) {
  const set = response.setHeader.bind(response);
  for (const [name, value] of Object.entries(headers)) set(name, value);
  response.setHeader = (name, value) => (/^access-control-/i.test(name) ? response : set(name, value));
}
