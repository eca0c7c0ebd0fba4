import { test } from 'vitest'
import { FILES, ROOTS, USERS } from '../../sandbox/portal/seed-ids.ts'
import type { Fault } from '../../sandbox/portal/types.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64')
const OWNER = 'owner'

/** Alice shares the report with these terms in #general. */
const share = async ({ slack }: Stage, terms: string): Promise<SlackMessage> => {
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: '#general' })
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
}

const link = ({ portal }: Stage) => {
  const [found] = portal.links(FILES.report)
  if (found === undefined) throw new Error('no link')
  return found
}
const nameOf = ({ portal }: Stage, userId: string): string => portal.state.users[userId]?.displayName ?? OWNER

/** The first reply that says so. */
const said = ({ slack }: Stage, posted: SlackMessage, words: string): Promise<SlackMessage> =>
  slack.waitFor((s) => s.thread(posted).find((reply) => s.render(reply).includes(words)))
const shows = ({ slack }: Stage, posted: SlackMessage, words: string, shown = true) =>
  slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes(words) === shown || undefined)

test.concurrent('what somebody changes in the portal is told with who and what, and a deleted link is over', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ENCRYPTION_KEY, ON_DRIFT: 'tell' }, {}, onTestFinished)
  const { portal, slack, startBot, logged } = stage
  await startBot()
  const posted = await share(stage, 'password long-enough-1A!')
  const mine = link(stage)
  const olga = nameOf(stage, USERS.member)

  portal.editLink(FILES.report, mine.id, { expirationDate: null, password: null }, USERS.member)
  const told = await said(stage, posted, 'was changed in DocSpace')
  expect(slack.render(told)).toContain(`by ${olga}: it no longer expires there and its password was removed.`)
  expect(slack.render(told)).toContain('Sharelink will still close it')
  await shows(stage, posted, `changed in DocSpace by ${olga}`)
  // Only told: the link stays as it was made there.
  expect(link(stage)).toMatchObject({ expirationDate: null, password: null })

  portal.editLink(FILES.report, mine.id, {
    expirationDate: mine.expirationDate,
    password: 'long-enough-1A!',
  })
  const earlier = new Date(Date.now() + 3_600_000).toISOString()
  portal.editLink(FILES.report, mine.id, { expirationDate: earlier })
  await said(stage, posted, 'it now expires')
  await shows(stage, posted, 'it now <!date')

  portal.deleteLink(FILES.report, mine.id, USERS.member)
  const over = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(over)).toContain(`${olga} deleted the link in DocSpace.`)
  const ended = slack.message('#general', posted.ts)
  expect(ended && buttonNames(ended)).toEqual(['Details'])
  expect(ended?.text).not.toContain('it now ')
  expect(portal.links(FILES.report)).toEqual([])
  await slack.idle()
  expect(slack.thread(posted)).toHaveLength(3)
  expect(logged.join('')).not.toContain('long-enough-1A!')
})

test.concurrent('A16: what opens a link further is put back and told; what closes it stays, and its limit is kept meanwhile', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ENCRYPTION_KEY }, {}, onTestFinished)
  const { portal, slack, startBot, logged } = stage
  await startBot()
  const posted = await share(stage, 'max 2')
  const mine = { ...link(stage) }
  const olga = nameOf(stage, USERS.member)

  portal.editLink(FILES.report, mine.id, { access: 10, expirationDate: null }, USERS.member)
  await download(addressOf(posted) ?? '', 'Firefox')
  const told = await said(stage, posted, 'was changed in DocSpace')
  expect(slack.render(told)).toContain(
    `by ${olga}: it no longer expires there and people can now edit the file.`,
  )
  expect(slack.render(told)).toContain('Sharelink put it back.')
  expect(link(stage)).toMatchObject({ access: 2, code: mine.code, expirationDate: mine.expirationDate })
  await shows(stage, posted, '1 of 2 downloads')

  // An earlier end and a password of hers are written back with the rest.
  const earlier = new Date(Date.now() + 3_600_000).toISOString()
  portal.editLink(
    FILES.report,
    mine.id,
    { access: 10, expirationDate: earlier, password: 'not-ours-1A!' },
    USERS.member,
  )
  const partly = await said(stage, posted, 'undid what made it more open')
  expect(slack.render(partly)).toContain("it got a password that Sharelink doesn't know")
  expect(link(stage)).toMatchObject({ access: 2, password: 'not-ours-1A!' })
  expect(Date.parse(link(stage).expirationDate ?? '')).toBe(Date.parse(earlier))
  await shows(stage, posted, 'it now <!date')
  await slack.idle()
  expect(slack.thread(posted).filter((reply) => reply.text.includes('was changed'))).toHaveLength(2)
  expect(logged.join('')).not.toContain('not-ours')
})

