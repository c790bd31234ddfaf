import { Router } from 'express';
import type { DeviceDependencies } from '../../authorization-requests/devices/acts.ts';
import { devicePath } from '../../authorization-requests/sign-in-address.ts';
import { pageEndpoint } from '../../ui/endpoint.tsx';
import type { PageDependencies } from '../../ui/page-request.ts';
import { answeredPage, deviceCodePage, submitDeviceCode } from './pages.tsx';

/** The pages on which a user approves a device without a browser (RFC 8628, section 3.3). */
export function createDeviceRouter(deps: DeviceDependencies & PageDependencies): Router {
  const router = Router({ caseSensitive: true });
  router.all(devicePath, pageEndpoint(deps, { GET: deviceCodePage, POST: submitDeviceCode(deps) }));
  router.all(`${devicePath}/allowed`, pageEndpoint(deps, { GET: answeredPage('allowed') }));
  router.all(`${devicePath}/refused`, pageEndpoint(deps, { GET: answeredPage('refused') }));
  return router;
}
