/** The pages on which a user lets a device in. */
export const device = {
  'device.title': 'Connect a device',
  'device.text': 'Enter the code that the device shows.',
  'device.care':
    'Only enter a code from a device that is in front of you. Never enter a code that someone sent you or reads out to you.',
  'device.code': 'Code',
  'device.code.hint': 'Eight letters, such as BCDF-GHJK.',
  'device.continue': 'Continue',
  'device.wrong': 'This code is incorrect or has expired. Check it, or start again on the device.',
  'device.warning':
    'You are connecting a device with {client}. It keeps this access when you close the browser. Allow this only if you entered the code from your own device.',
  'device.allowed.title': 'Your device is connected',
  'device.allowed.text': 'Continue on the device. You can close this window.',
  'device.refused.title': 'The device is not connected',
  'device.refused.text': 'Nothing has been shared. You can close this window.',
  'device.decided.title': 'This device already has an answer',
  'device.decided.text':
    'Continue on the device. If it is not connected, start again there and enter its new code.',
  'device.decided.again': 'Enter another code',
} as const;
