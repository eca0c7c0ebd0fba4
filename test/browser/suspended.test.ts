import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { download, links, turn } from './support/portal-page.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel, atFile, share } = usePeople({ ON_BLIND: 'revoke' })

test('with ON_BLIND=revoke a limited link is suspended, and comes back under the same address', async () => {
  await share('alice', 'general', `${FILES.report} max 3`)
  await share('bob', 'random', `${FILES.zip} max none`)
  const alice = await inChannel('alice', 'general')
  const message = messages(alice, 'Shared by @Alice Arendt')
  const address = await message.getByRole('link', { name: 'Download' }).getAttribute('href')
  const told = await inChannel('alice', sandbox().world.slack.dm('alice').id)
  const atPortal = await atFile(FILES.report, { allow: [/status of 403/] })
  expect(await download(links(atPortal, 'Live'), 'Stranger 1:')).toMatch(/^200/)
  await message.getByText('1 of 3 downloads').waitFor()

  await turn(atPortal, 'Plan without audit trail', true)
  await messages(told, /this link is paused[\s\S]*Q3\.docx/).waitFor()
  await message
    .getByText(/paused/i)
    .first()
    .waitFor()
  await links(atPortal, 'Gone').waitFor()
  expect(await download(links(atPortal, 'Gone'), 'Stranger 2:')).toBe('403, refused: no file came')
  expect(sandbox().world.portal.links(FILES.zip)).toHaveLength(1)
  await write(alice, `/sharelink ${FILES.pdf} max 2`)
  await privateLines(alice, /DocSpace plan has no audit trail/).waitFor()

  await turn(atPortal, 'Plan without audit trail', false)
  // Whether a plan has the trail again is asked once a minute.
  await messages(told, /Counting works again/).waitFor({ timeout: 75_000 })
  await message.getByText('1 of 3 downloads').waitFor()
  await links(atPortal, 'Live').waitFor()
  expect(await message.getByRole('link', { name: 'Download' }).getAttribute('href')).toBe(address)
  for (const visitor of ['Stranger 3:', 'Stranger 4:']) {
    expect(await download(links(atPortal, 'Live'), visitor)).toMatch(/^200/)
  }
  await message.getByText('3 of 3 downloads used').waitFor()
})
