import { randomBytes } from 'node:crypto'
import { test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Portal } from '../../sandbox/portal/types.ts'
import type { SlackEphemeral, SlackMessage } from '../../sandbox/slack/model.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { addressOf, buttonNames, END_TOLD, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const DAY = 86_400_000

const share = async ({ slack }: Stage, terms: string): Promise<SlackMessage> => {
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
}
const now = (slack: Slack, posted: SlackMessage): SlackMessage =>
  slack.message('#general', posted.ts) ?? posted
const said = (slack: Slack, who: string, words: RegExp): Promise<SlackEphemeral> =>
  slack.waitFor((s) => s.ephemerals(who).find((one) => words.test(one.text)), { what: `${who}: ${words}` })
/** A copy: the stand-in's own would change under us. */
const linksNow = (portal: Portal) => structuredClone(portal.links(FILES.report))
/** How often the channel was told that the link has ended. */
const ends = (slack: Slack) =>
  slack.history('#general').filter((m) => m.broadcast && END_TOLD.test(m.text)).length
const ended = (slack: Slack, times = 1) =>
  slack.waitFor(() => ends(slack) === times, { what: `told of ${times} ends` })

test.concurrent('by command: a later end and a higher limit, under the same address, and nothing else changes', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 3 note for the board')
  const address = addressOf(posted)
  const id = shareIdOf(posted)
  const [before] = linksNow(portal)

  const ack = await slack.person('alice').command(`/sharelink extend ${id} for 1d max 5`, { in: '#design' })
  expect(ack).toMatchObject({ status: 200, late: false })
  const answer = await said(slack, 'alice', /^Extended the link/)
  expect(slack.render(answer)).toContain('0 of 5 downloads')
  const shown = await slack.waitFor((s) => {
    const message = s.message('#general', posted.ts)
    return message?.text.includes('0 of 5 downloads') ? message : undefined
  })
  expect(addressOf(shown)).toBe(address)
  expect(slack.render(shown)).toContain('for the board')
  expect(buttonNames(shown)).toEqual(['Download', 'Details', 'Revoke'])

  const [after, ...others] = portal.links(FILES.report)
  expect(others).toEqual([])
  const later = new Date(new Date(before?.expirationDate ?? 0).getTime() + DAY)
  expect(new Date(after?.expirationDate ?? 0)).toEqual(later)
  expect(after).toEqual({ ...before, expirationDate: after?.expirationDate })
  expect((await download(address ?? '', 'Firefox')).sha256).toBe(portal.digest(FILES.report).sha256)
})

test.concurrent.for<[string, string, string]>([
  ['max 3', 'max none', 'No limit, counted every'],
  ['max none', 'max 3', "Opens in DocSpace · edits and downloads there aren't counted"],
])(
  'from %s to %s the address stays, and the message says what the limit is worth',
  async ([had, asked, words], { expect, onTestFinished }) => {
    const stage = await setStage({}, {}, onTestFinished)
    const { slack, startBot } = stage
    await startBot()
    const posted = await share(stage, had)
    await slack.person('alice').command(`/sharelink extend ${shareIdOf(posted)} ${asked}`, { in: '#general' })
    expect((await said(slack, 'alice', /^Extended the link/)).text).toContain(
      'The link itself stays the same.',
    )
    const shown = await slack.waitFor((s) => {
      const message = s.message('#general', posted.ts)
      return message && slack.render(message).includes(words) ? message : undefined
    })
    expect(addressOf(shown)).toBe(addressOf(posted))
  },
)

test.concurrent('used up: more time is not enough, more downloads bring the same address back, and counting goes on', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 1')
  const address = addressOf(posted) ?? ''
  const id = shareIdOf(posted)
  const real = { status: 200, sha256: portal.digest(FILES.report).sha256 }
  expect(await download(address, 'Firefox one')).toEqual(real)
  await ended(slack)
  expect((await download(address, 'Chrome two')).status).not.toBe(200)

  const alice = slack.person('alice')
  await alice.command(`/sharelink extend ${id} for 1d`, { in: '#general' })
  expect((await said(slack, 'alice', /more time won't help/)).text).toContain(`/sharelink extend ${id} max 4`)
  await alice.command(`/sharelink extend ${id} max 1`, { in: '#general' })
  await said(slack, 'alice', /must be above 1/)
  expect(portal.links(FILES.report)).toEqual([])

  await alice.command(`/sharelink extend ${id} max 3`, { in: '#general' })
  await said(slack, 'alice', /^Extended the link/)
  expect(await download(address, 'Safari three')).toEqual(real)
  const shown = await slack.waitFor((s) => {
    const message = s.message('#general', posted.ts)
    return message?.text.includes('2 of 3 downloads') ? message : undefined
  })
  expect(addressOf(shown)).toBe(address)
  expect(buttonNames(shown)).toEqual(['Download', 'Details', 'Revoke'])

  expect(await download(address, 'Edge four')).toEqual(real)
  await ended(slack, 2)
  expect(slack.render(now(slack, posted))).toContain('3 of 3 downloads used')
  expect((await download(address, 'Opera five')).status).not.toBe(200)
  expect(portal.links(FILES.report)).toEqual([])
})

test.concurrent('over by its time: the same address works again, until its new end', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'for 2s')
  const address = addressOf(posted) ?? ''
  const id = shareIdOf(posted)
  await ended(slack)
  expect(portal.links(FILES.report)).toEqual([])
  await slack.person('alice').command(`/sharelink extend ${id} for 4s`, { in: '#general' })
  await said(slack, 'alice', /^Extended the link/)
  expect((await download(address, 'Firefox')).sha256).toBe(portal.digest(FILES.report).sha256)
  await ended(slack, 2)
  expect((await download(address, 'Chrome')).status).not.toBe(200)
  expect(portal.links(FILES.report)).toEqual([])
})

