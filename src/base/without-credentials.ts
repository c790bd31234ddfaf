/** A URL as it may be shown. A password may hold `@` and `/`, and gateways take keys in the query. */
export function withoutCredentials(url: string): string {
  const [base = '', query] = url.split('?', 2);
  const shown = base.replace(/\/\/.*@/, '//[redacted]@');
  return query === undefined ? shown : `${shown}?[redacted]`;
}
