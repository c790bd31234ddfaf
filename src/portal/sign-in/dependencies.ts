import type { AuthenticationDependencies } from '../../authentication/sign-in/dependencies.ts';
import type { LinkMode } from '../../base/config.ts';
import type { CountCall } from '../../rate-limits/call-counter.ts';
import type { PageDependencies } from '../../ui/page-request.ts';

/** The dependencies of the sign-in pages. */
export interface SignInDependencies extends PageDependencies, AuthenticationDependencies {
  /** Whether opening the link of an SMS confirms a sign-in at once, or shows a button for it. */
  readonly linkMode: LinkMode;
  readonly countCall: CountCall;
}
