import { underTest } from '../profile.ts';

/** Its secret is in the query. */
underTest.profile = 'strict';
underTest.departures = { IYO_SECRETS_IN_QUERY: 'allow' };
await import('../legacy-go-library.test.ts');
