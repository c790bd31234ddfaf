import type { Messages } from '../en/index.ts';
import { account } from './account.ts';
import { invitationPages } from './invitation-pages.ts';
import { layout } from './layout.ts';
import { mails } from './mails.ts';
import { pages } from './pages.ts';
import { signIn } from './sign-in.ts';

/** Russian texts. */
export const ru: Messages = { ...invitationPages, ...layout, ...mails, ...pages, ...signIn, ...account };
