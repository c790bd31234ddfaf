import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../openid-client.test.ts');
