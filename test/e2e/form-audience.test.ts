import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { aFile, modal, openForm } from '../support/form.ts'
import { setStage } from '../support/stage.ts'

const ask = async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const form = await openForm(slack, 'alice', '#acme-shared')
  await slack.person('alice').submit(form, aFile(FILES.report))
  const question = await modal(slack, 'alice', 'outside your company')
  expect(question.previous_view_id).toBe(form.id)
  expect(portal.links(FILES.report)).toEqual([])
  return { portal, slack, question, alice: slack.person('alice') }
}

test('the question of a shared channel is put in the modal, and "Share" answered there', async () => {
  const { slack, question, alice } = await ask()
  await alice.click(question, { label: 'Share' })
  const result = await modal(slack, 'alice', 'Link to send on')
  expect(slack.render(result, 'alice')).toContain('Q3.docx')
  expect(slack.history('#acme-shared')).toHaveLength(1)
})

test('"Cancel" leaves nothing behind', async () => {
  const { portal, slack, question, alice } = await ask()
  await alice.click(question, { label: 'Cancel' })
  await modal(slack, 'alice', 'Nothing was shared')
  await slack.idle()
  expect(slack.history('#acme-shared')).toEqual([])
  expect(portal.links(FILES.report)).toEqual([])
})
