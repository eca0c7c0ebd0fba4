import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { AuditStatus, BlindCause } from '../../../../src/domain/audit-health.ts'
import { PortalError, type PortalErrorKind } from '../../../../src/domain/portal-error.ts'
import { freshAuditStatus } from '../../../../src/use-cases/outage/probe-audit.ts'
import {
  type WatchAuditStatusDeps,
  watchAuditStatus,
} from '../../../../src/use-cases/outage/watch-audit-status.ts'
import { HOUR, MINUTE, NOW, SECOND } from '../../../support/builders.ts'
import { createTestWorld, type TestWorld } from '../../../support/test-world.ts'

const BLIND_AFTER = 15 * MINUTE

let world: TestWorld
let lines: string[]
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
  lines = []
})
afterEach(() => world.close())

const deps = (): WatchAuditStatusDeps => ({
  ...world.shared,
  cursor: world.store.cursor,
  log: { info: (_, text) => void lines.push(text), warn: (_, text) => void lines.push(text) },
  blindAfterMs: BLIND_AFTER,
  slowestSweepMs: 30 * SECOND,
})
const watch = () => watchAuditStatus(deps())
const auditStatus = () => world.store.auditStatus.read()
const state = async () => (await auditStatus()).state
const failed = (kind: PortalErrorKind) => new PortalError(kind, 'x')
/** What the portal says to the next probes, the first first; null: all is well. */
const probesSay = (...kinds: (PortalErrorKind | null)[]) => {
  world.portal.failures.probeTrail = kinds.map((kind) => (kind === null ? null : failed(kind)))
}
const readingSays = (...kinds: (PortalErrorKind | null)[]) => {
  world.portal.failures.downloadsSince = kinds.map((kind) => (kind === null ? null : failed(kind)))
}
const probes = () => world.portal.asked.filter((call) => call.startsWith('probeTrail')).length
const sweepsAsked = () => world.asked.filter(({ name }) => name === 'sweep').map(({ ref }) => ref.id)
/** A sweep as a worker does it, a second after what came before; the kind of its failure, or null. */
const sweep = async (): Promise<string | null> => {
  world.clock.advance(SECOND)
  return watch()
    .reading(world.sweep())
    .then(
      () => null,
      (error: unknown) => (error as PortalError).kind,
    )
}
const blind = async (cause: BlindCause, more: Partial<AuditStatus> = {}) => {
  await world.store.auditStatus.change((kept) => ({
    ...kept,
    state: 'blind',
    cause,
    since: NOW - HOUR,
    probedAt: NOW - MINUTE,
    ...more,
  }))
}

const KINDS: [PortalErrorKind, BlindCause][] = [
  ['plan', 'plan'],
  ['forbidden', 'rights'],
  ['scope', 'rights'],
  ['unauthorized', 'key'],
]

describe('the probe', () => {
  it('at the start finds out that all is well', async () => {
    await watch().probe(false)
    expect(await auditStatus()).toMatchObject({ state: 'ok', cause: null, since: null, probedAt: NOW })
    expect(lines).toEqual([])
  })

  it.each(KINDS)('that meets %s blinds with the cause %s, since the last good sweep', async (kind, cause) => {
    await sweep()
    world.clock.advance(HOUR)
    probesSay(kind)
    await watch().probe(false)
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause, since: NOW + SECOND })
    expect(lines).toEqual(['the audit trail cannot be read: downloads are not seen'])
  })

  it('is hourly while all is well, and of every minute while it is not', async () => {
    await watch().probe(false)
    world.clock.advance(59 * MINUTE)
    await watch().probe(true)
    expect(probes()).toBe(1)
    world.clock.advance(MINUTE)
    probesSay('plan')
    await watch().probe(true)
    expect(probes()).toBe(2)
    for (const minute of [1, 2, 3]) {
      world.clock.advance(MINUTE)
      probesSay('plan')
      await watch().probe(true)
      expect(probes()).toBe(2 + minute)
    }
    expect(await auditStatus()).toMatchObject({ state: 'blind', since: NOW + HOUR })
  })

  it('comes when it is asked for, whatever is known', async () => {
    await watch().probe(false)
    await watch().probe(false)
    expect(probes()).toBe(2)
  })

  it('that finds nobody there leaves what is known', async () => {
    await watch().probe(false)
    const before = await auditStatus()
    world.clock.advance(SECOND)
    probesSay('unavailable')
    await watch().probe(false)
    expect(await auditStatus()).toEqual(before)
  })

  it('fails with what is no fault of the portal', async () => {
    world.portal.failures.probeTrail = [new Error('a bug')]
    await expect(watch().probe(false)).rejects.toThrow('a bug')
    expect(await state()).toBe('unknown')
  })

  it('of two processes: an older answer does not undo a newer one', async () => {
    let answerFirst = () => {}
    const slow = new Promise<void>((resolve) => {
      answerFirst = resolve
    })
    const portal = { probeTrail: () => slow }
    const first = watchAuditStatus({ ...deps(), portal }).probe(false)
    world.clock.advance(SECOND)
    probesSay('plan')
    await watch().probe(false)
    answerFirst()
    await first
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'plan', provenAt: null })
  })
})

