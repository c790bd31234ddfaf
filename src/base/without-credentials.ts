/** A URL without its password and query. A password may contain `@` and `/`; gateways take keys in the query. */
export function withoutCredentials(url: string): string {
  const [base = '', query] = url.split('?', 2);
  const shown = base.replace(/\/\/.*@/, '//[redacted]@');
  return query === undefined ? shown : `${shown}?[redacted]`;
}
