import { expect, test, vi } from 'vitest'
import { FILES, KEYS, USERS } from '../../sandbox/portal/seed-ids.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import { firstAnswer } from '../support/answers.ts'
import { addressOf, saysOver, shareIdOf } from '../support/message.ts'
import { readyz } from '../support/readyz.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const TRAIL = '/api/2.0/security/audit/events/filter'
/** The trail has a key of its own, so that links can be made whatever becomes of it. */
const OWN_KEY = { DOCSPACE_AUDIT_API_KEY: KEYS.adminReadOnly }

interface Way {
  cause: 'plan' | 'rights' | 'key' | 'outage'
  words: RegExp
  env?: Record<string, string>
  breaks: (portal: Portal) => void
  mends: (portal: Portal) => void
}

const WAYS: [string, Way][] = [
  [
    'a plan without the trail, whose filters are not heeded',
    {
      cause: 'plan',
      words: /DocSpace plan has no audit trail/,
      breaks: (portal) => portal.configure({ audit: 'none' }),
      mends: (portal) => portal.configure({ audit: 'full' }),
    },
  ],
  [
    'a trail that is hidden',
    {
      cause: 'plan',
      words: /DocSpace plan has no audit trail/,
      breaks: (portal) => portal.configure({ audit: 'hidden' }),
      mends: (portal) => portal.configure({ audit: 'full' }),
    },
  ],
  [
    'a key that lacks the permission',
    {
      cause: 'rights',
      words: /can't read the DocSpace audit trail[\s\S]*Ask your Sharelink admin/,
      breaks: (portal) => portal.setKeyPermissions(KEYS.adminReadOnly, ['files:write']),
      mends: (portal) => portal.setKeyPermissions(KEYS.adminReadOnly, ['*:read']),
    },
  ],
  [
    'an admin who is none any more',
    {
      cause: 'rights',
      words: /can't read the DocSpace audit trail[\s\S]*Ask your Sharelink admin/,
      breaks: (portal) => portal.setUserKind(USERS.admin, 'user'),
      mends: (portal) => portal.setUserKind(USERS.admin, 'admin'),
    },
  ],
  [
    'a key that was revoked',
    {
      cause: 'key',
      words: /doesn't accept Sharelink's key[\s\S]*Ask your Sharelink admin/,
      breaks: (portal) => portal.revokeKey(KEYS.adminReadOnly),
      mends: (portal) => portal.restoreKey(KEYS.adminReadOnly),
    },
  ],
  [
    'a portal that gives no trail for long',
    {
      cause: 'outage',
      words: /audit trail can't be read[\s\S]*Counting resumes once/,
      env: { BLIND_AFTER: '2s' },
      breaks: (portal) =>
        portal.fault({ path: TRAIL, times: 'always', action: { kind: 'status', status: 503 } }),
      mends: (portal) => portal.clearFaults(),
    },
  ],
]

/** Waits until `/readyz` says that of the trail; it never answers anything but 200. */
const auditIs = async (port: number, expected: object): Promise<void> => {
  const read = async () => {
    const { status, body } = await readyz(port)
    expect([status, body.audit]).toEqual([200, expected])
  }
  await vi.waitFor(read, { timeout: 45_000, interval: 200 })
}

/** Types a command, and gives back the message that it makes. */
const share = async ({ slack }: Stage, text: string) => {
  const before = new Set(slack.history('#general').map(({ ts }) => ts))
  await slack.person('alice').command(`/sharelink ${text}`, { in: '#general' })
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m) && !before.has(m.ts)))
}

