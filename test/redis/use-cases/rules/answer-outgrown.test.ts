import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Policy } from '../../../../src/domain/policy.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import { answerOutgrown } from '../../../../src/use-cases/rules/answer-outgrown.ts'
import { findOutgrown } from '../../../../src/use-cases/rules/find-outgrown.ts'
import { type OutgrownQuestion, tellOutgrown } from '../../../../src/use-cases/rules/tell-outgrown.ts'
import { DAY, NOW, rulesOf, TEAM } from '../../../support/builders.ts'
import { aDirectory } from '../../../support/directory.ts'
import { keepShare, LIVE, storedShare } from '../../../support/kept-shares.ts'
import { createTestWorld, slackError, type TestWorld } from '../../../support/test-world.ts'

let world: TestWorld
beforeEach(() => {
  world = createTestWorld(inject('redisSocket'))
})
afterEach(() => world.close())

/** Without the pauses. */
const UNTIL_TOLD = { pause: async () => {}, signal: new AbortController().signal }

const deps = (policy: Partial<Policy>) => ({
  ...world.shared,
  record: world.store.record,
  policyFor: rulesOf(policy),
  directory: aDirectory(),
  adminUsers: ['U0BOSS'],
})
const apply = (policy: Partial<Policy>, userId = 'U0BOSS') =>
  answerOutgrown(deps(policy)).apply({ team: TEAM, userId, reference: 'REF23456' })
const kinds = async (policy: Partial<Policy>) =>
  (await findOutgrown(deps(policy))(TEAM)).map(({ becomes }) => becomes)
const keep = (more: Partial<ShareLink> = {}) =>
  keepShare(world, {
    ...LIVE,
    createdAt: NOW,
    terms: { ...LIVE.terms, expiresAt: NOW + 7 * DAY, limit: 10 },
    ...more,
  })

