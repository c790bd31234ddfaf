import type { Messages } from '../en/index.ts';
import { layout } from './layout.ts';
import { mails } from './mails.ts';
import { pages } from './pages.ts';

/** Dutch texts. */
export const nl: Messages = { ...layout, ...mails, ...pages };
