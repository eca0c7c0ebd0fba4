import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel, open, share } = usePeople()

test('"revoke all in #random": the admin is asked, keeps them, and then revokes those of the channel alone', async () => {
  await share('alice', 'random', `${FILES.pdf} max 3`)
  await share('bob', 'random', `${FILES.xlsx} max 3`)
  await share('alice', 'general', `${FILES.png} max 3`)
  const { portal } = sandbox().world
  const carol = await inChannel('carol', 'random')

  await write(carol, '/sharelink revoke all in #random')
  const question = privateLines(carol, 'Revoke 2 links?')
  await question.getByText('by 2 people').waitFor()
  await question.getByRole('button', { name: 'Keep them' }).click()
  await privateLines(carol, 'Nothing was revoked.').waitFor()
  expect(await question.count()).toBe(0)

  await write(carol, '/sharelink revoke all in #random')
  await question.getByRole('button', { name: 'Revoke 2 links' }).click()
  await privateLines(carol, 'Revoking 2 links in').waitFor()
  await messages(carol, '2 links in this channel have ended')
    .or(messages(carol, 'link revoked by'))
    .first()
    .waitFor()
  await expect.poll(() => [...portal.links(FILES.pdf), ...portal.links(FILES.xlsx)]).toEqual([])
  expect(portal.links(FILES.png)).toHaveLength(1)
  const { slack } = sandbox().world
  await slack.waitFor((now) =>
    now.history(now.dm('carol').id).some(({ text }) => text.startsWith('All 2 links in')),
  )
})

test('somebody leaves: an admin is asked once, and takes their links over', async () => {
  await share('bob', 'general', `${FILES.zip} max 3`)
  const { slack } = sandbox().world
  await slack.deactivate('bob')
  await slack.redeliver(slack.deliveries('event user_change').at(-1)?.seq ?? 0)
  const admin = slack.user('carol').name
  const carol = await open(`${sandbox().url}/#/${admin}/${slack.dm(admin).id}`)
  const question = messages(carol, 'has left the workspace')
  await question.getByRole('button', { name: 'Take over' }).click()
  await messages(carol, 'has taken over 1 link by @Bob Brown').waitFor()
  expect(await question.count()).toBe(0)
  const general = await inChannel('carol', 'general')
  await messages(general, 'now with @Carol Chen').waitFor()
})
