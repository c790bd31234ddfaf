import { underTest } from '../profile.ts';

/** It knows no PKCE. */
underTest.profile = 'strict';
underTest.departures = { IYO_PKCE: 'key' };
await import('../legacy-loginsrv.test.ts');
