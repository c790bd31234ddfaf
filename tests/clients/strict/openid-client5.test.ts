import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../openid-client5.test.ts');
