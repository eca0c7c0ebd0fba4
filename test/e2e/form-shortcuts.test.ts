import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackView } from '../../sandbox/slack/model.ts'
import { SHARE_FILE, SHARE_FILE_FROM_MESSAGE } from '../../src/slack/listeners/shortcuts.ts'
import { firstAnswer } from '../support/answers.ts'
import { chooseFile, FIELD, modal } from '../support/form.ts'
import { setStage } from '../support/stage.ts'

const fileField = (view: SlackView) =>
  view.blocks.find((block) => block.block_id === FIELD.file)?.element as { initial_option?: object }

test('the global shortcut opens a form that asks where to post', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  expect(await alice.shortcut(SHARE_FILE)).toMatchObject({ late: false, problems: [] })
  const form = await modal(slack, 'alice', 'Share a file')
  const file = await chooseFile(slack, 'alice', form, 'q3')
  await expect(alice.submit(form, file)).rejects.toThrow('“Post in” is required')
  await alice.submit(form, { [FIELD.channel]: slack.channel('#board').id })
  const result = await modal(slack, 'alice', 'Link to send on')
  expect(slack.render(result, 'alice')).toContain('#board')
})

test('the shortcut on a message opens the form with its file', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const [alice, bob] = [slack.person('alice'), slack.person('bob')]
  const message = bob.say(
    '#general',
    `not <https://other.example/doceditor?fileid=1>, but <${portal.url}/doceditor?fileid=${FILES.report}|this>`,
  )
  const ack = await alice.messageShortcut(SHARE_FILE_FROM_MESSAGE, message)
  expect(ack).toMatchObject({ late: false, problems: [] })
  const form = await modal(slack, 'alice', 'Share a file')
  expect(fileField(form).initial_option).toMatchObject({ text: { text: 'Q3.docx' }, value: FILES.report })
  expect(slack.render(form, 'alice')).not.toContain('has no link')
  await alice.submit(form)
  const result = await modal(slack, 'alice', 'Link to send on')
  expect(slack.render(result, 'alice')).toContain('Q3.docx')
  expect(slack.history('#general').map((m) => m.text)).toEqual([
    expect.stringContaining('not '),
    expect.stringContaining('Q3.docx'),
  ])
})

test.each(['thirdparty_77|docs', 'sbox-7-a b'])(
  'a file whose id alone says nothing, %s, is there by its number',
  async (id) => {
    const { portal, slack, startBot } = await setStage()
    await startBot()
    const address = `${portal.url}/doceditor?fileid=${encodeURIComponent(id)}`
    const message = slack.person('bob').say('#general', `see <${address}>`)
    const alice = slack.person('alice')
    await alice.messageShortcut(SHARE_FILE_FROM_MESSAGE, message)
    const form = await modal(slack, 'alice', 'Share a file')
    expect(fileField(form).initial_option).toMatchObject({ text: { text: `File ${id}` }, value: id })
    // Read as a file; that there is none is what the portal says.
    await alice.submit(form)
    await modal(slack, 'alice', /no file|not find|does not/i)
  },
)

test('a message without a file of the portal opens an empty form that says so', async () => {
  const { slack, startBot } = await setStage()
  await startBot()
  const message = slack.person('bob').say('#general', 'see <https://other.example/doceditor?fileid=1>')
  await slack.person('alice').messageShortcut(SHARE_FILE_FROM_MESSAGE, message)
  const form = await modal(slack, 'alice', 'That message has no link to a DocSpace file.')
  expect(fileField(form)).not.toHaveProperty('initial_option')
})

test.each([
  [
    'a command',
    async (s: Awaited<ReturnType<typeof setStage>>['slack']) => {
      await s.person('alice').command('/sharelink', { in: '#general' })
      return firstAnswer(s, 'alice')
    },
  ],
  [
    'a shortcut',
    async (s: Awaited<ReturnType<typeof setStage>>['slack']) => {
      await s.person('alice').shortcut(SHARE_FILE)
      return s.waitFor((now) => now.history(now.dm('alice'))[0])
    },
  ],
  [
    'a shortcut on a message',
    async (s: Awaited<ReturnType<typeof setStage>>['slack']) => {
      const message = s.person('bob').say('#general', 'hello')
      await s.person('alice').messageShortcut(SHARE_FILE_FROM_MESSAGE, message)
      return firstAnswer(s, 'alice')
    },
  ],
] as const)('the trigger of %s that is too old gets a way on', async (_what, act) => {
  const { slack, startBot } = await setStage()
  await startBot()
  slack.fail({ method: 'views.open', error: 'expired_trigger_id', times: 'always' })
  const answer = await act(slack)
  expect(slack.render(answer, 'alice')).toMatch(/didn't open in time[\s\S]*\/sharelink/)
})
