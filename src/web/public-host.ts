import type { RequestHandler } from 'express';

/**
 * Redirects a browser that opened this machine by IP address to the host name of the public URL, because the two have
 * separate cookies and passkeys. Programs, and servers with another public URL, are not affected.
 */
export function redirectToPublicHost(publicUrl: string): RequestHandler {
  const { hostname, port, origin } = new URL(publicUrl);
  const numbers = ['127.0.0.1', '[::1]'].map((number) => (port === '' ? number : `${number}:${port}`));
  return (request, response, next) => {
    const { method, headers } = request;
    const isPage = (method === 'GET' || method === 'HEAD') && request.accepts(['json', 'html']) === 'html';
    if (hostname !== 'localhost' || !isPage || !numbers.includes(headers.host ?? '')) return next();
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(307, origin + request.originalUrl);
  };
}
