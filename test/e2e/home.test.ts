import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

/** The Home of somebody as they read it; empty before there is one. */
const readHome = (slack: Slack, who: string): string => {
  const home = slack.home(who)
  return home === undefined ? '' : slack.render(home, who)
}

/** Waits until somebody's Home says that. */
const says = (slack: Slack, who: string, words: string): Promise<string> =>
  slack.waitFor((s) => (readHome(s, who).includes(words) ? readHome(s, who) : null), {
    what: `the Home of ${who} to say: ${words}`,
    // What it says may have to be found out first.
  })

const openHome = async (slack: Slack, who: string): Promise<string> => {
  const ack = await slack.person(who).openHome()
  expect(ack).toMatchObject({ status: 200, late: false })
  return says(slack, who, '')
}

const click = async (
  slack: Slack,
  who: string,
  target: { block_id: string; action_id?: string; option?: string },
) => {
  const home = await slack.waitFor((s) => s.home(who))
  const ack = await slack.person(who).click(home, target)
  expect(ack).toMatchObject({ status: 200, late: false, problems: [] })
}

/** Chooses that in the menu of a row, and says yes. */
const revoke = async (slack: Slack, who: string, row: string) => {
  await click(slack, who, { block_id: row, option: 'Revoke…' })
  const question = await slack.waitFor((s) => s.view(who))
  expect(slack.render(question, who)).toContain('stops working right away')
  await slack.person(who).submit(question)
  const shown = await slack.waitFor((s) => s.view(who))
  await slack.person(who).close(shown)
}

test('a Home follows what happens to a share, from the first to the last, and acts on it', async () => {
  const { slack, startBot, logged } = await setStage()
  await startBot()
  const alice = slack.person('alice')

  await openHome(slack, 'alice')
  expect(await says(slack, 'alice', 'Welcome to Sharelink')).toContain('by default (up to')

  await alice.command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)
  expect(await says(slack, 'alice', `· #general · ID ${id}`)).toContain('Your live links: 1')
  await says(slack, 'alice', '0 of 3 downloads')
  await download(addressOf(posted) ?? '', 'Firefox one')
  expect(await says(slack, 'alice', '1 of 3 downloads')).not.toContain('filehandler')

  await click(slack, 'alice', { block_id: `mine:${id}`, option: 'Extend' })
  const form = await slack.waitFor((s) => s.view('alice'))
  expect(slack.render(form, 'alice')).toContain('Extend')
  await alice.close(form)
  await click(slack, 'alice', { block_id: `mine:${id}`, option: 'Details' })
  const details = await slack.waitFor((s) => s.view('alice'))
  expect(slack.render(details, 'alice')).toContain(id)
  await alice.close(details)

  await revoke(slack, 'alice', `mine:${id}`)
  const over = await says(slack, 'alice', 'Revoked by @alice ·')
  expect(over).toContain('Your live links\nYou have no live links.')
  expect(over).toContain(`1 of 3 downloads used\n#general · ID ${id}`)
  await slack.idle()
  expect(slack.history(slack.dm('alice'))).toEqual([])
  expect(logged.join('')).not.toContain('"level":"error"')
})

test('a click that came too late is answered directly', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  await openHome(slack, 'alice')
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const id = shareIdOf(posted)
  await says(slack, 'alice', `ID ${id}`)
  const before = await slack.waitFor((s) => s.home('alice'))
  await revoke(slack, 'alice', `mine:${id}`)
  await says(slack, 'alice', 'Revoked by @alice ·')
  const late = { block_id: `mine:${id}`, option: 'Revoke…' }
  // A client that has not drawn the new Home yet.
  slack.change((state) => {
    for (const view of state.views) if (view.type === 'home') view.blocks = before.blocks
  })
  await slack.person('alice').click(before, late)
  const told = await slack.waitFor((s) => s.history(s.dm('alice'))[0])
  expect(slack.render(told)).toContain('The link to Q3.docx was already revoked by @alice.')
})

test('“Share a file” opens the form', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  await openHome(slack, 'alice')
  await click(slack, 'alice', { block_id: 'home-head', action_id: 'new_share' })
  const form = await slack.waitFor((s) => s.view('alice'))
  expect(slack.render(form, 'alice')).toContain('── Share a file ──')
})

test('whose Home shows what: one’s own, everybody’s for admins, nothing for guests and another company', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  for (const who of ['alice', 'bob', 'carol', 'gina']) await openHome(slack, who)
  await says(slack, 'carol', "Everybody's live links\nNobody has a live link.")
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const all = await says(slack, 'carol', "Everybody's live links: 1")
  expect(all).toMatch(/0 of 3 downloads · #general · by @alice · ID \w{6}/)
  expect(all).toMatch(/Download counting\nThe audit trail can be read\./)
  expect(all).toContain('Welcome to Sharelink')
  await says(slack, 'alice', 'Your live links: 1')
  await openHome(slack, 'bob')
  expect(readHome(slack, 'bob')).toContain('Welcome to Sharelink')
  expect(readHome(slack, 'bob')).not.toMatch(/report|Everybody|Download counting/)
  expect(readHome(slack, 'gina')).toMatch(/^Guests can't share/)

  await slack.event({ type: 'app_home_opened', user: slack.user('xavier').id, tab: 'home' })
  expect(await says(slack, 'xavier', 'Only members')).not.toMatch(/report|Share a file/)
  await slack.event({ type: 'app_home_opened', user: slack.user('doris').id, tab: 'messages' })
  await slack.idle()
  expect(slack.home('doris')).toBeUndefined()

  const id = /by @alice · ID (\w{6})/.exec(readHome(slack, 'carol'))?.[1]
  await revoke(slack, 'carol', `all:${id}`)
  await says(slack, 'alice', 'Revoked by @carol ·')
})

test('an admin is told that the trail cannot be read, and when it can', async () => {
  const { portal, slack, startBot } = await setStage()
  portal.fault({ path: '/api/2.0/security/*', times: 'always', action: { kind: 'status', status: 402 } })
  await startBot()
  await openHome(slack, 'carol')
  const blind = await says(slack, 'carol', 'the DocSpace plan has no audit trail.')
  expect(blind).toMatch(/^Download counting needs a look\nDownload counting stopped/)
  portal.clearFaults()
  await says(slack, 'carol', 'Download counting\nThe audit trail can be read. Last checked')
})

test('a Home that Slack will not show is not asked for for ever, and holds nothing up', async () => {
  const { slack, startBot, logged } = await setStage()
  await startBot()
  const refused = slack.fail({ method: 'views.publish', error: 'not_enabled', times: 'always' })
  await slack.person('alice').openHome()
  await expect.poll(() => refused.hits()).toBe(1)
  refused.clear()
  const locked = slack.fail({ method: 'views.publish', error: 'invalid_auth', times: 'always' })
  await slack.person('alice').openHome()
  await expect.poll(() => locked.hits()).toBe(3)
  locked.clear()
  const held = slack.fail({ method: 'views.publish', hold: true })
  await slack.person('alice').openHome()
  await expect.poll(() => held.hits()).toBe(1)
  await slack.person('alice').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  held.release()
  await says(slack, 'alice', 'Your live links: 1')
  expect(logged.filter((line) => line.includes('not_enabled'))).toHaveLength(1)
  expect([refused.hits(), locked.hits()]).toEqual([1, 3])
})
