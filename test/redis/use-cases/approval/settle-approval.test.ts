import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Answer, Outcome } from '../../../../src/domain/answer.ts'
import type { MessagePlace } from '../../../../src/domain/closed-place.ts'
import type { ReplyTo } from '../../../../src/domain/reply-to.ts'
import type { ShareRef } from '../../../../src/domain/share.ts'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import { backupRows, putBack, wipe } from '../../../../src/store/backup.ts'
import { createStore } from '../../../../src/store/store.ts'
import { decideApproval } from '../../../../src/use-cases/approval/decide-approval.ts'
import { retryApproved } from '../../../../src/use-cases/approval/retry-approved.ts'
import { settleApproval } from '../../../../src/use-cases/approval/settle-approval.ts'
import type { ApprovalTold } from '../../../../src/use-cases/approval-ports.ts'
import type { ShareRequest } from '../../../../src/use-cases/share-request.ts'
import { reconcileShares } from '../../../../src/use-cases/upkeep/reconcile-shares.ts'
import { anApprovalRequest } from '../../../support/an-approval-request.ts'
import { aShare, HOUR, LINK_ID, MINUTE, NOW, TEAM } from '../../../support/builders.ts'
import { aPerson } from '../../../support/directory.ts'
import { someJobs } from '../../../support/some-jobs.ts'

let redis: Redis
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
})
afterEach(() => redis.disconnect())

const request = anApprovalRequest()
const SILENT = { info: () => {}, warn: () => {}, error: () => {} }

const PLACE = { channel: 'C0ADMINS', ts: '1.2' }

const set = async (isNoted = true) => {
  const namespace = `test:${randomUUID()}`
  const store = createStore(redis, namespace)
  const { approvals, record } = store
  let at = NOW
  const answers: [ReplyTo | null, Answer['kind']][] = []
  const rewritten: ApprovalTold[] = []
  const made: ShareRequest[] = []
  const offered: (string | null)[] = []
  const later: number[] = []
  let isSlackAway = false
  let outcome: Outcome = { ok: true, answer: { kind: 'under-way', doing: null } }
  const directory = {
    person: async (_team: string, id: string) => aPerson({ id, isAdmin: id !== request.asked.person.id }),
  }
  const shared = {
    approvals,
    directory,
    jobs: { settleApproval: async (_ref: unknown, delayMs: number) => void later.push(delayMs) },
    now: () => at,
  }
  await approvals.ask(request)
  if (isNoted) await approvals.posted(request, PLACE, { kind: 'asked', actor: 'U0BOB' })
  const strays: [place: MessagePlace, told: ApprovalTold][] = []
  const decide = decideApproval({
    ...shared,
    adminUsers: [],
    approvalMessages: { rewrite: async (_request, place, told) => void strays.push([place, told]) },
    log: SILENT,
  })
  const settle = (ref: ShareRef = request) =>
    settleApproval({
      ...shared,
      approvalMessages: {
        rewrite: async (_request, _place, told) => {
          if (isSlackAway) throw new SlackError('failed', 'internal_error')
          rewritten.push(told)
        },
      },
      requestShare: async (asked) => {
        made.push(asked)
        return outcome
      },
      mayUse: async () => null,
      record,
      answer: async (replyTo, answer) => {
        answers.push([replyTo, answer.kind])
        if (answer.kind === 'refused') offered.push(answer.approved ?? null)
      },
      log: SILENT,
    })(ref)
  return {
    store,
    offered,
    again: (userId: string, id: string = request.id) =>
      retryApproved({ ...shared, shares: store.shares })({
        team: TEAM,
        userId,
        id,
        replyTo: { kind: 'url', url: 'https://hooks.example/1', replaces: true, stays: true },
        linkId: LINK_ID,
        reference: 'REF9',
      }),
    /** All is as it was, but its job is gone. */
    restore: async () => {
      const rows = []
      for await (const row of backupRows(redis, namespace)) rows.push(row)
      await wipe(redis, namespace)
      for (const row of rows) await putBack(redis, namespace, row, 0)
    },
    /** Those whose job is asked for, as it is missing. */
    reconcile: async () => {
      const queued: [string, number][] = []
      const unlessQueued = someJobs({
        settleApproval: async ({ id }, delayMs) => void queued.push([id, delayMs]),
      })
      await reconcileShares({ ...store, jobs: someJobs({}), unlessQueued, now: () => at })()
      return queued
    },
    strays,
    answers,
    rewritten,
    made,
    later,
    kinds: async () => (await record.read(TEAM, null, 100)).map(({ kind }) => kind),
    pass: (ms: number) => {
      at += ms
    },
    slackIsAway: (away: boolean) => {
      isSlackAway = away
    },
    fail: (failed: Outcome) => {
      outcome = failed
    },
    press: (
      userId: string,
      how: 'approved' | 'disapproved',
      reference: string = randomUUID(),
      place: MessagePlace = PLACE,
    ) => decide({ team: TEAM, userId, id: request.id, how, place, reference }),
    settle,
  }
}

