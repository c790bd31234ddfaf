import { describeCreations } from '../support/creations.ts';
import { organizationCreations } from './creations.ts';

describeCreations(organizationCreations);
