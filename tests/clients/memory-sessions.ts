import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Remembers a visitor between leaving for the sign-in and returning. */
export function memorySessions(): RequestHandler {
  const sessions = new Map<string, object>();
  return (request, response, next) => {
    const id = /sid=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID();
    if (!sessions.has(id)) sessions.set(id, {});
    response.setHeader('Set-Cookie', `sid=${id}; HttpOnly`);
    Object.assign(request, { session: sessions.get(id) });
    next();
  };
}
