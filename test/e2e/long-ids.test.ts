import { expect, test } from 'vitest'
import { ROOMS } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('the limit of a file with a long id holds where the trail keeps 300 characters of an address', async () => {
  const { portal, slack, startBot } = await setStage()
  portal.configure({ auditPageLength: 300 })
  const file = portal.addFile({
    id: `sbox-12-${'x'.repeat(200)}`,
    title: 'Notes.docx',
    folderId: ROOMS.cloud,
  })
  // Another way in, so that an event without a key would count for nobody.
  portal.addLink(file.id)
  await startBot()
  await slack.person('alice').command(`/sharelink ${file.id} max 2`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  const address = addressOf(posted) ?? ''
  for (const browser of ['Firefox', 'Chrome']) expect((await download(address, browser)).status).toBe(200)
  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('2 of 2 downloads used'))
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(told)).toContain('all 2 downloads used')
})

test('a password leads to the portal’s page, where the id would push the key out: no limit is promised', async () => {
  const { portal, slack, startBot } = await setStage({
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
  const file = portal.addFile({
    id: `sbox-12-${'x'.repeat(200)}`,
    title: 'Notes.docx',
    folderId: ROOMS.cloud,
  })
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${file.id} max 2 password "correct horse"`, { in: '#general' })
  const refusal = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('so long')))
  expect(slack.render(refusal)).toContain("so its limit can't be kept.")
  expect(portal.links(file.id)).toEqual([])
  await alice.command(`/sharelink ${file.id} max none password "correct horse"`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
})
