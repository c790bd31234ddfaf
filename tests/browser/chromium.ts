import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian puts Chromium; the one that knows no windows needs little more than half the processor time. */
const [withoutWindows, whole] = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/**
 * Starts a browser without a window, for which every name below `.example` is this machine.
 * @throws Error when there is none, at CHROMIUM_PATH or where Debian puts it
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

/** The compiler of the tests calls it where a function that goes to a page defines another one. */
const namesOfFunctions = 'globalThis.__name = (value) => value';
