import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../express-openid-connect.test.ts');
