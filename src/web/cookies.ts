import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';

/** The cookies of this site. Values are random, or a choice of language or theme; never data. */
const cookieNames = {
  interactive: 'authenticatedsession',
  protected: 'oauthsession',
  pending_login: 'loginsession',
  registration: 'registrationdetails',
  /** Binds forms to the browser they were shown in. */
  browser: 'browser',
  /** Identifies a browser in which a second factor was confirmed. */
  device: 'device',
  language: 'language',
  theme: 'theme',
  /** The notice for the page after a redirect. */
  notice: 'notice',
} as const;

export type CookieName = keyof typeof cookieNames;

/** The cookies of a request, and the changes its response makes. */
export interface Cookies {
  get(name: CookieName): string | undefined;
  /** @param seconds how long browsers keep it; if omitted, until they are closed */
  set(name: CookieName, value: string, seconds?: number): void;
  remove(name: CookieName): void;
  /** Values for the `Set-Cookie` header. */
  changes(): string[];
}

/**
 * Cookies for this host only: `HttpOnly`, `SameSite=Lax`, whole path. With HTTPS also `Secure`, and with the `__Host-`
 * prefix, so that no other host can set them (RFC 6265bis, section 4.1.3.2). Plain HTTP is for development.
 */
export function readCookies(request: IncomingMessage, publicUrl: string): Cookies {
  const isSecure = publicUrl.startsWith('https:');
  const fullName = (name: CookieName) => (isSecure ? `__Host-${cookieNames[name]}` : cookieNames[name]);
  const received = parseCookie(request.headers.cookie ?? '');
  const changed = new Map<CookieName, { value: string; maxAge?: number }>();
  return {
    get: (name) => (changed.has(name) ? changed.get(name)?.value : received[fullName(name)]) || undefined,
    set: (name, value, seconds) =>
      void changed.set(name, { value, ...(seconds !== undefined && { maxAge: Math.floor(seconds) }) }),
    remove: (name) => void changed.set(name, { value: '', maxAge: 0 }),
    changes: () =>
      [...changed].map(([name, { value, maxAge }]) =>
        stringifySetCookie({
          name: fullName(name),
          value,
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: isSecure,
          ...(maxAge !== undefined && { maxAge }),
        }),
      ),
  };
}
