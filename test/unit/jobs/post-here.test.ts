import { describe, expect, it } from 'vitest'
import type { PendingPost } from '../../../src/domain/pending-notice.ts'
import type { Handlers } from '../../../src/jobs/catalogue.ts'
import { postHere, rewriteInTurn } from '../../../src/jobs/slack-turns.ts'
import { NOW, TEAM } from '../../support/builders.ts'

const REF = { team: TEAM, id: 'K7M4QX' }
const JOB = { ...REF, channel: 'C0TEAM', notBefore: null }
const POST = { ...JOB, hasChannelTurn: false }
const NEVER = async () => {
  throw new Error('not asked for')
}
const RUN = { attempt: 1, keep: async () => {}, putAwayUntil: NEVER, pauseQueue: NEVER }

const posting = (tell: Handlers['tell-share'], next: PendingPost | null = 'end') => {
  const done: unknown[] = []
  const telling = {
    next: async () => next,
    tell: NEVER,
    rewriting: async () => null,
    rewrite: NEVER,
    queuePosts: async (...asked: unknown[]) => void done.push(asked),
  }
  const here = postHere({
    telling,
    tell: async (data, run) => {
      done.push(data)
      await tell(data, run)
    },
  })
  return { done, telling, here }
}

describe('an end', () => {
  it('is posted where its message was rewritten, without a job', async () => {
    const { done, here } = posting(async () => {})
    await here(JOB)
    expect(done).toEqual([POST])
  })

  it('whose turn has not come is queued with the turn that it has', async () => {
    const { done, here } = posting(async (data, { keep, putAwayUntil }) => {
      await keep({ ...data, notBefore: NOW, hasChannelTurn: true })
      await putAwayUntil(NOW)
    })
    await here(JOB)
    expect(done).toEqual([POST, [REF, { notBefore: NOW, hasChannelTurn: true, at: NOW }]])
  })

  it('that cannot be posted is queued', async () => {
    const { done, here } = posting(NEVER)
    await here(JOB)
    expect(done).toEqual([POST, [REF, { notBefore: null, hasChannelTurn: false, at: 0 }]])
  })

  it('whose message has waited has a job by then', async () => {
    const { done, telling, here } = posting(NEVER)
    const rewrite = rewriteInTurn({
      telling,
      postHere: here,
      slackTurns: { turn: NEVER },
      now: () => NOW,
    })
    await rewrite({ ...JOB, notBefore: NOW }, RUN)
    await rewrite(JOB, { ...RUN, attempt: 2 })
    expect(done).toEqual([[{ ...JOB, notBefore: NOW }], [JOB]])
  })
})

it('what is not urgent is always queued', async () => {
  const { done, here } = posting(NEVER, 'downloads')
  await here(JOB)
  expect(done).toEqual([[REF]])
})
