import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../badgateway.test.ts');
