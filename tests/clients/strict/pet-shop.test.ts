import { testUnderStrict } from '../profile.ts';

testUnderStrict();
await import('../pet-shop.test.ts');
