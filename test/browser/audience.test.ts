import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { choose, closeModal, modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { links } from './support/portal-page.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { inChannel, atFile } = usePeople()

test.each([
  ['design', 'gina', FILES.png, 'Logo', '1 guest is in'],
  ['acme-shared', 'xavier', FILES.pdf, 'Offer', 'People from another company (Acme Ltd) are in'],
])(
  '#%s in the form: a question first, and nothing is made before its answer',
  async (channel, outsider, file, name, words) => {
    const alice = await inChannel('alice', 'general')
    const other = await inChannel(outsider, channel)
    const atPortal = await atFile(file)
    const question = modal(alice, 'Before you post')
    const ask = async () => {
      await write(alice, '/sharelink')
      const form = modal(alice, 'Share a file')
      await choose(form, 'File', name, new RegExp(`^${name}`))
      await choose(form, 'Post in', channel, new RegExp(`^#${channel}`))
      await press(form, 'Share')
      await question.getByText(words).waitFor()
      await question.getByText('Nothing has been made yet.').waitFor()
    }
    await ask()
    await press(question, 'Cancel')
    const refused = alice.getByRole('dialog').filter({ hasText: 'Nothing was shared.' })
    await closeModal(refused)
    await ask()
    expect(await atPortal.getByRole('article').count()).toBe(0)

    await press(question, 'Share')
    await modal(alice, 'Shared').getByText(`in #${channel}.`).waitFor()
    await closeModal(modal(alice, 'Shared'))
    await messages(other, name).getByRole('link', { name: 'Download' }).waitFor()
    await links(atPortal, 'Live').waitFor()
    expect(await privateLines(other).count()).toBe(0)
  },
)

test('a guest in the channel: the command asks too, in words for whoever typed it', async () => {
  const alice = await inChannel('alice', 'design')
  const gina = await inChannel('gina', 'design')
  const atPortal = await atFile(FILES.roomDocx)
  const question = privateLines(alice, '1 guest is in #design')
  await write(alice, `/sharelink ${FILES.roomDocx} max 3`)
  await press(question, 'Cancel')
  await question.waitFor({ state: 'detached' })
  await write(alice, `/sharelink ${FILES.roomDocx} max 3`)
  await question.waitFor()
  expect(await atPortal.getByRole('article').count()).toBe(0)
  await press(question, 'Share')
  await messages(gina, 'Campaign.docx').getByText('0 of 3 downloads').waitFor()
  await links(atPortal, 'Live').waitFor()
})