test.concurrent.for(WAYS)(
  '%s: no limit is promised until downloads are seen again',
  async ([_, { cause, words, env, breaks, mends }], { expect, onTestFinished }) => {
    const stage = await setStage({ ...OWN_KEY, ...env }, {}, onTestFinished)
    const { portal, slack, startBot } = stage
    // As every portal has them: by what nobody asked for a plan without the trail is told.
    portal.emit({ target: FILES.report, at: new Date(Date.now() - 86_400_000) })
    const { port } = await startBot()
    await auditIs(port, { status: 'ok' })

    breaks(portal)
    await auditIs(port, { status: 'degraded', cause, detail: expect.any(String) })
    const links = portal.links().length
    await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
    const refused = await firstAnswer(slack, 'alice')
    expect(slack.render(refused)).toMatch(/^Links with a limit can't be made right now/)
    expect(slack.render(refused)).toMatch(words)
    expect(refused.text).toMatch(/limit can't be made right now\.[\s\S]*max none[\s\S]*view/)
    await slack.idle()
    expect([portal.links().length, slack.history('#general')]).toEqual([links, []])

    await share(stage, `${FILES.report} max none`)
    await share(stage, `${FILES.pdf} view`)
    expect(portal.links()).toHaveLength(links + 2)

    mends(portal)
    await auditIs(port, { status: 'ok' })
    expect(slack.render(await share(stage, `${FILES.report} max 3`))).toContain('0 of 3 downloads')
  },
)

test.concurrent('nothing ends wrongly while downloads are not seen, and all are counted when they are', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage(OWN_KEY, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  const { port } = await startBot()
  await auditIs(port, { status: 'ok' })
  const posted = await share(stage, `${FILES.report} max 3`)
  const address = addressOf(posted) ?? ''
  const text = () => slack.message('#general', posted.ts)?.text ?? ''

  portal.revokeKey(KEYS.adminReadOnly)
  await auditIs(port, { status: 'degraded', cause: 'key', detail: expect.any(String) })
  for (const browser of ['Firefox one', 'Chrome two']) {
    expect((await download(address, browser)).status).toBe(200)
  }
  portal.clearRequests()
  await portal.waitForRequest({ path: TRAIL }, { count: 3 })
  expect(text()).toContain('0 of 3 downloads')
  expect((await fetch(address, { method: 'HEAD', headers: { range: 'bytes=1-' } })).ok).toBe(true)
  // A live link may be given more meanwhile.
  await slack.person('alice').command(`/sharelink extend ${shareIdOf(posted)} max 4`, { in: '#general' })
  await slack.waitFor(() => text().includes('0 of 4 downloads'))

  portal.restoreKey(KEYS.adminReadOnly)
  await slack.waitFor(() => text().includes('2 of 4 downloads'))
  await auditIs(port, { status: 'ok' })
  await download(address, 'Safari three')
  await download(address, 'Edge four')
  const end = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(end)).toContain('all 4 downloads used')
})

test.concurrent('a link that has ended does not come back with a limit meanwhile', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage(OWN_KEY, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  const { port } = await startBot()
  const alice = slack.person('alice')
  await auditIs(port, { status: 'ok' })
  const posted = await share(stage, `${FILES.report} for 1s max 3`)
  await slack.waitFor((s) => saysOver(s.message('#general', posted.ts)))

  portal.setUserKind(USERS.admin, 'user')
  await auditIs(port, { status: 'degraded', cause: 'rights', detail: expect.any(String) })
  const extend = (terms: string) =>
    alice.command(`/sharelink extend ${shareIdOf(posted)} ${terms}`, { in: '#general' })
  await extend('for 1h')
  const refused = await slack.waitFor((s) =>
    s.ephemerals('alice').find((m) => m.text.includes('Download counting')),
  )
  expect(refused.text).toMatch(/can't be extended right now\.[\s\S]*extend \w{6} max none/)

  await extend('for 1h max none')
  await slack.waitFor((s) => addressOf(s.message('#general', posted.ts) ?? posted) !== undefined)
  expect(slack.message('#general', posted.ts)?.text).not.toContain('of 3 downloads')
})

test.concurrent('where the first look finds no trail, whoever shares first is told so', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ...OWN_KEY, MAX_DOWNLOADS_LIMIT: '20' }, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  portal.configure({ audit: 'none' })
  portal.emit({ target: FILES.report })
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const refused = await firstAnswer(slack, 'alice')
  expect(refused.text).toMatch(/can't be made right now[\s\S]*no audit trail/)
  // Every link has a limit here.
  expect(refused.text).not.toContain('max none')
  await slack.idle()
  expect(slack.history('#general')).toEqual([])
  await share(stage, `${FILES.report} view`)
})
