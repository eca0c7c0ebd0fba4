import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { contrastOf } from './support/colours.ts'
import { usePeople } from './support/people.ts'
import { download, links, turn } from './support/portal-page.ts'
import { composer, messages, privateLines, write } from './support/slack-page.ts'

const { inChannel, atFile, share } = usePeople()

const expectReadable = async (places: Record<string, Locator>): Promise<void> => {
  const weak: string[] = []
  for (const [what, place] of Object.entries(places)) {
    const contrast = await contrastOf(place.first())
    if (contrast < 4.5) weak.push(`${what}: ${contrast.toFixed(2)}`)
  }
  expect(weak).toEqual([])
}

test.each(['light', 'dark'] as const)(
  'words stand out from their ground in a system that is %s',
  async (colorScheme) => {
    await share('alice', 'random', `${FILES.roomDocx} max 9 note a note`)
    const alice = await inChannel('alice', 'random', { colorScheme })
    await write(alice, '/sharelink list')
    const line = privateLines(alice, 'Your live links')
    await line.getByText('Campaign.docx').first().waitFor()
    const message = messages(alice, 'Campaign.docx').last()
    await composer(alice).fill('/')
    const offered = alice.getByRole('listbox').getByRole('option', { name: /^\/sharelink/ })
    await offered.waitFor()
    await expectReadable({
      workspace: alice.getByText('Northwind'),
      'who acts': alice.getByText(/^member · /),
      'a channel': alice.getByRole('link', { name: 'secret' }).getByText('secret'),
      'the channel before me': alice.getByRole('link', { name: 'random' }).getByText('random'),
      members: alice.getByText('4 members'),
      'a name': message.getByText('Sharelink'),
      badge: message.getByText('APP', { exact: true }),
      time: message.getByRole('time'),
      title: message.getByText('Campaign.docx'),
      mention: message.getByText('@Alice Arendt'),
      note: message.getByText('a note'),
      Download: message.getByRole('link', { name: 'Download' }),
      Revoke: message.getByRole('button', { name: /^Revoke/ }),
      foot: message.getByText(/Closes within/),
      'only to me': line.getByText('Only visible to you'),
      dismiss: line.getByRole('button', { name: 'Dismiss message' }),
      'offered command': offered.getByText('/sharelink', { exact: true }),
      'its use': offered.getByText(/^FILE/),
      hint: alice.getByText('shows what you share'),
      inspect: alice.getByText('What Slack saw'),
    })
    await message.getByRole('button', { name: /^Revoke/ }).click()
    const question = alice.getByRole('alertdialog')
    await expectReadable({
      question: question.getByText(/stops working right away/),
      Cancel: question.getByRole('button', { name: 'Cancel' }),
      'Revoke in it': question.getByRole('button', { name: 'Revoke' }),
    })

    const atPortal = await atFile(FILES.roomDocx, { colorScheme, allow: [/status of 502/] })
    const link = links(atPortal, 'Live').first()
    await download(link, 'Stranger 1:')
    await expectReadable({
      heading: atPortal.getByRole('heading', { name: 'DocSpace portal' }),
      version: atPortal.getByText(/^Version/),
      'a place': atPortal.getByRole('heading', { name: 'Marketing', exact: true }),
      'a file': atPortal.getByRole('link', { name: 'Poster.png' }).getByText('Poster.png'),
      'the file before me': atPortal.getByRole('link', { name: 'Campaign.docx' }).getByText('Campaign.docx'),
      links: atPortal.getByRole('navigation').getByText(/^\d links?$/),
      id: atPortal.getByText(FILES.roomDocx, { exact: true }),
      state: link.getByText('Live', { exact: true }),
      'what it is called': link.getByText('Downloads', { exact: true }),
      Download: link.getByRole('button', { name: 'Download', exact: true }),
      result: link.getByText(/received$/),
      more: link.getByText('Its addresses'),
      trash: atPortal.getByRole('button', { name: 'Move to trash' }),
      event: atPortal.getByText('File downloaded'),
      'who did it': atPortal.getByText('Anonymous'),
      trouble: atPortal.getByText('Portal slow'),
      'what it does': atPortal.getByText(/^Every answer takes/),
    })
    await turn(atPortal, 'Portal down', true)
    await download(link, 'Stranger 2:')
    await expectReadable({
      banner: atPortal.getByText('Going wrong now:'),
      'its end': atPortal.getByRole('button', { name: 'All well again' }),
      'bad result': link.getByText(/^502/),
    })
    await turn(atPortal, 'Portal down', false)
  },
)
