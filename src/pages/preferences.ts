import { findLanguage } from '../messages/catalogue.ts';
import type { PageHandler } from './endpoint.tsx';
import { localPath } from './local-path.ts';

const yearSeconds = 365 * 86_400;

/** `POST /preferences`: remembers in this browser which language and colours its pages have. */
export const savePreferences: PageHandler = ({ submission, cookies }) => {
  const { language = '', theme = '', return_to = '/' } = submission.values;
  const chosen = findLanguage(language);
  if (chosen) cookies.set('language', chosen, yearSeconds);
  if (theme === 'light' || theme === 'dark') cookies.set('theme', theme, yearSeconds);
  else cookies.remove('theme');
  return { redirect: localPath(return_to) };
};