describe('a link that was made under other rules', () => {
  it.each<[string, Partial<Policy>, object[]]>([
    ['keeps the rules', {}, []],
    ['lives too long', { maxExpiryMs: DAY }, [{ kind: 'shorten', expiresAt: NOW + DAY, limit: 10 }]],
    ['lives too long in all', { maxLifeMs: DAY }, [{ kind: 'shorten', expiresAt: NOW + DAY, limit: 10 }]],
    ['allows too much', { highestLimit: 3 }, [{ kind: 'shorten', expiresAt: NOW + 7 * DAY, limit: 3 }]],
    ['has had too much', { highestLimit: 1 }, [{ kind: 'end' }]],
    ['has no password', { requirePassword: true }, [{ kind: 'end' }]],
    ['allows downloads', { viewOnly: true }, [{ kind: 'end' }]],
    ['is watched', { exactOnly: true }, [{ kind: 'end' }]],
    ['stands elsewhere', { allowedChannels: ['C0ELSE'] }, [{ kind: 'end' }]],
  ])('%s', async (_what, policy, becomes) => {
    await keep({ downloads: 1 })
    expect(await kinds(policy)).toEqual(becomes)
  })

  it('is shortened at the portal and on record once an admin has said so, and the thread is told', async () => {
    await keep()
    expect(await apply({ maxExpiryMs: DAY, highestLimit: 3 })).toMatchObject({
      answer: { kind: 'rules-applied', ended: 0, shortened: 1 },
    })
    await world.drain()
    const share = await storedShare(world)
    expect(share).toMatchObject({
      state: 'active',
      terms: { expiresAt: NOW + DAY, limit: 3 },
      extending: null,
    })
    expect(share?.extensions).toMatchObject([{ by: 'U0BOSS', byRule: true }])
    expect(world.portal.links.get(share?.linkId ?? '')?.expiresAt).toBe(NOW + DAY)
    expect(await kinds({ maxExpiryMs: DAY, highestLimit: 3 })).toEqual([])
    const lines = await world.store.record.read(TEAM, null, 10)
    expect(lines.map(({ kind, actor, result }) => [kind, actor, result])).toContainEqual([
      'shortened',
      'U0BOSS',
      'policy',
    ])
  })

  it('ends by the reason policy where no terms would help', async () => {
    await keep()
    expect(await apply({ requirePassword: true })).toMatchObject({ answer: { ended: 1, shortened: 0 } })
    expect((await storedShare(world))?.end).toMatchObject({ reason: 'policy', by: 'U0BOSS' })
  })

  it('stays as it is where somebody else presses', async () => {
    const share = await keep()
    expect(await apply({ requirePassword: true }, 'U0BOB')).toMatchObject({
      refusal: { reason: 'admins-only', to: 'apply-rules' },
    })
    expect(await storedShare(world)).toEqual(share)
  })

  it('stays as it is where an admin says so, which is one line, and is for admins alone', async () => {
    const share = await keep()
    const answer = (userId: string) =>
      answerOutgrown(deps({ requirePassword: true })).keep({ team: TEAM, userId, reference: 'REF23457' })
    expect(await answer('U0BOB')).toMatchObject({ refusal: { reason: 'admins-only' } })
    for (const _ of [1, 2])
      expect(await answer('U0BOSS')).toMatchObject({ answer: { kind: 'outgrown-kept', by: 'U0BOSS' } })
    expect(await storedShare(world)).toEqual(share)
    const lines = await world.store.record.read(TEAM, null, 10)
    expect(lines).toMatchObject([{ kind: 'kept', actor: 'U0BOSS', result: 'rules' }])
  })

  it('is told to admins, once, and nothing happens to it', async () => {
    const share = await keep()
    const sent: [string, OutgrownQuestion][] = []
    const tell = tellOutgrown({
      ...deps({ requirePassword: true }),
      ...UNTIL_TOLD,
      adminsOf: async () => ['C0ADMINS'],
      claimIdempotencyKey: world.store.claimIdempotencyKey,
      sendOutgrown: async (_team, to, question) => void sent.push([to, question]),
    })
    await tell()
    await tell()
    expect(sent).toMatchObject([['C0ADMINS', { ends: 1, shortens: 0, newest: [{ id: share.id }] }]])
    expect(await storedShare(world)).toEqual(share)
  })

  it('is told to the other admins where one cannot be told', async () => {
    await keep()
    const sent: string[] = []
    await tellOutgrown({
      ...deps({ requirePassword: true }),
      ...UNTIL_TOLD,
      adminsOf: async () => ['U0GONE', 'U0BOSS'],
      claimIdempotencyKey: world.store.claimIdempotencyKey,
      sendOutgrown: async (_team, to) => {
        if (to === 'U0GONE') throw new SlackError('refused', 'user_not_found')
        sent.push(to)
      },
    })()
    expect(sent).toEqual(['U0BOSS'])
  })

  it('is told once where the answer of Slack is lost', async () => {
    await keep()
    const sent: string[] = []
    await tellOutgrown({
      ...deps({ requirePassword: true }),
      ...UNTIL_TOLD,
      adminsOf: async () => ['U0BOSS', 'U0OTHER'],
      claimIdempotencyKey: world.store.claimIdempotencyKey,
      sendOutgrown: async (_team, to) => {
        sent.push(to)
        if (to === 'U0BOSS') throw slackError('unknown')
      },
    })()
    expect(sent).toEqual(['U0BOSS', 'U0OTHER'])
  })

  it('is told once Slack is back, to each once', async () => {
    await keep()
    const sent: string[] = []
    const tried: string[] = []
    const failOnce = (what: string) => {
      if (!tried.includes(what)) {
        tried.push(what)
        throw slackError('not-sent')
      }
    }
    await tellOutgrown({
      ...deps({ requirePassword: true }),
      ...UNTIL_TOLD,
      adminsOf: async () => {
        failOnce('who')
        return ['U0BOSS', 'U0OTHER']
      },
      claimIdempotencyKey: world.store.claimIdempotencyKey,
      sendOutgrown: async (_team, to) => {
        if (to === 'U0BOSS') failOnce(to)
        sent.push(to)
      },
    })()
    expect(sent).toEqual(['U0OTHER', 'U0BOSS'])
  })
})
