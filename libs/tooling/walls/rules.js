/**
 * The walls of the repository as a table. Each rule says what may not be imported, why, and has a fixture of its
 * name under test/fixtures that must fail by it alone. Imports of types count like any other.
 */

/** What each lib may import of the others. A lib that is not named here may import none. */
const layers = {
  database: ['service'],
  messaging: ['database', 'events', 'service'],
  web: ['database', 'japan', 'service'],
  composition: ['database', 'events', 'messaging', 'service', 'web'],
  lifecycle: ['events', 'japan'],
  trial: ['japan', 'lifecycle'],
  'application-form': ['japan', 'lifecycle'],
  forms: ['application-form', 'japan', 'lifecycle', 'pdf', 'service', 'web'],
  pdf: ['japan'],
  revisions: ['database'],
  'local-system': ['database', 'service'],
  testing: [
    'application-form',
    'database',
    'events',
    'japan',
    'lifecycle',
    'local-system',
    'messaging',
    'service',
    'web',
  ],
};

const ownLibs = [
  'application-form',
  'composition',
  'database',
  'events',
  'forms',
  'japan',
  'lifecycle',
  'local-system',
  'messaging',
  'pdf',
  'prefecture-api',
  'revisions',
  'service',
  'testing',
  'tooling',
  'trial',
  'web',
];

const inFolder = (...names) => `^libs/(${names.join('|')})/`;
const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`;

/** Tests may look at anything: the walls are about what runs. */
const tests = '\\.spec\\.ts$|^(apps|libs)/[^/]+/(test|jest\\.config\\.js)';
const generatedClient = '/generated/';

const layersInWords = Object.entries(layers)
  .map(([name, below]) => `${name} may import ${below.join(', ')}`)
  .concat('the rest none')
  .join('; ');

const layerRules = ownLibs
  .filter((lib) => !['events', 'tooling'].includes(lib))
  .map((lib) => ({
    name: 'libs-keep-their-layers',
    comment: layersInWords,
    from: { path: inFolder(lib), pathNot: tests },
    to: { path: '^libs/', pathNot: inFolder(lib, ...(layers[lib] ?? [])) },
  }));

const domainRule = {
  name: 'domain-is-pure',
  comment:
    'states, transitions and rules are plain data and functions: ' +
    'no Nest, Prisma, node, persistence, actions or pages; ' +
    'of the libs only japan, lifecycle, application-form and forms',
  from: { path: '^(apps/[^/]+/src/[^/]+/domain)/', pathNot: tests },
  to: { pathNot: ['^$1/', inFolder('japan', 'lifecycle', 'application-form', 'forms')] },
};

const exactly = (path) => `^${path.replaceAll('.', '\\.')}$`;

const packages = ['^(apps/[^/]+)/', '^(libs/[^/]+)/', '^(journeys|endurance|bench)/'];

/**
 * @param {{ entries: string[] }} packages the files that packages export: what others may reach
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
export const rules = ({ entries }) => [
  {
    name: 'apps-never-import-apps',
    comment: 'services meet in events and over HTTP, so that each can be built and deployed alone',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'libs-never-import-apps',
    comment:
      'a lib serves every app and knows none; journeys, endurance and bench know them by their pages and events only',
    from: { path: '^(libs|journeys|endurance|bench)/' },
    to: { path: '^apps/' },
  },
  {
    name: 'events-depends-on-zod-only',
    comment: 'contracts are read by everybody, so they bring nothing along',
    from: { path: '^libs/events/src/', pathNot: tests },
    to: { pathNot: ['^libs/events/src/', npm('zod')] },
  },
  ...layerRules,
  domainRule,
  {
    name: 'only-persistence-knows-the-database',
    comment:
      'Prisma, pg and generated clients are imported by persistence folders and the libs that carry the database',
    from: {
      path: '^(apps|libs)/',
      pathNot: [
        tests,
        '/persistence/',
        '^libs/web/src/sessions/',
        inFolder('database', 'messaging', 'testing', 'local-system', 'tooling'),
      ],
    },
    to: { path: [npm('@prisma/[^/]+', 'prisma', 'pg', '@types/pg'), generatedClient] },
  },
  {
    name: 'persistence-only-stores',
    comment: 'it reads and writes within the transaction that it is given: decisions and events are for actions',
    from: { path: '^apps/[^/]+/src/.*/persistence/', pathNot: tests },
    to: { path: [inFolder('messaging'), '^apps/[^/]+/src/[^/]+/(actions|jobs|workers|reactions|pages|http)/'] },
  },
  {
    name: 'modules-meet-at-index',
    comment: 'the modules of a service know of each other only what an index.ts shows; all know its connections',
    from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: tests },
    to: {
      path: '^apps/$1/src/[^/]+/',
      pathNot: ['^apps/$1/src/($2|persistence)/', '^apps/[^/]+/src/[^/]+/index\\.ts$'],
    },
  },
  ...packages.flatMap((path) =>
    [
      { path: '^(libs|journeys|endurance|bench)/', pathNot: ['^$1/', ...entries.map(exactly)] },
      { path: '^libs/', pathNot: '^$1/', dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
      { path: '^@todoke/', couldNotResolve: true },
    ].map((to) => ({
      name: 'packages-are-entered-by-their-door',
      comment: 'another package is imported by its name, and of it only what its "exports" show',
      from: { path },
      to,
    })),
  ),
  {
    name: 'tests-stay-out-of-production',
    comment: 'what runs in a service never needs a test, a test server or the tools of the build',
    from: {
      path: '^(apps|libs)/[^/]+/src/',
      pathNot: ['\\.spec\\.ts$', inFolder('testing', 'local-system', 'tooling')],
    },
    to: { path: [inFolder('testing', 'local-system', 'tooling'), '\\.spec\\.ts$', '^(apps|libs)/[^/]+/test/'] },
  },
  {
    name: 'no-cycles',
    comment: 'what needs each other is one thing, or has one direction too many',
    from: { path: '^(apps|libs|journeys|endurance)/', pathNot: generatedClient },
    to: { circular: true },
  },
];
