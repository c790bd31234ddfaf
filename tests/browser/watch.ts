import type { BrowserContext } from 'playwright-core';

/**
 * Collects what no page may cause: console output, script errors, requests to other hosts.
 * @param origins of the site, and of applications to which it redirects
 */
export function watch(context: BrowserContext, ...origins: string[]): string[] {
  const problems: string[] = [];
  context.on('console', (message) => {
    const { url } = message.location();
    if (!isRemark(message.text(), url)) problems.push(`console: ${message.text()} (${url})`);
  });
  context.on('weberror', (error) => void problems.push(`script: ${error.error().message}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !origins.some((origin) => url.startsWith(`${origin}/`)))
      problems.push(`request: ${url}`);
  });
  return problems;
}

/**
 * Messages of the browser about correct pages: advice, a field that a test focused before the browser did, the status
 * of an error page, and signing out.
 */
function isRemark(text: string, url: string): boolean {
  if (/^\[DOM\]|^Autofocus processing was blocked|^Clear-Site-Data header on /.test(text)) return true;
  return /status of [45]\d\d/.test(text) && !/\/assets\//.test(url);
}
