import { randomBytes, randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { type ApprovalDecision, MOST_WAITING } from '../../../src/domain/approval.ts'
import type { RecordLine } from '../../../src/domain/record-line.ts'
import { createKeys } from '../../../src/store/keys.ts'
import { createStore } from '../../../src/store/store.ts'
import { createVault } from '../../../src/store/vault.ts'
import { allThatIsStored } from '../../support/all-that-is-stored.ts'
import { anApprovalRequest } from '../../support/an-approval-request.ts'
import { aRequest, DAY, NOW, TEAM } from '../../support/builders.ts'

let redis: Redis
let namespace: string
let store: ReturnType<typeof createStore>
const vault = createVault(randomBytes(32))
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  namespace = `test:${randomUUID()}`
  store = createStore(redis, namespace, vault)
})
afterEach(() => redis.disconnect())

const request = anApprovalRequest()
const line = (kind: RecordLine['kind']): RecordLine => ({ kind, actor: 'U0CAROL', share: request.id })
const decision = (more: Partial<ApprovalDecision> = {}): ApprovalDecision => ({
  how: 'approved',
  by: 'U0CAROL',
  at: NOW,
  reference: 'REF1',
  ...more,
})
const kinds = async () => (await store.record.read(TEAM, null, 100)).map(({ kind }) => kind)
const made = aRequest({ shareId: request.id })
const approved = { by: 'U0CAROL', rules: request.rules }

it('takes one of many answers, with one line in the record, and gives it to all', async () => {
  await store.approvals.ask(request)
  await store.approvals.posted(request, { channel: 'C0ADMINS', ts: '1.2' }, line('asked'))
  await store.approvals.posted(request, { channel: 'C0ADMINS', ts: '3.4' }, line('asked'))
  const others = Array.from({ length: 6 }, () => new Redis({ path: inject('redisSocket') }))
  const answers = await Promise.all(
    others.map((other, index) => {
      const how = index % 2 === 0 ? 'approved' : 'disapproved'
      const given = decision({ how, reference: `REF${index}` })
      return createStore(other, namespace, vault).approvals.decide(request, given, line(how))
    }),
  )
  for (const other of others) other.disconnect()
  const [first] = answers
  expect(answers).toEqual(answers.map(() => first))
  expect(await kinds()).toEqual(['asked', first?.how])
  expect(await store.approvals.find(request)).toEqual({
    request,
    place: { channel: 'C0ADMINS', ts: '1.2' },
    decision: first,
    told: null,
  })
})

it('lets so many requests of one person wait, and another once one is answered or over', async () => {
  const one = (index: number, more = {}) => anApprovalRequest({ id: `AAA22${index}`, ...more })
  for (let index = 0; index < MOST_WAITING; index += 1)
    expect(await store.approvals.ask(one(index, { until: NOW + (index + 1) * DAY }))).toBe(true)
  expect(await store.approvals.ask(one(0))).toBe(true)
  expect(await store.approvals.ask(one(7))).toBe(false)
  expect(await store.approvals.find(one(7))).toBeNull()
  await store.approvals.decide(one(0), decision(), line('approved'))
  expect(await store.approvals.ask(one(7))).toBe(true)
  expect(await store.approvals.ask(one(8))).toBe(false)
  expect(await store.approvals.ask(one(8, { askedAt: NOW + 2 * DAY }))).toBe(true)
  for (const key of await redis.keys(`${namespace}:*approval*`))
    expect(await redis.ttl(key)).toBeGreaterThan(0)
})

it('has nothing to settle of a request that was withdrawn, or is gone', async () => {
  const { approvals } = store
  const other = anApprovalRequest({ id: 'AAA222' })
  await approvals.ask(request)
  await approvals.ask(other)
  expect(await approvals.toSettle(TEAM, request.until - 1, 10)).toEqual([])
  expect(await approvals.toSettle(TEAM, request.until, 1)).toHaveLength(1)
  await approvals.withdraw(other)
  expect(await approvals.toSettle(TEAM, request.until, 10)).toEqual([{ team: TEAM, id: request.id }])
  expect(await approvals.toSettle(TEAM, request.until + 5 * DAY, 10)).toEqual([])
})

it('T28: keeps what was asked for sealed, with the password and the reason', async () => {
  const secret = anApprovalRequest({
    asked: { ...request.asked, terms: { ...request.asked.terms, password: 'open sesame 7' } },
  })
  await store.approvals.ask(secret)
  expect((await store.approvals.find(secret))?.request).toEqual(secret)
  const kept = await allThatIsStored(redis, namespace)
  expect(kept.some((one) => one.includes(':approval:'))).toBe(true)
  expect(kept.filter((one) => /sesame|auditors|hooks\.example/.test(one))).toEqual([])
})

it('gives the link that was granted first, where it is asked for again', async () => {
  const { approvals } = store
  await approvals.ask(request)
  expect(await approvals.grant(made, approved)).toEqual(made)
  const later = {
    ...made,
    terms: { ...made.terms, expiresAt: made.terms.expiresAt + 5_000 },
    sealedPassword: 'anew',
  }
  expect(await approvals.grant(later, approved)).toEqual(made)
  expect(await approvals.granted(made)).toEqual(approved)
})

it('T29: lets exactly the approved link be made, once, and no other, nor by what a hand writes', async () => {
  const { approvals } = store
  await approvals.ask(request)
  expect(await approvals.granted(made)).toBeNull()
  await approvals.grant(made, approved)
  expect(await approvals.granted(made)).toEqual(approved)
  const others = [
    { fileId: '9999' },
    { linkId: '22222222-3333-4444-8555-666666666666' },
    { channel: { id: 'C0OTHER', name: 'other' } },
    { creator: { id: 'U0BOB', name: 'Bob' } },
    { sealedPassword: 'another' },
    { shareId: 'K7M4QY' },
    { terms: { ...made.terms, expiresAt: made.terms.expiresAt + 1_000 } },
    { terms: { ...made.terms, limit: 100 } },
  ]
  for (const other of others) expect(await approvals.granted({ ...made, ...other })).toBeNull()

  // A hand copies it to another link, or writes one of its own.
  const keys = createKeys(namespace)
  const key = keys.approval(request)
  const sealed = (await redis.hget(key, 'grant')) ?? ''
  await redis.hset(keys.approval({ team: TEAM, id: 'K7M4QY' }), 'grant', sealed)
  expect(await approvals.granted({ ...made, shareId: 'K7M4QY' })).toBeNull()
  await redis.hset(key, { grant: JSON.stringify({ of: '', approved }), decision: JSON.stringify(decision()) })
  expect(await approvals.granted(made)).toBeNull()
  expect((await approvals.find(request))?.decision).toBeNull()
  await redis.hset(key, 'grant', sealed)
  expect(await approvals.granted(made)).toEqual(approved)
  await approvals.use(request)
  expect(await approvals.granted(made)).toBeNull()
})
