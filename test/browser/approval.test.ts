import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { modal, press } from './support/modal-page.ts'
import { usePeople } from './support/people.ts'
import { messages, privateLines, write } from './support/slack-page.ts'

const { sandbox, inChannel } = usePeople({}, { rules: true })

const phone = { viewport: { width: 390, height: 844 } }

/** Asks for a link beyond the rules, from a phone. */
const ask = async (who: string, command: string) => {
  const page = await inChannel(who, 'random', phone)
  await write(page, `/sharelink ${command}`)
  const refused = privateLines(page, 'Links can last at most 30 days')
  await press(refused, 'Ask for approval')
  const form = modal(page, 'Ask for approval')
  await form.getByRole('textbox').fill('The auditors need it all summer.')
  await form.getByRole('button', { name: 'Ask', exact: true }).click()
  const asked = modal(page, 'Asked')
  await asked.getByText('Your admins were asked to approve').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await asked.getByRole('button', { name: 'Close', exact: true }).last().click()
  return page
}

test('a link beyond the rules: asked for, approved in the channel of the admins, and posted', async () => {
  const bob = await ask('bob', `${FILES.pdf} for 60d max 3`)
  const { portal } = sandbox().world
  expect(portal.links(FILES.pdf)).toEqual([])
  const carol = await inChannel('carol', 'board', phone)
  const question = messages(carol, 'asks to share')
  await question.getByText('The auditors need it all summer.').waitFor()
  expect(await carol.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await press(question, 'Approve')
  await messages(carol, 'approved this.').waitFor()
  expect(await carol.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  await privateLines(bob, 'Approved by').waitFor()
  await messages(bob, 'Shared by @Bob Brown').waitFor()
  expect(portal.links(FILES.pdf)).toHaveLength(1)
})

test('and refused: it is told where it was asked for', async () => {
  const alice = await ask('alice', `${FILES.xlsx} for 90d max 3`)
  const carol = await inChannel('carol', 'board', phone)
  await press(messages(carol, 'asks to share').last(), 'Refuse')
  await messages(carol, 'refused this').waitFor()
  await privateLines(alice, "didn't approve").waitFor()
  expect(sandbox().world.portal.links(FILES.xlsx)).toEqual([])
})
