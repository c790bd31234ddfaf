import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's paths of Chromium; the headless shell needs little more than half the processor time. */
const [withoutWindows, whole] = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/**
 * Starts a headless browser that resolves every name below `.example` to this machine.
 * @throws Error when there is none, neither at CHROMIUM_PATH nor where Debian installs it
 */
export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (existsSync(withoutWindows) ? withoutWindows : whole),
    args: [
      '--no-sandbox',
      '--host-resolver-rules=MAP *.example 127.0.0.1',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await context.addInitScript(namesOfFunctions);
    return context;
  };
  return browser;
}

/** The compiler calls this function in code for a page that defines another function. */
const namesOfFunctions = 'globalThis.__name = (value) => value';
