/** The frame and the overview of the pages of operators. */
export const admin = {
  'admin.title': 'Administration',
  'admin.overview': 'Overview',
  'admin.overview.text':
    'You run this service. What you do here is in the audit log under your name, and the user concerned is told by email where that is possible.',
  'admin.figures': 'Figures',
  'admin.figures.users': 'Users',
  'admin.figures.locked': 'Locked accounts',
  'admin.figures.organizations': 'Organizations',
  'admin.figures.operators': 'Operators',
} as const;