it('asks anew for the approved link alone, where it was asked for, and once', async () => {
  const stage = await set()
  expect(await stage.press('U0CAROL', 'approved')).toMatchObject({ ok: true })
  await stage.settle()
  await stage.settle()
  expect(stage.made).toHaveLength(1)
  expect(stage.made[0]).toMatchObject({
    linkId: request.asked.linkId,
    replyTo: request.asked.replyTo,
    approved: { by: 'U0CAROL', rules: request.rules },
  })
  expect(stage.rewritten.at(-1)).toEqual({ how: 'approved', by: 'U0CAROL', failed: null })
  expect(stage.answers).toEqual([])
  expect(await stage.kinds()).toEqual(['asked', 'approved'])
})

it('tells who asked, and asks for the link, once, however often the message to approvers cannot be rewritten', async () => {
  const stage = await set()
  await stage.press('U0CAROL', 'disapproved')
  stage.slackIsAway(true)
  for (let times = 0; times < 3; times += 1) await expect(stage.settle()).rejects.toThrow('internal_error')
  expect(stage.answers).toEqual([[request.asked.replyTo, 'disapproved']])
  stage.slackIsAway(false)
  await stage.settle()
  expect(stage.rewritten).toEqual([{ how: 'disapproved', by: 'U0CAROL', failed: null }])
  expect(stage.answers).toHaveLength(1)
})

it('asks for the link where approvers saw that it goes', async () => {
  const stage = await set()
  await stage.press('U0CAROL', 'approved')
  await stage.settle()
  expect(stage.made[0]?.terms.channel?.id).toBe(request.channel.id)
})

it('tells who asked directly, once a private answer would come too late', async () => {
  const stage = await set()
  stage.pass(29 * MINUTE)
  await stage.press('U0CAROL', 'disapproved')
  await stage.settle()
  expect(stage.answers).toEqual([
    [{ kind: 'person', team: TEAM, userId: request.asked.person.id }, 'disapproved'],
  ])
  expect(await stage.kinds()).toEqual(['asked', 'disapproved'])
})

it('has a password that is made for the link told directly, where a private answer would come too late', async () => {
  const stage = await set()
  stage.pass(29 * MINUTE)
  await stage.press('U0CAROL', 'approved')
  await stage.settle()
  expect(stage.made[0]?.replyTo).toEqual({
    kind: 'person',
    team: TEAM,
    userId: request.asked.person.id,
    onlyCopy: true,
  })
})

it('tells both where the approved link is refused by something else', async () => {
  const stage = await set()
  await stage.press('U0CAROL', 'approved')
  stage.fail({ ok: false, refusal: { reason: 'unknown-file', fileId: '4821' } })
  await stage.settle()
  await stage.settle()
  expect(stage.rewritten.at(-1)).toMatchObject({ how: 'approved', failed: { reason: 'unknown-file' } })
  expect(stage.answers).toEqual([[request.asked.replyTo, 'refused']])
  expect(await stage.kinds()).toEqual(['asked', 'approved', 'failed'])
})

it('times out once its time is over, and not before', async () => {
  const stage = await set()
  stage.pass(23 * HOUR)
  await stage.settle()
  expect([stage.rewritten, stage.answers, stage.later]).toEqual([[], [], [HOUR]])
  stage.pass(HOUR)
  expect(await stage.press('U0CAROL', 'approved')).toMatchObject({
    refusal: { reason: 'decided-already', how: 'timed-out' },
  })
  await stage.settle()
  await stage.settle()
  expect(stage.rewritten.at(-1)).toEqual({ how: 'timed-out', by: null, failed: null })
  expect(stage.answers.map(([, kind]) => kind)).toEqual(['disapproved'])
  expect(await stage.press('U0DORIS', 'approved')).toMatchObject({
    refusal: { reason: 'decided-already', how: 'timed-out', by: null },
  })
  expect(stage.made).toEqual([])
  expect(await stage.kinds()).toEqual(['asked', 'timed-out'])
})

