import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../grant.test.ts');
