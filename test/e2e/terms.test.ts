import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { firstAnswer } from '../support/answers.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

test('a password reaches the portal and whoever set it, and nobody else', async () => {
  const { portal, slack, startBot, logged } = await setStage({
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  })
  await startBot()
  const secret = 'correct horse 42'
  await slack
    .person('alice')
    .command(`/sharelink ${FILES.report} max 3 password "${secret}"`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes(secret)))
  expect(addressOf(posted)).toMatch(/\/s\/[\w-]+$/)
  expect(slack.render(posted)).toContain('password protected')
  expect(slack.render(posted)).toContain("edits and downloads there aren't counted")
  expect(portal.links(FILES.report)[0]?.password).toBe(secret)
  expect(JSON.stringify([slack.history('#general'), logged])).not.toContain(secret)
})

test('view only: the portal denies the download, no limit applies', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} VIEW for 2h`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect(portal.links(FILES.report)[0]).toMatchObject({ denyDownload: true })
  expect(slack.render(posted)).toContain('view only')
  expect(buttonNames(posted)).toEqual(['Open', 'Details', 'Revoke'])
})

test('what is pasted and typed on a phone is meant as it looks', async () => {
  const { portal, slack, startBot } = await setStage({ ENCRYPTION_KEY: randomBytes(32).toString('base64') })
  await startBot()
  const address = `${portal.url}/doceditor?fileid=${FILES.report}`
  const typed = `/sharelink <${address}>, for\u00a0１h – max ３, password “correct–horse, 42”, note: “soon”, or so.`
  await slack.person('alice').command(typed, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const [link] = portal.links(FILES.report)
  const life = Date.parse(link?.expirationDate ?? '') - Date.now()
  expect(Math.abs(life - 3_600_000)).toBeLessThan(60_000)
  expect(slack.render(posted)).toContain('0 of 3 downloads')
  // These stay what was typed, but for the quotes around.
  expect(link?.password).toBe('correct–horse, 42')
  expect(slack.render(posted)).toContain('“soon”, or so.')
  const id = shareIdOf(posted)
  await slack
    .person('alice')
    .command(`/sharelink revoke (${id?.slice(0, 3)}–${id?.slice(3)}).`, { in: '#general' })
  await slack.waitFor(() => portal.links(FILES.report).length === 0 || undefined)
})

test('a moment of day is meant in the time zone of whoever types it', async () => {
  const { portal, slack, startBot } = await setStage({ MAX_EXPIRY: '3650d' })
  await startBot()
  const year = new Date().getUTCFullYear() + 1
  await slack
    .person('bob')
    .command(`/sharelink ${FILES.report} until ${year}-01-15 17:00`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect(new Date(portal.links(FILES.report)[0]?.expirationDate ?? 0).toISOString()).toBe(
    `${year}-01-15T22:00:00.000Z`,
  )
  expect(slack.render(posted, 'bob')).toMatch(/5:00 ?PM/i)
})

test('`until` is read by the offset of a person for whom Slack names no zone', async () => {
  const { portal, slack, startBot } = await setStage()
  slack.change(() => Object.assign(slack.user('bob'), { clock: { tz: null, tz_offset: -28_800 } }))
  await startBot()
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await slack.person('bob').command(`/sharelink ${FILES.report} until ${day} 15:00`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect(new Date(portal.links(FILES.report)[0]?.expirationDate ?? 0).toISOString()).toBe(
    `${day}T23:00:00.000Z`,
  )
})

test('`in #channel` posts there; the answer says where', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} in #random`, { in: '#general' })
  await slack.waitFor((s) => s.history('#random').find((m) => addressOf(m)))
  const told = await firstAnswer(slack, 'alice')
  expect(slack.render(told)).toContain('in #random')
  expect(slack.history('#general')).toEqual([])
})

test('nobody posts into a private channel that they are not in by way of the bot', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const board = slack.channel('#board')
  const outside = ['alice', 'bob', 'carol'].find((name) => !board.members.includes(slack.user(name).id)) ?? ''
  await slack.person(outside).command(`/sharelink ${FILES.report} in #board`, { in: '#general', force: true })
  const told = await firstAnswer(slack, outside)
  expect(slack.render(told)).toContain("can't find a channel #board")
  await slack.idle()
  expect(slack.history('#board')).toEqual([])
  expect(portal.links(FILES.report)).toEqual([])
})

test('where the bot is not, the share is made and its link is given privately', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const secret = slack.channel('#secret')
  const member = secret.members.find((id) => id === slack.user('alice').id) ?? secret.members[0] ?? ''
  await slack.person(member).command(`/sharelink ${FILES.report}`, { in: '#secret' })
  const told = await firstAnswer(slack, member)
  expect(slack.render(told)).toContain('/invite @Sharelink')
  expect(told.text).toContain('share=')
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('a channel shared with another company is asked about first; nothing is made before the answer', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${FILES.report}`, { in: '#acme-shared' })
  const question = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.text.includes('another company')),
  )
  expect(question.text).toContain('Share Q3.docx outside your company?')
  expect(question.text).toContain('another company (Acme Ltd)')
  expect(question.text).toContain('10 downloads')
  await slack.idle()
  expect(portal.links(FILES.report)).toEqual([])
  await alice.click(question, { label: 'Share' }, { copies: 2, concurrently: true })
  await slack.waitFor((s) => s.history('#acme-shared').find((m) => addressOf(m)))
  await slack.idle()
  expect(slack.history('#acme-shared')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)

  await alice.command(`/sharelink ${FILES.pdf}`, { in: '#acme-shared' })
  const again = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.ts !== question.ts && e.text.includes('another company')),
  )
  await alice.click(again, { label: 'Cancel' })
  await slack.waitFor(
    (s) => !s.ephemerals('alice').some((e) => e.text.includes('Nothing has been made yet')) || undefined,
  )
  expect(portal.links(FILES.pdf)).toEqual([])
})

test('the same command delivered three times makes one share', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  await slack
    .person('alice')
    .command(`/sharelink ${FILES.report}`, { in: '#general', copies: 3, concurrently: true })
  await firstAnswer(slack, 'alice')
  await slack.idle()
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

// Real clocks move on while a request is on its way; the very second is held in http-receiver.test.ts.
test.each([-330, 330])('a request dated %d s off is turned away', async (offsetSeconds) => {
  const { slack, startBot } = await setStage()
  await startBot()
  const ack = await slack
    .person('alice')
    .command(`/sharelink ${FILES.report}`, { in: '#general', offsetSeconds })
  expect(ack.status).toBe(401)
  expect(slack.history('#general')).toEqual([])
})
