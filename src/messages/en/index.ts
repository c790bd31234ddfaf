import { account } from './account.ts';
import { invitationPages } from './invitation-pages.ts';
import { layout } from './layout.ts';
import { mails } from './mails.ts';
import { pages } from './pages.ts';
import { signIn } from './sign-in.ts';

/** English texts in ICU message format: the ones every other language must have too. */
export const en = { ...invitationPages, ...layout, ...mails, ...pages, ...signIn, ...account } as const;

export type MessageKey = keyof typeof en;

/** The texts of a language, complete or it does not compile. */
export type Messages = Readonly<Record<MessageKey, string>>;
