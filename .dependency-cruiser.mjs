// The house of ARCHITECTURE.md as rules: dependencies run one way, rooms do not know each other, adapters are named in one place.
import { builtinModules } from 'node:module';

/** Rooms of the engine: they know the port, the model and the words, never each other. */
const rooms = ['reach', 'keys', 'outlook', 'report', 'policy', 'fleet'];

/** The port, and what is the same for every registry (the .reg format and the like). */
const port = '^electron/workstation/(port[.]ts$|registry/)';

/** The ways a workstation is really there. */
const adapters = '^electron/workstation/(practice|node|windows)/';

/** What the page, in its sandbox, may import from electron/. */
const pageSide = '^electron/bridge/(contract|client|loopbackCarrier|ipcCarrier|withoutEval)[.]ts$';

/** @param {string} name @param {string} comment @param {string} from @param {string[]} allowed what `from` may import of electron/ */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(electron|renderer|build|test)/', pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', comment: 'A circle has no order to read it in.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', comment: 'Every import leads somewhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      comment: 'Only packages that package.json names.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'shipped',
      comment: 'What is shipped needs no development dependency; Electron itself is the one that is there anyway.',
      severity: 'error',
      from: { path: '^electron/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/(electron|@types)/' },
    },
    only('model', 'The model knows nothing but itself.', '^electron/model/', ['^electron/model/']),
    only('words', 'The words know the model and the locales.', '^electron/words/', ['^electron/(words|model)/']),
    only('port', 'The port is made of the model.', port, ['^electron/model/', port]),
    only('adapters', 'Adapters know the port, the model and each other.', adapters, ['^electron/(model|workstation)/']),
    ...rooms.map((room) =>
      only(`room-${room}`, 'A room knows the port, the model and the words, and no other room.', `^electron/${room}/`, [
        `^electron/${room}/`,
        '^electron/(model|words)/',
        port,
      ]),
    ),
    only('job', 'The job knows the rooms and the port; neither the bridge nor an adapter.', '^electron/job/', [
      `^electron/(job|model|words|${rooms.join('|')})/`,
      port,
    ]),
    only('bridge', 'The bridge carries the job; it knows no adapter and no entry.', '^electron/bridge/', [
      `^electron/(bridge|job|model|words|${rooms.join('|')})/`,
      port,
    ]),
    only('page', 'The page knows the bridge and nothing behind it.', '^renderer/', ['^renderer/', pageSide]),
    {
      name: 'page-without-node',
      comment: 'Nothing that the page reaches needs Node.',
      severity: 'error',
      from: { path: '^renderer/main[.]tsx$' },
      to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
    },
    {
      name: 'adapters-in-one-place',
      comment: 'Only the entries that open a workstation, or a part of one, name the adapters.',
      severity: 'error',
      from: { path: '^(electron|renderer)/', pathNot: [adapters, '^electron/(openWorkstation|elevated)[.]ts$'] },
      to: { path: adapters },
    },
    {
      name: 'electron',
      comment: 'Few files know Electron.',
      severity: 'error',
      from: {
        path: '^(electron|renderer)/',
        pathNot: ['^electron/(main|preload)[.]ts$', '^electron/desktop/', '^electron/bridge/ipc(Door)?[.]ts$'],
      },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'product-alone',
      comment: 'The product needs neither its build nor its tests.',
      severity: 'error',
      from: { path: '^(electron|renderer)/' },
      to: { path: '^(build|test)/' },
    },
    { name: 'tests-last', comment: 'Nothing needs a test.', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|test)/out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
