import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../passport-oauth2.test.ts');
