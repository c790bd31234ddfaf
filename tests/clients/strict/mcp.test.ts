import { underTest } from '../profile.ts';

underTest.profile = 'strict';
await import('../mcp.test.ts');
