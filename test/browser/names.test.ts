import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { usePeople } from './support/people.ts'
import { links } from './support/portal-page.ts'
import { messages, privateLines, revoke, write } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople()

const NAME = '<!channel> & <https://evil.example|x>*_~```.docx'
const NOTE = '*bold* <!here> _and_ `more` @channel'

/** The words stand there as they are, in one piece: nothing in them is drawn as anything else. */
const expectPlain = async (place: Locator, words: string): Promise<void> => {
  const piece = place.getByText(words).last()
  await piece.waitFor()
  expect(await piece.locator('*').count(), words).toBe(0)
  const drawn = place.locator('.parts-broadcast, a[href*="evil"], b i, b s, b code')
  expect(await drawn.count(), 'mentions, links and formatting').toBe(0)
}

test('a file whose name is made to break out is that name wherever it is shown', async () => {
  await share('alice', 'general', `${FILES.oddName} max 3 note ${NOTE}`)
  const alice = await inChannel('alice', 'general')
  const message = messages(alice, NAME).filter({ hasText: 'Shared by @Alice Arendt' })
  await expectPlain(message, NAME)
  await expectPlain(message, NOTE)
  await expectPlain(privateLines(alice, 'in #general.'), NAME)

  await write(alice, '/sharelink list')
  // A row is mrkdwn: signs that would format, or end the link around the name, have look-alikes there.
  await expectPlain(
    privateLines(alice, 'Your live links: 1'),
    '<!channel> & <https：//evil.example｜x>＊＿～｀｀｀.docx',
  )

  await message.getByRole('button', { name: /^Revoke/ }).click()
  const question = alice.getByRole('alertdialog', { name: 'Revoke this link?' })
  await expectPlain(question, `${NAME} stops working right away. This can't be undone.`)
  await question.getByRole('button', { name: 'Cancel' }).click()

  const atPortal = await atFile(FILES.oddName)
  await expectPlain(atPortal.getByRole('main'), NAME)
  await revoke(message, 'Revoke')
  await expectPlain(messages(alice, 'replied to a thread'), NAME)
  await links(atPortal, 'Gone').waitFor()
})
