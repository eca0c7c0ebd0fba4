import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Answer } from '../../../../src/domain/answer.ts'
import { type CanaryReport, nextMoment } from '../../../../src/domain/canary.ts'
import { PortalError, type PortalErrorKind } from '../../../../src/domain/portal-error.ts'
import type { ReplyTo } from '../../../../src/domain/reply-to.ts'
import { decodeShareKey } from '../../../../src/domain/share-key.ts'
import { askCanary } from '../../../../src/use-cases/canary/ask-canary.ts'
import { type CanaryDeps, runCanary } from '../../../../src/use-cases/canary/run-canary.ts'
import type { Person, Portal } from '../../../../src/use-cases/ports.ts'
import {
  aFile,
  aLink,
  anEvent,
  aReply,
  DAY,
  FILE_ID,
  HOUR,
  MINUTE,
  NOW,
  pageOf,
  rulesOf,
  SECOND,
  TEAM,
} from '../../../support/builders.ts'
import {
  Crash,
  type CrashPoint,
  createCrashing,
  createTestWorld,
  slackError,
  type TestWorld,
} from '../../../support/test-world.ts'

const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

let world: TestWorld
/** How long the trail keeps a download back; null: for ever. */
let delayMs: number | null
let answers: { replyTo: ReplyTo | null; answer: Answer }[]
let warned: { to: string; report: CanaryReport }[]
let warnings: Error[]
let ids: number
const start = () => {
  world = createTestWorld(inject('redisSocket'))
  delayMs = 0
  answers = []
  warned = []
  warnings = []
  ids = 0
}
beforeEach(start)
afterEach(() => world.close())

