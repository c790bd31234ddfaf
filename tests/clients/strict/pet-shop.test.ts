import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../pet-shop.test.ts');
