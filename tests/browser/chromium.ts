import { type Browser, chromium } from 'playwright-core';

/** Starts a browser without a window, for which every name below `.example` is this machine. @throws Error when there is none at CHROMIUM_PATH */
export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
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