describe('a sweep', () => {
  it.each(KINDS)(
    'that fails with %s is confirmed by a probe before anybody is alarmed',
    async (kind, cause) => {
      await watch().probe(false)
      readingSays(kind, kind)
      // One odd answer.
      expect(await sweep()).toBe(kind)
      expect([await state(), probes()]).toEqual(['ok', 2])
      probesSay(kind)
      expect(await sweep()).toBe(kind)
      expect(await auditStatus()).toMatchObject({ state: 'blind', cause })
    },
  )

  it('that fails with one cause while the probe meets another is blind with that of the probe', async () => {
    readingSays('plan')
    probesSay('unauthorized')
    await sweep()
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'key' })
  })

  it('that is not answered alarms nobody at once, and asks for no probe', async () => {
    await watch().probe(false)
    readingSays('unavailable', 'rate-limited', 'bad-response')
    for (const kind of ['unavailable', 'rate-limited', 'bad-response']) expect(await sweep()).toBe(kind)
    expect([await state(), probes()]).toEqual(['ok', 1])
  })

  it('that could not be noted still fails with what went wrong', async () => {
    readingSays('plan')
    const away = { ...world.store.auditStatus, change: () => Promise.reject(new Error('no store')) }
    const { reading } = watchAuditStatus({ ...deps(), auditStatus: away })
    await expect(reading(world.sweep())).rejects.toMatchObject({ kind: 'plan' })
    expect(lines).toEqual(['what a failed reading says of the audit trail could not be kept'])
  })
})

describe('an outage', () => {
  const down = () => readingSays(...Array<PortalErrorKind>(9).fill('unavailable'))

  it('blinds after BLIND_AFTER, by failing sweeps', async () => {
    await sweep()
    const since = world.clock.now()
    down()
    world.clock.advance(BLIND_AFTER - 20 * SECOND)
    await sweep()
    expect(await state()).toBe('unknown')
    world.clock.advance(30 * SECOND)
    await sweep()
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'outage', since })
  })

  it('blinds while sweeps hang, and is counted from the first start when none was ever good', async () => {
    await world.store.cursor.start(NOW)
    world.clock.advance(BLIND_AFTER - SECOND)
    await watch().listen()
    expect(await state()).toBe('unknown')
    world.clock.advance(30 * SECOND)
    await watch().listen()
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'outage', since: NOW })
  })

  it('is none before there was anything to read', async () => {
    await watch().listen()
    world.clock.advance(HOUR)
    await watch().listen()
    expect(await state()).toBe('unknown')
  })

  it('is none after a stop, or an outage of our own, if the next sweep is good', async () => {
    await watch().probe(false)
    await sweep()
    world.clock.advance(5 * HOUR)
    await watch().listen()
    expect(await sweep()).toBeNull()
    world.clock.advance(MINUTE)
    await watch().listen()
    expect(await auditStatus()).toMatchObject({ state: 'ok', doubtedAt: null })
  })
})