const newUuid = () => {
  ids += 1
  return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`
}

/** The world's portal, where a download by a live link leaves its event. */
const portal = (): Portal => {
  const { port, links, trail } = world.portal
  return {
    ...port,
    startDownload: async (fileId, key) => {
      await port.startDownload(fileId, key)
      const linkId = decodeShareKey(key) ?? ''
      if (!links.has(linkId)) throw new PortalError('forbidden', 'x', { status: 403 })
      const at = Math.round((world.clock.now() + port.clockSkewMs()) / 1_000) * 1_000
      trail.push(anEvent({ id: trail.length + 1, at, page: pageOf(linkId, fileId), target: [fileId] }))
    },
    downloadsSince: async (from) => {
      const seen = await port.downloadsSince(from)
      const until = world.clock.now() + port.clockSkewMs()
      return delayMs === null ? [] : seen.filter(({ at }) => at + (delayMs ?? 0) <= until)
    },
  }
}

const canary = (point: CrashPoint | null = null, changes: Partial<CanaryDeps> = {}) => {
  const crashing = createCrashing(point)
  const { store } = world
  const trial = runCanary({
    portal: crashing.port('portal', portal()),
    canaries: crashing.port('canaries', store.canaries),
    auditStatus: store.auditStatus,
    shares: store.shares,
    viewers: store.homeViewers,
    jobs: crashing.port('jobs', world.jobs),
    answer: crashing.call('answer', async (replyTo, answer) => void answers.push({ replyTo, answer })),
    warnAdmin: crashing.call('warnAdmin', async (to, report) => {
      const failure = warnings.shift()
      if (failure !== undefined) throw failure
      warned.push({ to, report })
    }),
    policyFor: rulesOf(),
    canaryFile: FILE_ID,
    adminChannel: null,
    adminUsers: ['U0BOSS', 'U0CHIEF'],
    admins: ['U0BOSS', 'U0CHIEF'],
    newUuid,
    newReference: () => 'REF23456',
    now: world.clock.now,
    log: SILENT,
    ...changes,
  })
  return { ...trial, calls: crashing.calls }
}

/** Goes on until nothing is left to be done; gives the moments that were waited for, since the beginning. */
const toEnd = async ({ run }: { run(): Promise<number | null> } = canary()): Promise<number[]> => {
  const waits: number[] = []
  for (let at = await run(); at !== null; at = await run()) {
    if (waits.length > 100) throw new Error('the trial has no end')
    waits.push(at - NOW)
    world.clock.advance(Math.max(0, at - world.clock.now()))
  }
  return waits
}

const PEOPLE: Record<string, Partial<Person>> = {
  U0CAROL: { isAdmin: true },
  U0XENA: { isAdmin: true, isOutsider: true },
}
const ask = (
  changes: { userId?: string; fileId?: string | null; replyTo?: ReplyTo; canaryFile?: string | null } = {},
) =>
  askCanary({
    canaries: world.store.canaries,
    record: world.store.record,
    jobs: world.jobs,
    directory: {
      person: async (_team, id) => ({
        id,
        name: id,
        timeZone: 'Etc/UTC',
        isAdmin: false,
        isOutsider: false,
        workspaces: [],
        isGuest: false,
        ...PEOPLE[id],
      }),
    },
    adminUsers: ['U0BOSS'],
    canaryFile: changes.canaryFile === undefined ? FILE_ID : changes.canaryFile,
    newUuid,
    now: world.clock.now,
  })({
    team: TEAM,
    userId: changes.userId ?? 'U0CAROL',
    fileId: changes.fileId ?? null,
    replyTo: changes.replyTo ?? aReply(),
    reference: 'REF23456',
  })

const record = async () => {
  const found = await world.store.canaries.read()
  if (found === null) throw new Error('there is no trial')
  return found
}
const linksAtPortal = () => [...world.portal.links.keys()]
const portalError = (kind: PortalErrorKind) => new PortalError(kind, 'x', { status: 500 })
/** That error, as often as it is asked. */
const always = (name: keyof Portal, kind: PortalErrorKind) => {
  world.portal.failures[name] = Array.from({ length: 100 }, () => portalError(kind))
}

describe('asking for a trial', () => {
  it.each([
    ['U0CAROL', 'an admin of the workspace', true],
    ['U0BOSS', 'one of ADMIN_USERS', true],
    ['U0ALICE', 'anybody else', false],
    ['U0XENA', 'an admin of another company', false],
  ])('%s, %s: %s', async (userId, _, may) => {
    const outcome = await ask({ userId })
    if (may) expect(outcome).toMatchObject({ ok: true, answer: { kind: 'canary', joined: false } })
    else {
      expect(outcome).toEqual({ ok: false, refusal: { reason: 'admins-only', to: 'try-counting' } })
      expect(await world.store.canaries.read()).toBeNull()
      expect(world.asked).toEqual([])
    }
  })

  it('takes the file that is named, else the one that is configured', async () => {
    expect(await ask({ canaryFile: null })).toEqual({ ok: false, refusal: { reason: 'no-canary-file' } })
    await ask({ fileId: '77', canaryFile: null })
    expect(await record()).toMatchObject({ fileId: '77', by: 'U0CAROL' })
    await toEnd()
    await ask()
    expect(await record()).toMatchObject({ fileId: FILE_ID })
  })

  it('joins the trial that is under way, and everybody gets the outcome of that one', async () => {
    const other = aReply('https://hooks.example/commands/3/4')
    await ask()
    const joined = await ask({ userId: 'U0BOSS', fileId: '77', replyTo: other })
    expect(joined).toMatchObject({
      ok: true,
      answer: { kind: 'canary', joined: true, report: { fileId: FILE_ID, by: 'U0CAROL' } },
    })
    await toEnd()
    expect(answers.map(({ replyTo }) => replyTo)).toEqual([aReply(), other])
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1)
    expect(world.portal.asked.filter((call) => call.startsWith('startDownload'))).toHaveLength(1)
  })

  it('of one whose outcome is known, but not yet told, is the next trial', async () => {
    await ask()
    const { run } = canary(null, {
      answer: async (replyTo, answer) => {
        answers.push({ replyTo, answer })
        if (answers.length > 1) return
        for (const userId of ['U0BOSS', 'U0CAROL']) {
          const outcome = await ask({ userId, fileId: '77' })
          const joined = userId === 'U0CAROL'
          expect(outcome).toMatchObject({ answer: { joined, report: { fileId: '77', seenAt: null } } })
        }
      },
    })
    await toEnd({ run })
    const told = answers.map(
      ({ answer }) => answer.kind === 'canary' && [answer.report.fileId, answer.report.by],
    )
    expect(told).toEqual([
      [FILE_ID, 'U0CAROL'],
      ['77', 'U0BOSS'],
      ['77', 'U0BOSS'],
    ])
    expect(linksAtPortal()).toEqual([])
  })

  it('of two at the same moment one begins it and one joins', async () => {
    const outcomes = await Promise.all([ask(), ask({ userId: 'U0BOSS' })])
    const joined = outcomes.map(
      (outcome) => outcome.ok && outcome.answer?.kind === 'canary' && outcome.answer.joined,
    )
    expect(joined.sort()).toEqual([false, true])
    expect((await record()).waiting).toHaveLength(2)
  })
})

describe('a trial', () => {
  it('makes a link, downloads as a visitor, finds that, removes the link, and says so', async () => {
    delayMs = 3 * SECOND
    await ask()
    const waits = await toEnd()
    // The looks at the trail, then once more for the link, when no portal can be so slow any more.
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 30_000])
    expect(linksAtPortal()).toEqual([])
    expect(answers).toHaveLength(1)
    expect(answers[0]?.answer).toMatchObject({
      kind: 'canary',
      joined: false,
      report: {
        failed: null,
        startedAt: NOW,
        linkedAt: NOW,
        downloadedAt: NOW,
        seenAt: NOW + 4 * SECOND,
        removedAt: NOW + 4 * SECOND,
        lastGoodAt: NOW + 4 * SECOND,
      },
    })
    expect(world.portal.asked.filter((call) => call.startsWith('putLink'))).toHaveLength(1)
  })

  it('reads the trail by the clock of the portal', async () => {
    world.portal.setSkew(-2 * HOUR)
    await ask()
    await toEnd()
    expect(await record()).toMatchObject({ failed: null, seenAt: expect.any(Number) })
  })

  it('has its Homes drawn when it is begun and when it is over', async () => {
    await world.store.homeViewers.note(TEAM, 'U0CAROL', 0)
    await world.store.homeViewers.setAdmin(TEAM, 'U0CAROL', true)
    delayMs = null
    await ask()
    await canary().run()
    const drawn = () => world.asked.filter(({ name }) => name === 'showHome').length
    expect(drawn()).toBe(1)
    await toEnd()
    expect(drawn()).toBe(2)
  })

  it('is not begun a second time by a run that comes too early, or again', async () => {
    delayMs = null
    await ask()
    await canary().run()
    const asked = world.portal.asked.length
    expect(await canary().run()).toBe(NOW + 500)
    expect(world.portal.asked).toHaveLength(asked)
    await toEnd()
    expect(await canary().run()).toBeNull()
    expect(answers).toHaveLength(1)
  })
})

describe('a trial fails', () => {
  const outcome = async () => {
    await ask()
    await toEnd()
    expect(linksAtPortal()).toEqual([])
    expect(answers).toHaveLength(1)
    expect(nextMoment(await record())).toBeNull()
    const { failed, lastGoodAt } = await record()
    expect(lastGoodAt).toBeNull()
    return failed
  }

  it('where the file is not one to be shared, without asking for a link', async () => {
    world.portal.files.set(FILE_ID, aFile({ canShare: false }))
    expect(await outcome()).toMatchObject({ step: 'link', refusal: { reason: 'not-shareable' } })
    expect(world.portal.asked.filter((call) => /^(put|delete)Link/.test(call))).toEqual([])
  })

  it('where the file has no place for a link', async () => {
    world.portal.files.set(FILE_ID, aFile({ linkQuota: 1 }))
    world.portal.links.set('other', { ...aLink({ id: 'other' }), fileId: FILE_ID })
    await ask()
    await toEnd()
    expect(linksAtPortal()).toEqual(['other'])
    expect((await record()).failed).toMatchObject({ step: 'link', refusal: { reason: 'quota-full' } })
  })

  it('where the file’s last place is taken after the check', async () => {
    world.portal.files.set(FILE_ID, aFile({ linkQuota: 1 }))
    world.portal.port.putLink = async () => {
      world.portal.links.set('other', { ...aLink({ id: 'other' }), fileId: FILE_ID })
      throw new PortalError('forbidden', 'x')
    }
    await ask()
    await toEnd()
    expect((await record()).failed).toMatchObject({ step: 'link', refusal: { reason: 'quota-full' } })
  })

  it('where the file lies in no allowed room', async () => {
    await ask()
    await toEnd(canary(null, { policyFor: rulesOf({ allowedRooms: ['99'] }) }))
    expect((await record()).failed).toMatchObject({ step: 'link', refusal: { rule: 'ALLOWED_ROOMS' } })
  })

  it('where the portal gives another link than was asked for, which is removed', async () => {
    world.portal.set((link) => ({ ...link, internal: true }))
    expect(await outcome()).toEqual({ step: 'link', refusal: { reason: 'portal-broken' } })
    expect(world.portal.asked.some((call) => call.startsWith('deleteLink'))).toBe(true)
  })

  it.each([
    ['unavailable', 'portal-down'],
    ['not-found', 'unknown-file'],
    ['unauthorized', 'portal-key'],
  ] as const)('where the portal says %s', async (kind, reason) => {
    world.portal.failures.file = [portalError(kind)]
    expect(await outcome()).toMatchObject({ step: 'link', refusal: { reason } })
  })

  it('where the link was perhaps made, and is made late: it is removed then', async () => {
    world.portal.failures.putLink = [portalError('unavailable')]
    await ask()
    const { run } = canary()
    expect(await run()).toBe(NOW + 30 * SECOND)
    expect(answers).toHaveLength(1)
    expect((await record()).failed).toMatchObject({ step: 'link', refusal: { reason: 'portal-down' } })
    // Nothing was there to be deleted; that would have left a false line in the portal's trail.
    expect(world.portal.asked.some((call) => call.startsWith('deleteLink'))).toBe(false)
    const { linkId } = await record()
    world.portal.links.set(linkId, { ...aLink({ id: linkId }), fileId: FILE_ID })
    world.clock.advance(30 * SECOND)
    await toEnd({ run })
    expect(linksAtPortal()).toEqual([])
  })

  it.each([
    ['forbidden', 'turned-away'],
    ['unavailable', 'no-answer'],
  ] as const)('where the download is answered by %s', async (kind, why) => {
    world.portal.failures.startDownload = [portalError(kind)]
    expect(await outcome()).toEqual({ step: 'download', why })
  })

  it('where the download does not appear within five minutes', async () => {
    delayMs = null
    expect(await outcome()).toEqual({ step: 'trail', why: 'not-seen' })
    const read = world.portal.asked.filter((call) => call.startsWith('downloadsSince'))
    expect(read).toHaveLength(12)
    expect(await record()).toMatchObject({ removedAt: NOW + 5 * MINUTE })
  })

  it.each([
    ['plan', 'plan'],
    ['forbidden', 'rights'],
    ['scope', 'rights'],
    ['unauthorized', 'key'],
  ] as const)('at once where the trail says %s', async (kind, why) => {
    always('downloadsSince', kind)
    expect(await outcome()).toEqual({ step: 'trail', why })
    expect(world.portal.asked.filter((call) => call.startsWith('downloadsSince'))).toHaveLength(1)
  })

  it('not where the trail cannot be read for a moment', async () => {
    world.portal.failures.downloadsSince = [portalError('unavailable'), portalError('bad-response')]
    await ask()
    await toEnd()
    expect(await record()).toMatchObject({ failed: null, seenAt: NOW + 2 * SECOND })
  })

  it('where it cannot be read to the last; a pause that is asked for is kept to', async () => {
    const busy = new PortalError('rate-limited', 'x', { retryAfterMs: MINUTE })
    always('downloadsSince', 'unavailable')
    world.portal.failures.downloadsSince?.unshift(busy)
    await ask()
    expect((await toEnd())[1]).toBe(500 + MINUTE)
    expect((await record()).failed).toEqual({ step: 'trail', why: 'outage' })
  })

  it('looks once more after it was held up for long, and not for ever', async () => {
    delayMs = HOUR
    await ask()
    await canary().run()
    world.clock.advance(2 * HOUR)
    await toEnd()
    expect(await record()).toMatchObject({ failed: null, seenAt: NOW + 2 * HOUR })
  })
})

describe('its link', () => {
  it('that cannot be removed is removed later; nobody waits for that', async () => {
    always('deleteLink', 'unavailable')
    await ask()
    const { run } = canary()
    await run()
    world.clock.advance(SECOND)
    await run()
    expect(answers[0]?.answer).toMatchObject({
      report: { failed: { step: 'removal' }, seenAt: NOW + SECOND, removedAt: null },
    })
    expect(linksAtPortal()).toHaveLength(1)
    const asked: number[] = []
    for (let n = 0; n < 12; n += 1) {
      const at = (await run()) ?? 0
      asked.push(at - world.clock.now())
      world.clock.advance(at - world.clock.now())
    }
    expect(asked.slice(1, 4)).toEqual([10 * SECOND, 20 * SECOND, 40 * SECOND])
    expect(Math.max(...asked)).toBe(5 * MINUTE)
    delete world.portal.failures.deleteLink
    await toEnd({ run })
    expect(linksAtPortal()).toEqual([])
    expect(await record()).toMatchObject({ failed: null, lastGoodAt: NOW + SECOND })
    expect(answers).toHaveLength(1)
  })

  it('of an earlier trial holds up no new one, and is not forgotten by it', async () => {
    world.portal.trash.add(FILE_ID)
    await ask()
    await canary().run()
    world.clock.advance(SECOND)
    await canary().run()
    expect(linksAtPortal()).toHaveLength(1)
    await ask({ fileId: '77' })
    await canary().run()
    expect((await record()).links).toHaveLength(2)
    for (let n = 0; n < 8; n += 1) {
      const at = await canary().run()
      world.clock.advance((at ?? 0) - world.clock.now())
    }
    expect(await record()).toMatchObject({ fileId: '77', told: true, failed: null })
    expect(linksAtPortal()).toHaveLength(1)
    world.portal.trash.clear()
    await toEnd()
    expect(linksAtPortal()).toEqual([])
    expect(answers).toHaveLength(2)
  })
})

describe('a crash', () => {
  const runToCrash = async (point: CrashPoint): Promise<string> => {
    const dying = canary(point)
    await toEnd(dying).then(
      () => {
        throw new Error(`no crash at ${point.at}`)
      },
      (error: unknown) => {
        if (!(error instanceof Crash)) throw error
      },
    )
    return `${point.when} ${dying.calls.at(-1)}`
  }

  const pointsOf = async (begin: () => Promise<unknown>): Promise<CrashPoint[]> => {
    await begin()
    const whole = canary()
    await toEnd(whole)
    return whole.calls.flatMap((_, index) => [
      { at: index + 1, when: 'before' as const },
      { at: index + 1, when: 'after' as const },
    ])
  }

  const afresh = () => {
    world.close()
    start()
  }

  it('at any call leaves no link behind, and the trial ends well', async () => {
    const points = await pointsOf(() => ask())
    expect(points.length).toBeGreaterThan(30)
    for (const point of points) {
      afresh()
      await ask()
      const where = await runToCrash(point)
      await toEnd()
      expect(linksAtPortal(), where).toEqual([])
      expect(await record(), where).toMatchObject({ failed: null, told: true, links: [] })
      expect(answers.length, where).toBe(where === 'after answer' ? 2 : Math.max(1, answers.length))
      expect(new Set(answers.map(({ answer }) => answer.kind)), where).toEqual(new Set(['canary']))
      const ids = world.portal.asked.filter((call) => call.startsWith('putLink'))
      expect(new Set(ids).size, where).toBe(1)
    }
  })

  it('at any call of a daily one that fails warns each admin once at most', async () => {
    const begin = async () => {
      delayMs = null
      await canary().daily()
    }
    const points = await pointsOf(begin)
    for (const point of points) {
      afresh()
      await begin()
      const where = await runToCrash(point)
      await toEnd()
      expect(linksAtPortal(), where).toEqual([])
      expect(await record(), where).toMatchObject({ told: true, links: [] })
      const to = warned.map((one) => one.to)
      expect(new Set(to).size, where).toBe(to.length)
    }
  })

  it('between the record and its job is made up for, by whoever asks next, or by whoever looks', async () => {
    const broken = { ...world.jobs, canary: () => Promise.reject(new Crash('jobs.canary')) }
    await expect(canary(null, { jobs: broken }).daily()).rejects.toThrow(Crash)
    expect((await record()).by).toBeNull()
    const jobs = () => world.asked.filter(({ name }) => name === 'canary').length
    await canary().remind()
    expect(jobs()).toBe(0)
    world.clock.advance(11 * SECOND)
    await canary().remind()
    expect(jobs()).toBe(1)
    await ask()
    expect(jobs()).toBe(2)
    await toEnd()
    await canary().remind()
    expect(jobs()).toBe(2)
  })
})

describe('the daily trial', () => {
  it('runs once a day however often it is looked, and says nothing when it goes well', async () => {
    for (let hour = 0; hour < 48; hour += 1) {
      await canary().daily()
      await toEnd()
      world.clock.advance(NOW + (hour + 1) * HOUR - world.clock.now())
    }
    expect(world.portal.asked.filter((call) => call.startsWith('startDownload'))).toHaveLength(2)
    expect(warned).toEqual([])
    expect(answers).toEqual([])
    expect(await record()).toMatchObject({ by: null, failed: null })
  })

  it.each([
    [{}, ['U0BOSS', 'U0CHIEF']],
    [{ adminChannel: 'C0ADMIN', admins: ['C0ADMIN'] }, ['C0ADMIN']],
    [{ adminUsers: [], admins: [] }, []],
  ])('warns when it fails: %j', async (changes, to) => {
    always('downloadsSince', 'plan')
    const trial = canary(null, changes)
    await trial.daily()
    await toEnd(trial)
    expect(warned.map((one) => one.to)).toEqual(to)
    for (const { report } of warned) expect(report.failed).toEqual({ step: 'trail', why: 'plan' })
  })

  it('does not run while the trail is known to be blind; one that is asked for does, and tells the truth', async () => {
    await world.store.auditStatus.change((kept) => ({
      ...kept,
      state: 'blind',
      cause: 'plan',
      since: NOW - DAY,
    }))
    await canary().daily()
    expect(await world.store.canaries.read()).toBeNull()
    always('downloadsSince', 'plan')
    await ask()
    await toEnd()
    expect(answers[0]?.answer).toMatchObject({ report: { failed: { step: 'trail', why: 'plan' } } })
  })

  it('does not run where no file is set', async () => {
    await canary(null, { canaryFile: null }).daily()
    expect(await world.store.canaries.read()).toBeNull()
  })

  it('that somebody joins answers them and warns the others', async () => {
    always('downloadsSince', 'plan')
    await canary().daily()
    await ask()
    await toEnd()
    expect(answers).toHaveLength(1)
    expect(warned).toHaveLength(2)
  })

  it('tells a warning again only where Slack has surely not taken it', async () => {
    always('downloadsSince', 'plan')
    warnings = [slackError('not-sent'), slackError('unknown')]
    await canary().daily()
    const waits = await toEnd()
    // U0BOSS is put off, U0CHIEF may have it, U0BOSS has it.
    expect(warned.map((one) => one.to)).toEqual(['U0BOSS'])
    expect(waits).toContain(500 + 15 * SECOND)
  })

  it('warns admins one by one where their channel is closed', async () => {
    always('downloadsSince', 'plan')
    warnings = [slackError('refused', 'channel_not_found'), slackError('refused', 'user_not_found')]
    const trial = canary(null, { adminChannel: 'C0ADMIN', admins: ['C0ADMIN'] })
    await trial.daily()
    await toEnd(trial)
    expect(warned.map((one) => one.to)).toEqual(['U0CHIEF'])
    expect((await record()).told).toBe(true)
  })
})
