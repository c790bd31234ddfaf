import type { RequestHandler } from 'express';

/**
 * Leads a browser that opened this machine by number to the name of the public URL: cookies and passkeys of one are
 * unknown to the other. Programs, and servers with a public URL elsewhere, are left alone.
 */
export function leadToPublicHost(publicUrl: string): RequestHandler {
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