describe('the trail can be read again', () => {
  it.each(['outage', 'key', 'rights'] as const)(
    'after %s: by a good sweep, a good probe, and a sweep that began after it',
    async (cause) => {
      await blind(cause)
      expect(await sweep()).toBeNull()
      // The probe was good at once; what happened meanwhile is not to wait.
      expect([await state(), probes(), sweepsAsked()]).toEqual(['blind', 1, ['0']])
      expect(await sweep()).toBeNull()
      expect(await auditStatus()).toMatchObject({ state: 'ok', cause: null, since: null })
      expect(lines).toEqual(['the audit trail can be read again'])
    },
  )

  it('not by sweeps that look good while the probe finds no plan', async () => {
    await blind('plan')
    for (let turn = 0; turn < 5; turn += 1) expect(await sweep()).toBeNull()
    expect([await state(), probes()]).toEqual(['blind', 0])
    world.clock.advance(MINUTE)
    await watch().probe(true)
    expect([await state(), sweepsAsked()]).toEqual(['blind', ['0']])
    await sweep()
    expect(await state()).toBe('ok')
  })

  it('soon after a plan is there again whose absence had shown in the sweeps', async () => {
    await blind('plan')
    readingSays('plan')
    await sweep()
    expect(probes()).toBe(0)
    await sweep()
    await sweep()
    expect([await state(), probes()]).toEqual(['ok', 1])
  })

  it('not by a probe alone, nor by a sweep that began before it', async () => {
    await blind('key')
    let read = () => {}
    const slow = new Promise<void>((resolve) => {
      read = resolve
    })
    const reading = watch().reading(() => slow)
    world.clock.advance(SECOND)
    await watch().probe(false)
    expect(await state()).toBe('blind')
    read()
    await reading
    expect(await state()).toBe('blind')
  })

  it('not while the cause changes: since when stays', async () => {
    await blind('outage')
    probesSay('unauthorized')
    await sweep()
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'key', since: NOW - HOUR })
    readingSays('forbidden')
    probesSay('forbidden')
    await sweep()
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'rights', since: NOW - HOUR })
  })
})

describe('before a limit is promised', () => {
  const fresh = (isOverdue = false) => freshAuditStatus({ ...deps(), isReadingOverdue: () => isOverdue })()

  it('F3: while readings do not happen, downloads count as unseen, whatever is known of the trail', async () => {
    probesSay(null)
    expect(await fresh()).toMatchObject({ state: 'ok' })
    expect(await fresh(true)).toMatchObject({ state: 'blind', cause: 'outage' })
    expect(await auditStatus()).toMatchObject({ state: 'ok' })
  })

  it('what was never looked at is looked at', async () => {
    probesSay('plan')
    expect(await fresh()).toMatchObject({ state: 'blind', cause: 'plan' })
    expect(await auditStatus()).toMatchObject({ state: 'blind', cause: 'plan' })
  })

  it('what is known is believed for an hour and a quarter', async () => {
    await watch().probe(false)
    world.clock.advance(75 * MINUTE - 1)
    expect(await fresh()).toMatchObject({ state: 'ok' })
    expect(probes()).toBe(1)
    world.clock.advance(1)
    expect(await fresh()).toMatchObject({ state: 'ok', probedAt: NOW + 75 * MINUTE })
    expect(probes()).toBe(2)
  })

  it('blind is believed, however old', async () => {
    await blind('rights', { probedAt: NOW - 5 * HOUR })
    expect(await fresh()).toMatchObject({ state: 'blind', cause: 'rights' })
    expect(probes()).toBe(0)
  })

  it.each<[PortalErrorKind, PortalErrorKind]>([
    ['unavailable', 'unavailable'],
    ['rate-limited', 'rate-limited'],
    ['bad-response', 'bad-response'],
    // Nothing that the file, or the request, has anything to do with.
    ['not-found', 'bad-response'],
    ['rejected', 'bad-response'],
  ])('a portal that does not say (%s) is no promise', async (said, thrown) => {
    probesSay(said)
    await expect(fresh()).rejects.toMatchObject({ kind: thrown })
    expect(await state()).toBe('unknown')
  })
})

it('two processes that look at once decide one after the other', async () => {
  const { auditStatus: store } = world.store
  const turns = Array.from({ length: 20 }, (_, turn) =>
    store.change((kept) => ({ ...kept, state: 'ok', probedAt: (kept.probedAt ?? 0) + turn })),
  )
  await Promise.all(turns)
  expect((await auditStatus()).probedAt).toBe(190)
})
