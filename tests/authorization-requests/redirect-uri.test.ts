import { describe, expect, test } from '@jest/globals';
import { matchesCallback } from '../../src/authorization-requests/redirect-uri.ts';

const server = 'https://id.example.org';
const confidential = { isPublic: false, matchesExactly: false };
const native = { isPublic: true, matchesExactly: false };
const exact = { isPublic: false, matchesExactly: true };

const matches = (uri: string, callbackUrl: string, publicUrl = server, key = confidential) =>
  matchesCallback(uri, { callbackUrl, ...key }, { publicUrl });

const callback = 'http://www.url.com/callback';

describe('a redirect URI', () => {
  test.each([
    [callback, callback],
    ['http://www.url.com/callback/subpath', callback],
    ['http://www.url.com/callback?x=1', callback],
    ['http://www.url.com:80/callback', callback],
    ['HTTP://WWW.url.COM/callback', callback],
    ['http://www.url.com/callback?next=/../x@y', callback],
    ['https://a.com', 'https://a.com'],
    ['https://a.com/', 'https://a.com'],
    ['https://a.com/anything/below', 'https://a.com'],
    ['https://a.com/cb', 'https://a.com/cb/'],
    ['https://a.com/cb/x', 'https://a.com/cb/'],
    ['https://a.com:443/cb', 'https://a.com/cb'],
    ['https://a.com/cb?tenant=1', 'https://a.com/cb?tenant=1'],
    ['https://a.com/cb?tenant=1&x=2', 'https://a.com/cb?tenant=1'],
    ['http://localhost:8080/callback', 'http://localhost:8080/callback'],
    ['http://10.1.2.3:5000/cb', 'http://10.1.2.3:5000/cb'],
    ['com.shop.app:/callback', 'com.shop.app:/callback'],
    ['https://xn--exmple-cua.com/cb', 'https://exämple.com/cb'],
  ])('%s belongs to %s', (uri, registered) => {
    expect(matches(uri, registered)).toBe(true);
  });

  // promise: redirect-refused, redirect-loopback
  test.each([
    ['', callback],
    ['test.com', callback],
    ['/callback', callback],
    ['https://www.url.com/callback', callback],
    ['http://www.url.com:81/callback', callback],
    ['http://www.url.com/callback2', callback],
    ['http://www.url.com/callback.evil', callback],
    ['http://www.url.com/Callback', callback],
    ['http://www.url.com/', callback],
    ['http://www.url.com/callback/../x', callback],
    ['http://www.url.com/callback/./x', callback],
    ['http://www.url.com/callback/%2e%2e/x', callback],
    ['http://www.url.com/callback/.%2E/x', callback],
    ['http://www.url.com/callback/..%2fx', callback],
    ['http://www.url.com/callback/..%5Cx', callback],
    ['http://www.url.com/callback/..;/x', callback],
    ['http://www.url.com/callback/..', callback],
    ['http://www.url.com/callback%2fx', callback],
    ['http://www.url.com/callback\\x', callback],
    ['http://www.url.com/callback\t', callback],
    ['http://www.url.com/callback\r\nx: y', callback],
    ['http://www.url.com/callback\u0000', callback],
    ['http://www.url.com/callback#', callback],
    ['http://www.url.com/callback#x', callback],
    ['http://www.url.com/callback@evil.org', callback],
    ['http://www.url.com@evil.org/callback', callback],
    ['http://bob@www.url.com/callback', callback],
    ['http://www.url.com.evil.org/callback', callback],
    ['http://evil.org/www.url.com/callback', callback],
    ['http:///www.url.com/callback', callback],
    ['http:www.url.com/callback', callback],
    ['//www.url.com/callback', callback],
    ['http://www.ur\u217c.com.evil/callback', callback],
    ['http://www.\u0443rl.com/callback', callback],
    [`http://www.url.com/callback?${'x'.repeat(2048)}`, callback],
    ['https://a.com.evil.org', 'https://a.com'],
    ['https://b.a.com', 'https://a.com'],
    ['https://a.com/cb?tenant=12', 'https://a.com/cb?tenant=1'],
    ['https://a.com/cb', 'https://a.com/cb?tenant=1'],
    ['https://a.com/cb/x?tenant=1', 'https://a.com/cb?tenant=1'],
    ['https://a.com/cb', ''],
    ['', ''],
    ['http://localhost:8081/callback', 'http://localhost:8080/callback'],
    ['http://127.0.0.1:51234/', 'http://127.0.0.1:666/'],
    ['http://127.0.0.1:51234/cb', 'http://127.0.0.1/cb'],
    ['http://[::1]:51234/cb', 'http://[::1]/cb'],
    ['http://www.url.com/callback?code=x', callback],
    ['http://www.url.com/callback?x=1&state=y', callback],
    ['http://www.url.com/callback/below?iss=https://evil.org', callback],
    ['http://www.url.com/callback?error=access_denied', callback],
    ['http://www.url.com/callback?%63ode=x', callback],
    ['https://a.com/cb?tenant=1&code=x', 'https://a.com/cb?tenant=1'],
    ['http://www.url.com/callback/a%2fb', callback],
    ['http://www.url.com/callback/a%2Fb', callback],
    ['http://www.url.com/callback/a%2eb', callback],
    ['http://www.url.com/callback/a%5cb', callback],
    ['http://www.url.com/callback/a%00b', callback],
    ['http://www.url.com/callback/a%252fb', callback],
    ['http://www.url.com/callback?x=%00', callback],
    ['http://127.0.0.1.evil.org/cb', 'http://127.0.0.1/cb'],
    ['http://localhost/cb', 'http://127.0.0.1/cb'],
    ['https://127.0.0.1/cb', 'http://127.0.0.1/cb'],
    ['com.shop.app:/callback/x', 'com.shop.app:/callback'],
    ['com.shop.app:/callback?x=1', 'com.shop.app:/callback'],
    ['shop:/callback', 'shop:/callback'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['data:text/html,x', 'data:text/html,x'],
    ['file:///etc/passwd', 'file:///etc/passwd'],
  ])('%j does not belong to %j', (uri, registered) => {
    expect(matches(uri, registered)).toBe(false);
  });

  test.each([
    ['http://127.0.0.1:51234/', 'http://127.0.0.1:666/'],
    ['http://127.0.0.1:51234/cb', 'http://127.0.0.1/cb'],
    ['http://127.0.0.1:51234/cb/below', 'http://127.0.0.1/cb'],
    ['http://[::1]:51234/cb', 'http://[::1]/cb'],
    ['http://localhost:51234/cb', 'http://localhost/cb'],
    ['http://localhost:51234/cb', 'http://localhost:3000/cb'],
  ])('%s of a public client belongs to %s: the port is free', (uri, registered) => {
    expect(matches(uri, registered, server, native)).toBe(true);
  });

  test.each([
    ['http://10.1.2.3:5001/cb', 'http://10.1.2.3:5000/cb'],
    ['http://localhost.evil.org:5001/cb', 'http://localhost/cb'],
    ['http://127.0.0.1:51234/other', 'http://127.0.0.1/cb'],
    ['http://127.0.0.1:51234/cb?code=x', 'http://127.0.0.1/cb'],
  ])('%s of a public client does not belong to %s', (uri, registered) => {
    expect(matches(uri, registered, server, native)).toBe(false);
  });

  test.each([callback, 'https://a.com/cb?tenant=1', 'https://a.com/', 'com.shop.app:/callback'])(
    'only %s belongs to it where comparison is exact',
    (registered) => {
      expect(matches(registered, registered, server, exact)).toBe(true);
    },
  );

  // promise: redirect-match
  test.each([
    ['http://www.url.com/callback/subpath', callback],
    ['http://www.url.com/callback?x=1', callback],
    ['http://www.url.com:80/callback', callback],
    ['HTTP://www.url.com/callback', callback],
    ['https://a.com', 'https://a.com/'],
    ['https://a.com/cb/', 'https://a.com/cb'],
    ['https://a.com/cb?tenant=1&x=2', 'https://a.com/cb?tenant=1'],
    ['http://127.0.0.1:51234/cb', 'http://127.0.0.1/cb'],
  ])('%s does not belong to %s where comparison is exact', (uri, registered) => {
    expect(matches(uri, registered, server, exact)).toBe(false);
    const strict = { publicUrl: server, redirectMatch: 'exact' } as const;
    expect(matchesCallback(uri, { callbackUrl: registered, ...confidential }, strict)).toBe(false);
  });

  // promise: redirect-loopback
  test('of a public client has a free port where comparison is exact, and nothing else', () => {
    const key = { isPublic: true, matchesExactly: true };
    expect(matches('http://localhost:51234/cb', 'http://localhost/cb', server, key)).toBe(true);
    expect(matches('http://[::1]:51234/cb', 'http://[::1]:1/cb', server, key)).toBe(true);
    expect(matches('http://localhost:51234/cb/x', 'http://localhost/cb', server, key)).toBe(false);
    expect(matches('http://localhost:51234/cb?x=1', 'http://localhost/cb', server, key)).toBe(false);
  });

  test.each([
    'https://itsyou.online',
    'https://test.itsyou.online:443',
    'https://itsyou.online./x',
    'https://id.example.org/x',
    'https://x.id.example.org/',
    'https://ID.example.org:8443/',
    'http://id.example.org./',
  ])('%s is on this server, whatever is registered', (uri) => {
    expect(matches(uri, uri)).toBe(false);
  });

  test('itsyou.online is not an address of a development server', () => {
    for (const uri of ['https://itsyou.online', 'https://test.itsyou.online/x', 'https://itsyou.online./'])
      expect(matches(uri, uri, 'http://127.0.0.1:8080')).toBe(false);
  });

  test('other ports of the machine of a development server are clients', () => {
    expect(matches('http://127.0.0.1:666/', 'http://127.0.0.1:666/', 'http://127.0.0.1:8080')).toBe(true);
    expect(matches('http://127.0.0.1:8080/x', 'http://127.0.0.1:666/', 'http://127.0.0.1:8080')).toBe(false);
    expect(matches('http://localhost:3000/', 'http://localhost:3000/', 'http://127.0.0.1:8080')).toBe(true);
  });
});