it('is settled after a restore, once it is answered or its time is over, until who asked was told', async () => {
  const answered = await set()
  await answered.restore()
  expect(await answered.reconcile()).toEqual([])
  await answered.press('U0CAROL', 'approved')
  await answered.restore()
  expect(await answered.reconcile()).toEqual([[request.id, 0]])
  await answered.settle()
  expect(answered.made).toHaveLength(1)
  expect(await answered.reconcile()).toEqual([])

  const waiting = await set()
  await waiting.restore()
  waiting.pass(24 * HOUR)
  expect(await waiting.reconcile()).toEqual([[request.id, 0]])
  await waiting.settle()
  expect(waiting.answers.map(([, kind]) => kind)).toEqual(['disapproved'])
  expect(await waiting.reconcile()).toEqual([])
})

it('T8, T19: is answered by admins alone, and by the first of them', async () => {
  const stage = await set()
  expect(await stage.press('U0BOB', 'approved')).toMatchObject({ refusal: { reason: 'admins-only' } })
  const answers = await Promise.all([
    stage.press('U0CAROL', 'approved', 'REF1'),
    stage.press('U0DORIS', 'disapproved', 'REF2'),
  ])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await stage.kinds()).length).toBe(2)
})

describe('a crash after the question was posted', () => {
  it('leaves a second one, which tells what became of it once somebody presses there', async () => {
    const stage = await set()
    const stray = { channel: 'C0ADMINS', ts: '0.9' }
    await stage.press('U0CAROL', 'approved', 'REF1', stray)
    expect(stage.strays).toEqual([[stray, { how: 'approved', by: 'U0CAROL', failed: null }]])
    // Later, and by another approver.
    expect(await stage.press('U0DORIS', 'disapproved', 'REF2', stray)).toMatchObject({
      refusal: { reason: 'decided-already', how: 'approved' },
    })
    expect(stage.strays.at(-1)).toEqual([stray, { how: 'approved', by: 'U0CAROL', failed: null }])
    await stage.press('U0DORIS', 'approved', 'REF3')
    expect(stage.strays).toHaveLength(2)
  })

  it('leaves one that nobody knows of: it is noted by a press there, and rewritten as any', async () => {
    const stage = await set(false)
    await stage.press('U0CAROL', 'disapproved')
    await stage.settle()
    expect(stage.rewritten).toEqual([{ how: 'disapproved', by: 'U0CAROL', failed: null }])
    expect((await stage.kinds()).toSorted()).toEqual(['asked', 'disapproved'])
  })
})

describe('an approved link that could not be made', () => {
  const failed = async () => {
    const stage = await set()
    await stage.press('U0CAROL', 'approved')
    stage.fail({ ok: false, refusal: { reason: 'portal-down' } })
    await stage.settle()
    stage.fail({ ok: true, answer: { kind: 'under-way', doing: null } })
    return stage
  }
  const gone = { ok: false, refusal: { reason: 'question-gone' } }

  it('by something that passes: one press of who asked asks for it once more, as it was approved', async () => {
    const stage = await failed()
    expect(stage.offered).toEqual([request.id])
    expect(await stage.again('U0CAROL')).toEqual(gone)
    const outcome = await stage.again(request.asked.person.id)
    const ref = outcome.ok && outcome.answer?.kind === 'under-way' ? outcome.answer.doing?.ref : null
    if (ref == null) throw new Error('it is not asked for again')
    expect(await stage.again(request.asked.person.id)).toEqual(outcome)
    await stage.settle(ref)
    await stage.settle(ref)
    expect(stage.made).toHaveLength(2)
    expect(stage.made[1]).toMatchObject({
      linkId: LINK_ID,
      reference: 'REF9',
      approved: { by: 'U0CAROL', rules: request.rules },
      terms: stage.made[0]?.terms,
    })
    // Approvers hear that it is made after all, and approved it once.
    expect(stage.rewritten.at(-1)).toEqual({ how: 'approved', by: 'U0CAROL', failed: null })
    expect((await stage.kinds()).filter((kind) => kind === 'approved')).toHaveLength(1)
  })

  it('that is refused once more is on record once more, and once for each request', async () => {
    const stage = await failed()
    stage.fail({ ok: false, refusal: { reason: 'portal-down' } })
    const outcome = await stage.again(request.asked.person.id)
    const ref = outcome.ok && outcome.answer?.kind === 'under-way' ? outcome.answer.doing?.ref : undefined
    await stage.settle(ref)
    await stage.settle(ref)
    expect((await stage.kinds()).filter((kind) => kind === 'failed')).toHaveLength(2)
  })

  it('is not asked for again once it is there, nor where it was refused', async () => {
    const stage = await failed()
    await stage.store.shares.create(aShare({ id: request.id, team: TEAM }))
    expect(await stage.again(request.asked.person.id)).toEqual(gone)
    const refused = await set()
    await refused.press('U0CAROL', 'disapproved')
    await refused.settle()
    expect(await refused.again(request.asked.person.id)).toEqual(gone)
  })
})
