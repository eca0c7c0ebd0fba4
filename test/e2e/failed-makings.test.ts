import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { queueJobs } from '../support/queue-jobs.ts'
import { setStage } from '../support/stage.ts'

const TWO_MINUTES = 120_000
const MANY = 20

test('A2: what failed makings of one member have left holds up no end', async () => {
  const { portal, slack, startBot } = await setStage({ LINKS_PER_MINUTE: 'none' })
  const { port } = await startBot()
  const [alice, bob] = [slack.person('alice'), slack.person('bob')]
  await bob.command(`/sharelink ${FILES.pdf}`, { in: '#random' })
  const posted = await slack.waitFor((s) => s.history('#random').find((m) => addressOf(m)))

  // Each leaves a link that is not the one asked for; to delete it hangs, on the connections of ends.
  for (let index = 0; index < MANY; index += 1) {
    const { id } = portal.addFile({ title: `plan ${index}.docx` })
    const write = { times: 'always', method: 'PUT', path: `/api/2.0/files/file/${id}/links` } as const
    portal.fault({ ...write, body: { access: 0 }, action: { kind: 'slow', ms: TWO_MINUTES } })
    portal.fault({ ...write, action: { kind: 'lie', how: 'other-end' } })
    await alice.command(`/sharelink ${id}`, { in: '#general' })
  }
  const left = () => queueJobs(port, 'clean')
  await expect.poll(left, { timeout: 60_000 }).toBe(MANY)

  await bob.click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#random').find((m) => m.broadcast && m.text.includes('link revoked')))
  expect(portal.links(FILES.pdf)).toEqual([])
  expect(await left()).toBeGreaterThanOrEqual(MANY)
})
