import Bowser from 'bowser';

/** The kind of browser and system that a `User-Agent` header tells, such as `Firefox, Linux`; empty when it does not. */
export function browserName(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = Bowser.parse(userAgent);
  return [browser.name, os.name].filter(Boolean).join(', ');
}
