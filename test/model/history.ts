import fc from 'fast-check'
import { FILES, VISITORS } from './cast.ts'
import { crashWithin, kind } from './steps.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const crash = crashWithin(24, 4)

/** `lost`: with the process everything goes that waited in its queues. */
const dying = { crash, lost: fc.boolean() }

const file = fc.oneof(
  { arbitrary: fc.constant(0), weight: 2 },
  { arbitrary: fc.nat(FILES.length - 1), weight: 3 },
)
/** Modulo what there is, the newest first. */
const which = fc.oneof({ arbitrary: fc.nat(1), weight: 3 }, { arbitrary: fc.nat(9), weight: 2 })
const who = fc.nat(VISITORS.length - 1)

const share = kind('share', {
  file,
  limit: fc.constantFrom(1, 2, 3, 5, null),
  viewOnly: fc.boolean(),
  password: fc.oneof(
    { arbitrary: fc.constant(false), weight: 3 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
  lifeMs: fc.oneof(
    { arbitrary: fc.constant(7 * 24 * HOUR), weight: 4 },
    { arbitrary: fc.constantFrom(2 * HOUR, 5 * MINUTE, 20 * SECOND), weight: 3 },
  ),
  ...dying,
})

const visit = kind('visit', {
  link: which,
  /** Whose key is shown in the place of the link's own, where one is. */
  other: which,
  who,
  how: fc.oneof(
    { arbitrary: fc.constant('get' as const), weight: 6 },
    {
      arbitrary: fc.constantFrom(
        'head' as const,
        'first-bytes' as const,
        'later-bytes' as const,
        'unchanged' as const,
        'revision' as const,
        'view' as const,
        'stream' as const,
        'editor' as const,
        'short' as const,
      ),
      weight: 3,
    },
  ),
  from: fc.oneof(
    { arbitrary: fc.constant('nowhere' as const), weight: 6 },
    { arbitrary: fc.constantFrom('mail' as const, 'portal' as const, 'cut-off' as const), weight: 2 },
    {
      arbitrary: fc.constantFrom('viewer' as const, 'viewer-key' as const, 'both-keys' as const),
      weight: 2,
    },
    { arbitrary: fc.constant('forged' as const), weight: 1 },
  ),
  carries: fc.constantFrom('share' as const, 'key' as const, 'Share' as const),
  signedIn: fc.oneof(
    { arbitrary: fc.constant(false), weight: 5 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
  /** Whose ip and browser the query claims. */
  poses: fc.oneof({ arbitrary: fc.constant(null), weight: 6 }, { arbitrary: who, weight: 1 }),
  times: fc.oneof(
    { arbitrary: fc.constant(1), weight: 3 },
    { arbitrary: fc.integer({ min: 2, max: 4 }), weight: 1 },
  ),
  gapMs: fc.oneof(fc.constant(0), fc.nat(3_200)),
})

const bulk = kind('bulk', {
  link: which,
  who,
  converted: fc.boolean(),
  isMember: fc.boolean(),
  fromViewer: fc.boolean(),
})

const noise = kind('noise', {
  file,
  who,
  what: fc.constantFrom('folder' as const, 'owner' as const, 'decoy' as const, 'viewed' as const),
})

const flood = kind('flood', {
  rows: fc.integer({ min: 95, max: 130 }),
  spreadMs: fc.constantFrom(0, 900, 2_500),
})

const otherLink = kind('other-link', { file, lifeMs: fc.constantFrom(null, MINUTE, HOUR) })
const dropLink = kind('drop-link', { link: which })
const move = kind('move', { file, place: fc.nat(3) })

const pass = kind('pass', {
  ms: fc.oneof(
    { arbitrary: fc.nat(2_500), weight: 4 },
    { arbitrary: fc.integer({ min: SECOND, max: 30 * SECOND }), weight: 4 },
    { arbitrary: fc.integer({ min: 30 * SECOND, max: 8 * MINUTE }), weight: 2 },
    { arbitrary: fc.integer({ min: 8 * MINUTE, max: 3 * HOUR }), weight: 1 },
  ),
})

const sweep = kind('sweep', {
  ...dying,
  /** Rows come twice and in no order. */
  doubled: fc.boolean(),
  /** Rows that wait arrive between its pages. */
  drips: fc.boolean(),
  /** What it has set going is done at once. */
  works: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, { arbitrary: fc.constant(false), weight: 1 }),
})

const reconcile = kind('reconcile', dying)
const work = kind('work', dying)
const drift = kind('drift', dying)
const restart = kind('restart', { lost: fc.boolean() })

const late = kind('late', { min: fc.constantFrom(0, 500), max: fc.constantFrom(0, 1_500, 20_000, 500_000) })
const hold = kind('hold', {})
const release = kind('release', { order: fc.constantFrom('in-order' as const, 'reverse' as const) })

export type Trouble = (typeof TROUBLES)[number]
const TROUBLES = [
  '401',
  '402',
  '403',
  '429',
  '500',
  'drop',
  'garbage',
  'no-plan',
  'hidden',
  'once',
  'files',
  'files-late',
] as const

const outage = kind('outage', { trouble: fc.constantFrom(...TROUBLES) })
const heal = kind('heal', {})

const revoke = kind('revoke', { share: which })
const suspend = kind('suspend', {})
const resume = kind('resume', {})
const extend = kind('extend', {
  share: which,
  limit: fc.constantFrom(1, 2, 'none' as const, null),
  lifeMs: fc.constantFrom(null, 10 * MINUTE, 24 * HOUR),
  works: fc.boolean(),
})

const skewMs = fc.oneof(
  { arbitrary: fc.constant(0), weight: 3 },
  { arbitrary: fc.constantFrom(1_700, -2_300, 45_000, -90_000, 3 * HOUR, -5 * HOUR), weight: 2 },
)
const setClock = kind('set-clock', { skewMs })

const step = fc.oneof(
  { arbitrary: visit, weight: 26 },
  { arbitrary: pass, weight: 14 },
  { arbitrary: sweep, weight: 14 },
  { arbitrary: share, weight: 7 },
  { arbitrary: bulk, weight: 3 },
  { arbitrary: noise, weight: 2 },
  { arbitrary: reconcile, weight: 3 },
  { arbitrary: work, weight: 3 },
  { arbitrary: drift, weight: 2 },
  { arbitrary: restart, weight: 1 },
  { arbitrary: otherLink, weight: 2 },
  { arbitrary: dropLink, weight: 1 },
  { arbitrary: move, weight: 1 },
  { arbitrary: late, weight: 2 },
  { arbitrary: hold, weight: 2 },
  { arbitrary: release, weight: 2 },
  { arbitrary: outage, weight: 2 },
  { arbitrary: heal, weight: 3 },
  { arbitrary: revoke, weight: 1 },
  { arbitrary: suspend, weight: 1 },
  { arbitrary: resume, weight: 2 },
  { arbitrary: extend, weight: 2 },
  { arbitrary: flood, weight: 1 },
  { arbitrary: setClock, weight: 1 },
)

const setup = fc.record({
  /** For the portal's own chances: the order of rows of one second, the delays. */
  chance: fc.nat(),
  /** Of the first moment, within its second. */
  startMs: fc.nat(999),
  burstWindowMs: fc.constantFrom(2_000, 5_000, 0),
  overlapMs: fc.constantFrom(10 * MINUTE, MINUTE),
  skewMs,
})

export type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>

export interface History {
  setup: Setup
  first: StepOf<'share'>[]
  steps: Step[]
}

/** A life of a few shares, from the first on. */
export const history: fc.Arbitrary<History> = fc.record({
  setup,
  first: fc.array(share, { minLength: 1, maxLength: 3 }),
  steps: fc.array(step, { minLength: 4, maxLength: 45, size: 'max' }),
})
