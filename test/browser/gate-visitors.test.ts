import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { contrastOf } from './support/colours.ts'
import { usePeople } from './support/people.ts'
import { links } from './support/portal-page.ts'
import { messages } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople({ ENFORCEMENT: 'exact' })

test('outside Slack a preview counts nothing, a downloader in pieces is one download, and a tab takes the last', async () => {
  await share('alice', 'general', `${FILES.report} max 2`)
  const bob = await inChannel('bob', 'general')
  const message = messages(bob, 'Q3.docx')
  const link = links(await atFile(FILES.report), 'Live')
  const result = link.getByRole('group', { name: 'Outside Slack' }).getByRole('status')
  await link.getByRole('button', { name: 'A preview looks' }).click()
  await result.getByText('HEAD 200, GET 200').waitFor()
  await link.getByRole('button', { name: 'A downloader, in 8 pieces' }).click()
  await result.getByText(/^8 requests, \d+ bytes in all: one download$/).waitFor()
  await message.getByText('1 of 2 downloads').waitFor()

  const way = link.getByRole('link', { name: 'Open its page' })
  expect(await contrastOf(way)).toBeGreaterThan(4.5)
  const [tab] = await Promise.all([link.page().waitForEvent('popup'), way.click()])
  await tab.getByText('1 of 2').waitFor()
  const [download] = await Promise.all([
    tab.waitForEvent('download'),
    tab.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('Q3.docx')
  await message.getByText(/(Closed|Expired|Revoked) /).waitFor()
})
