import { expect, test } from 'vitest'
import { FILES, USERS } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { stageWithShares } from '../support/many-shares.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { queueJobs } from '../support/queue-jobs.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('T18, A2: a flood of one member holds up nobody else, and no end', async () => {
  const { slack, startBot } = await setStage({ LINKS_PER_MINUTE: 'none' })
  const bot = await startBot()
  const [alice, bob] = [slack.person('alice'), slack.person('bob')]
  const posted = (channel: string, words: string): Promise<SlackMessage> =>
    slack.waitFor((s) => s.history(channel).find((m) => addressOf(m) && m.text.includes(words)), {
      what: words,
    })
  const waiting = () => queueJobs(bot.port, 'make', ['waiting', 'delayed'])

  await bob.command(`/sharelink ${FILES.pdf} max 1 note bob’s first`, { in: '#random' })
  const usedUp = await posted('#random', 'bob’s first')

  // Not all at the same moment: here the two sides share one process.
  for (let sent = 0; sent < 600; sent += 20) {
    await Promise.all(
      Array.from({ length: 20 }, () => alice.command(`/sharelink ${FILES.report}`, { in: '#general' })),
    )
  }
  await expect.poll(waiting).toBeGreaterThan(400)

  // Elsewhere, in the very channel, and what is there already.
  await bob.command(`/sharelink ${FILES.xlsx} note bob’s elsewhere`, { in: '#random' })
  await bob.command(`/sharelink ${FILES.zip} note bob’s here`, { in: '#general' })
  await posted('#random', 'bob’s elsewhere')
  const here = await posted('#general', 'bob’s here')
  await bob.command(`/sharelink extend ${shareIdOf(here)} max 7`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('bob').find((one) => one.text.startsWith('Extended')))
  await download(addressOf(usedUp) ?? '', 'Firefox')
  await slack.waitFor((s) => s.history('#random').find((m) => m.broadcast && m.text.includes('link closed')))
  expect(await waiting()).toBeGreaterThan(300)

  const told = slack.ephemerals('alice').filter(({ text }) => text.startsWith('Your link is queued'))
  expect(told.length).toBeGreaterThan(400)
})

test('A2: the extensions of one member hold up no extension of another, and nothing that is put back', async () => {
  const { portal, slack, bot, kept } = await stageWithShares(60, 'alice')
  const [alice, bob] = [slack.person('alice'), slack.person('bob')]
  const share = async (fileId: string, note: string): Promise<SlackMessage> => {
    await bob.command(`/sharelink ${fileId} max 3 note ${note}`, { in: '#random' })
    return slack.waitFor((s) => s.history('#random').find((m) => addressOf(m) && m.text.includes(note)), {
      what: note,
    })
  }
  const extended = await share(FILES.pdf, 'the one to extend')
  const opened = await share(FILES.xlsx, 'the one to open')
  const left = () => queueJobs(bot.port, 'rewrite', ['waiting', 'delayed'])

  for (const { id } of kept) await alice.command(`/sharelink extend ${id} for 2d`, { in: '#general' })
  await expect.poll(left).toBeGreaterThan(40)
  await bob.command(`/sharelink extend ${shareIdOf(extended)} max 7`, { in: '#random' })
  await slack.waitFor((s) => s.ephemerals('bob').find((one) => one.text.startsWith('Extended')), {
    what: 'extended',
  })
  portal.editLink(FILES.xlsx, portal.links(FILES.xlsx)[0]?.id ?? '', { access: 10 }, USERS.member)
  await slack.waitFor((s) => s.thread(opened).find((m) => s.render(m).includes('put it back')), {
    what: 'put back',
  })
  expect(portal.links(FILES.xlsx)).toMatchObject([{ access: 2 }])
  expect(await left()).toBeGreaterThan(10)
})
