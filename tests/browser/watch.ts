import type { BrowserContext } from 'playwright-core';

/**
 * Gathers what no page of the site may do: write to the console, fail in a script, or ask another host for anything.
 * @param origins of the site, and of applications it leads to
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
 * What a browser notes about pages as they should be: advice, a field that a test reached before the browser set the
 * focus, the status of a page that says no, and signing out.
 */
function isRemark(text: string, url: string): boolean {
  if (/^\[DOM\]|^Autofocus processing was blocked|^Clear-Site-Data header on /.test(text)) return true;
  return /status of [45]\d\d/.test(text) && !/\/assets\//.test(url);
}
