import type { AuthenticationDependencies } from '../../authentication/sign-in/dependencies.ts';
import type { LinkMode } from '../../base/config.ts';
import type { CountCall } from '../../rate-limits/call-counter.ts';
import type { PageDependencies } from '../../ui/page-request.ts';

/** What the pages of signing in are built from. */
export interface SignInDependencies extends PageDependencies, AuthenticationDependencies {
  /** What opening a link that lets a waiting browser in does: its work, or showing a button that does it. */
  readonly linkMode: LinkMode;
  readonly countCall: CountCall;
}
