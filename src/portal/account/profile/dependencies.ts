import type { MessageQueue } from '../../../outbox/message-queue.ts';
import type { PageDependencies } from '../../../ui/page-request.ts';
import type { EntryDependencies } from '../../entries/profile-kind.ts';

/** The dependencies of the profile pages. */
export type ProfileDependencies = PageDependencies &
  EntryDependencies & { readonly messages: Pick<MessageQueue, 'channels'> };
