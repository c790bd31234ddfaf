export const legal = {
  'legal.terms': 'Terms of use',
  'legal.privacy': 'Privacy policy',
  'legal.cookies': 'Cookie policy',
  'legal.accepted': 'By creating an account you agree to:',
} as const;
