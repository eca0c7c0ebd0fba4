import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

/** What somebody was told privately after a command, once it begins with these words. */
const told = (slack: Slack, who: string, head: string, timeoutMs = 10_000) =>
  slack.waitFor((s) => s.ephemerals(who).find(({ text }) => text.startsWith(head)), {
    timeoutMs,
    what: `${who} to be told: ${head}`,
  })

const tryIt = (slack: Slack, who: string, line = `/sharelink canary ${FILES.report}`) =>
  slack.person(who).command(line, { in: '#general' })

const downloadsOf = (portal: Stage['portal']) => portal.requests({ method: 'GET', path: '/filehandler.ashx' })

test('an admin tries the counting: it works, and nobody’s share counts it', async () => {
  const { portal, slack, startBot, logged } = await setStage()
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} max 2`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const before = portal.links(FILES.report).length

  await tryIt(slack, 'carol')
  await told(slack, 'carol', 'Testing the counting')
  const outcome = await told(slack, 'carol', 'Counting works')
  expect(slack.render(outcome)).toMatch(/A test download showed up in (?:under )?\d+ s/)
  expect(portal.links(FILES.report)).toHaveLength(before)

  // Two visitors use up the limit: had the trial been counted, the first of them would have.
  for (const browser of ['Firefox one', 'Chrome two']) {
    expect((await download(addressOf(posted) ?? '', browser)).status).toBe(200)
    const used = browser === 'Firefox one' ? '1 of 2 downloads' : '2 of 2 downloads'
    await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes(used))
  }
  expect(portal.events().filter(({ actionId }) => actionId === 5009)).toHaveLength(3)
  expect(logged.join('')).not.toMatch(/share=(?!\[secret\])|sk-[0-9a-f]{20}|"level":"error"/)
})

test('anybody else is turned away, and a file must be named where none is set', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  await tryIt(slack, 'alice')
  await told(slack, 'alice', 'Only admins can test the download counting.')
  await tryIt(slack, 'carol', '/sharelink canary')
  await told(slack, 'carol', 'Which file should the test use')
  await tryIt(slack, 'carol', '/sharelink canary 4821 for 7d')
  await told(slack, 'carol', "I didn't understand for. Nothing more can follow here.")
  await slack.idle()
  expect(downloadsOf(portal)).toEqual([])
})

test('it waits for a trail that is late, also over a restart, and whoever asks meanwhile joins', async () => {
  const { portal, slack, startBot } = await setStage()
  const first = await startBot()
  portal.configure({ auditHeld: true })
  await tryIt(slack, 'carol')
  await portal.waitForRequest({ method: 'GET', path: '/filehandler.ashx' })
  await tryIt(slack, 'carol', `/sharelink canary ${FILES.pdf}`)
  const joined = await told(slack, 'carol', 'A test with file')
  expect(joined.text).toContain(FILES.report)
  await first.close()

  await startBot()
  portal.configure({ auditHeld: false })
  portal.releaseEvents()
  await slack.waitFor(
    (s) => s.ephemerals('carol').filter(({ text }) => text.startsWith('Counting works')).length === 2,
  )
  expect(downloadsOf(portal)).toHaveLength(1)
  expect(portal.links(FILES.pdf)).toEqual([])
})

test('a plan without the trail, a file without a slot, a visitor turned away: each is told, with what to do', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  portal.configure({ audit: 'none' })
  await tryIt(slack, 'carol')
  const plan = await told(slack, 'carol', "Counting doesn't work")
  expect(plan.text).toContain('the DocSpace plan has no audit trail.\n')
  expect(portal.links(FILES.report)).toEqual([])

  portal.configure({ audit: 'full' })
  await tryIt(slack, 'carol', `/sharelink canary ${FILES.quotaFull}`)
  const full = await told(slack, 'carol', "The counting test couldn't run: no link could be made")
  expect(full.text).toContain('already has 6 links, the most DocSpace allows for one file')
  expect(portal.links(FILES.quotaFull)).toHaveLength(6)

  portal.fault({ path: '/filehandler.ashx', action: { kind: 'status', status: 403 } })
  await tryIt(slack, 'carol')
  await told(slack, 'carol', "The counting test couldn't run: DocSpace turned the download away")
  expect(portal.links(FILES.report)).toEqual([])
})

test('the Home of an admin has a button for it, and what came of it', async () => {
  const { slack, startBot } = await setStage({ CANARY_FILE: FILES.report })
  await startBot()
  const says = (words: string | RegExp) =>
    slack.waitFor((s) => {
      const home = s.home('carol')
      const text = home === undefined ? '' : s.render(home, 'carol')
      return (typeof words === 'string' ? text.includes(words) : words.test(text)) && text
    })
  await slack.person('carol').openHome()
  // The trial of the day comes first, and says nothing to anybody else.
  await says(/Last test .*: a download showed up in/)
  const home = await slack.waitFor((s) => s.home('carol'))
  await slack.person('carol').click(home, { label: 'Test the counting' })
  const direct = () => slack.history(slack.dm('carol')).map(({ text }) => text.split('\n')[0] ?? '')
  await slack.waitFor(() => direct().length === 2)
  expect(direct()[0]).toContain('Testing the counting')
  expect(direct()[1]).toContain('Counting works')
})

test('a daily trial that fails is told to admins, once: one by one where their channel is closed', async () => {
  const { slack, startBot } = await setStage({
    CANARY_FILE: FILES.unshareable,
    ADMIN_CHANNEL: 'C0NOWHERE',
    ADMIN_USERS: 'U0CAROL003',
  })
  await startBot()
  const warning = await slack.waitFor((s) => s.history(s.dm('carol'))[0])
  expect(warning.text).toContain("The daily counting test failed.\nThe counting test couldn't run")
  expect(warning.text).toContain('Reference: ')
  // The same once more, as after a restart: not before tomorrow.
  await startBot()
  await tryIt(slack, 'carol')
  await told(slack, 'carol', 'Counting works')
  await slack.idle()
  expect(slack.history(slack.dm('carol'))).toHaveLength(1)
})

test('killed while the portal was making its link, it leaves none behind and gives the outcome', async () => {
  const { portal, slack, start } = await outside()
  const first = await start()
  portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 3_000, when: 'after' } })
  await tryIt(slack, 'carol')
  await expect.poll(() => portal.links(FILES.report).length).toBe(1)
  first.process.kill('SIGKILL')
  await first.ended

  await start()
  await told(slack, 'carol', 'Counting works', 30_000)
  expect(portal.links(FILES.report)).toEqual([])
  expect(downloadsOf(portal)).toHaveLength(1)
})
