import type { MessageQueue } from '../../../outbox/message-queue.ts';
import type { PageDependencies } from '../../../ui/page-request.ts';
import type { EntryDependencies } from '../../entries/profile-kind.ts';

/** What the pages of the profile are built from. */
export type ProfileDependencies = PageDependencies &
  EntryDependencies & { readonly messages: Pick<MessageQueue, 'channels'> };