test.concurrent('what is opened further before the portal goes away is put back when it is there again, and told once', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 2')
  const mine = { ...link(stage) }
  const answers = (match: Partial<Fault>) =>
    portal.fault({ ...match, times: 'always', action: { kind: 'status', status: 503 } })
  // The look at the link gets through; then there is nobody to write it.
  answers({ method: 'PUT' })
  portal.clearRequests()
  portal.editLink(FILES.report, mine.id, { access: 10, expirationDate: null }, USERS.member)
  await expect.poll(() => portal.requests({ method: 'PUT' }).length).toBeGreaterThan(1)
  answers({})
  portal.clearRequests()
  await expect.poll(() => portal.requests().length).toBeGreaterThan(2)
  expect(link(stage)).toMatchObject({ access: 10, expirationDate: null })
  expect(slack.thread(posted)).toEqual([])

  portal.clearFaults()
  const told = await said(stage, posted, 'was changed in DocSpace')
  expect(slack.render(told)).toContain('Sharelink put it back.')
  expect(link(stage)).toMatchObject({ access: 2, code: mine.code, expirationDate: mine.expirationDate })
  await slack.idle()
  expect(slack.thread(posted)).toHaveLength(1)
})

test.concurrent('an extension leaves closed what people have closed in the portal', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ENCRYPTION_KEY }, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 2')
  const mine = { ...link(stage) }
  portal.editLink(FILES.report, mine.id, { password: 'not-ours-1A!', internal: true }, USERS.member)
  await said(stage, posted, "it got a password that Sharelink doesn't know")

  const extend = `/sharelink extend ${shareIdOf(posted)} for 1d max 5`
  await slack.person('alice').command(extend, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((one) => one.text.startsWith('Extended the link')))
  await slack.idle()
  expect(link(stage)).toMatchObject({ password: 'not-ours-1A!', internal: true })
  expect(Date.parse(link(stage).expirationDate ?? '')).toBeGreaterThan(Date.parse(mine.expirationDate ?? ''))
  await shows(stage, posted, "it got a password that Sharelink doesn't know")
})

test.concurrent('a link that the portal keeps open further than it was made is ended, with who opened it', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 2')
  // It answers as asked, and goes on as it was; a removal is taken.
  const body = { access: 2 }
  portal.fault({ method: 'PUT', body, times: 'always', action: { kind: 'lie', how: 'does-nothing' } })
  portal.editLink(FILES.report, link(stage).id, { access: 10 }, USERS.member)
  const over = await said(stage, posted, "couldn't undo that.")
  expect(slack.render(over)).toContain(`${nameOf(stage, USERS.member)} loosened it in DocSpace`)
  expect(portal.links(FILES.report)).toEqual([])
  await shows(stage, posted, "couldn't undo that")
  await slack.idle()
  expect(slack.thread(posted)).toHaveLength(1)
})

test.concurrent('with ON_DRIFT=repair it is put back under the same address, and a deleted link is over all the same', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({ ENCRYPTION_KEY, ON_DRIFT: 'repair' }, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'password long-enough-1A!')
  const mine = { ...link(stage) }

  portal.editLink(FILES.report, mine.id, { expirationDate: null, password: null }, USERS.member)
  const told = await said(stage, posted, 'was changed in DocSpace')
  expect(slack.render(told)).toContain(
    `by ${nameOf(stage, USERS.member)}: it no longer expires there and its password`,
  )
  expect(slack.render(told)).toContain('Sharelink put it back.')
  expect(link(stage)).toMatchObject({
    id: mine.id,
    code: mine.code,
    expirationDate: mine.expirationDate,
    password: mine.password,
  })

  portal.deleteLink(FILES.report, mine.id, USERS.member)
  await said(stage, posted, 'deleted the link in DocSpace')
  await slack.idle()
  expect(portal.links(FILES.report)).toEqual([])
  expect(slack.thread(posted)).toHaveLength(2)
})

test.concurrent('a file in the trash is told, and that it is back; moved, the link works on', async ({
  expect,
  onTestFinished,
}) => {
  const stage = await setStage({}, {}, onTestFinished)
  const { portal, slack, startBot } = stage
  await startBot()
  const posted = await share(stage, 'max 3')
  const address = addressOf(posted) ?? ''

  portal.trashFile(FILES.report, USERS.owner)
  const gone = await said(stage, posted, 'moved to the DocSpace trash')
  expect(slack.render(gone)).toContain(`by ${nameOf(stage, USERS.owner)}`)
  await shows(stage, posted, 'in the DocSpace trash')
  expect((await download(address, 'Firefox')).status).not.toBe(200)

  portal.restoreFile(FILES.report, USERS.owner)
  await said(stage, posted, 'is back in DocSpace, and the link works again.')
  await shows(stage, posted, 'in the DocSpace trash', false)
  expect((await download(address, 'Firefox')).status).toBe(200)

  const folder = portal.addFolder({
    title: 'Elsewhere',
    parentId: portal.state.files[FILES.report]?.folderId ?? ROOTS.rooms,
  })
  portal.moveFile(FILES.report, folder.id, USERS.owner)
  await said(stage, posted, 'was moved to another DocSpace folder')
  expect((await download(address, 'Chrome')).status).toBe(200)
  await shows(stage, posted, '2 of 3 downloads')
})