test.concurrent('a password stays, unseen, before and after an end; what is over by hand stays over', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ENCRYPTION_KEY: randomBytes(32).toString('base64') }, {}, onTestFinished)
  const { portal, slack, startBot, logged } = stage
  await startBot()
  const secret = 'correct-horse-42'
  const posted = await share(stage, `for 4s password ${secret}`)
  const id = shareIdOf(posted)
  const alice = slack.person('alice')
  await alice.command(`/sharelink extend ${id} max 20`, { in: '#general' })
  await said(slack, 'alice', /^Extended the link.*\n.*of 20 downloads · password protected/)
  expect(portal.links(FILES.report)).toMatchObject([{ password: secret }])

  await ended(slack)
  await alice.command(`/sharelink extend ${id} for 1h`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').filter((e) => e.text.startsWith('Extended')).length === 2)
  expect(portal.links(FILES.report)).toMatchObject([{ password: secret, denyDownload: false }])
  await slack.waitFor((s) => addressOf(s.message('#general', posted.ts) ?? posted))
  expect(slack.render(now(slack, posted))).toContain('password protected')

  await alice.click(now(slack, posted), { label: 'Revoke' })
  await ended(slack, 2)
  await alice.command(`/sharelink extend ${id} for 1h`, { in: '#general' })
  expect(slack.render(await said(slack, 'alice', /can't be reopened/))).toContain('was revoked by @alice')
  await slack.idle()
  expect(portal.links(FILES.report)).toEqual([])
  expect(JSON.stringify([slack.history('#general'), logged])).not.toContain(secret)
})

test.concurrent('view only stays view only, and takes no limit', async ({ expect, onTestFinished }) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const id = shareIdOf(await share(stage, 'view for 2s'))
  await ended(slack)
  const alice = slack.person('alice')
  await alice.command(`/sharelink extend ${id} max 3`, { in: '#general' })
  await said(slack, 'alice', /view only, so there are no downloads to limit/)
  await alice.command(`/sharelink extend ${id} for 1h`, { in: '#general' })
  await said(slack, 'alice', /^Extended the link.*\n.*view only/)
  expect(portal.links(FILES.report)).toMatchObject([{ denyDownload: true }])
})

test.concurrent.for<[string, string, RegExp]>([
  ['a term that it does not have', 'view', /can't change view any more.*for, until and max/],
  ['too long', 'for 400d', /at most 90 days from now\.[\s\S]*\(MAX_EXPIRY\)/],
  ['too many', 'max 99', /at most 20 downloads here\.[\s\S]*\(MAX_DOWNLOADS_LIMIT\)/],
  ['no limit', 'max none', /MAX_DOWNLOADS_LIMIT/],
  ['what it has already', 'max 3', /already has this end and this limit/],
])('%s is refused privately, and nothing changes', async ([_, terms, words], { expect, onTestFinished }) => {
  const stage = await setStage({ MAX_DOWNLOADS_LIMIT: '20' }, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 3')
  const before = linksNow(portal)
  await slack.person('alice').command(`/sharelink extend ${shareIdOf(posted)} ${terms}`, { in: '#general' })
  await said(slack, 'alice', words)
  await slack.idle()
  expect(portal.links(FILES.report)).toEqual(before)
  expect(now(slack, posted).revisions).toHaveLength(1)
})

test.concurrent('a portal that is down: the person is told with a reference, and the share lives on as it was', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 3')
  const before = linksNow(portal)
  portal.fault({ method: 'PUT', times: 'always', action: { kind: 'status', status: 503 } })
  await slack.person('alice').command(`/sharelink extend ${shareIdOf(posted)} max 5`, { in: '#general' })
  const told = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => /DocSpace isn't answering/.test(e.text)),
  )
  expect(told.text).toMatch(/so the link to Q3\.docx stays as it was\.\n.*\nReference: \w{8}/)
  expect(portal.links(FILES.report)).toEqual(before)
  portal.clearFaults()
  await slack.person('alice').command(`/sharelink extend ${shareIdOf(posted)} max 5`, { in: '#general' })
  await said(slack, 'alice', /^Extended the link/)
})
