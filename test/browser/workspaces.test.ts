import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel } = usePeople({}, { workspaces: true })

test('two workspaces side by side: each has the app, and knows its own links alone', async () => {
  const alice = await inChannel('alice', 'general')
  const xavier = await inChannel('xavier', 'acme-hq')
  await write(alice, `/sharelink ${FILES.report} max 3`)
  await messages(alice, 'Shared by @Alice Arendt').waitFor()
  await write(xavier, `/sharelink ${FILES.pdf} max 3`)
  await messages(xavier, 'Shared by @Xavier of Acme').waitFor()
  await write(xavier, '/sharelink list')
  const listed = privateLines(xavier, 'live link')
  await listed.waitFor()
  expect(await listed.textContent()).toContain('Your live links: 1')
  expect(await listed.textContent()).not.toContain('Q3')
  const { portal } = sandbox().world
  expect([portal.links(FILES.report).length, portal.links(FILES.pdf).length]).toEqual([1, 1])
})
