import { describe, expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Ack } from '../../sandbox/slack/types.ts'
import { SHARE_FILE, SHARE_FILE_FROM_MESSAGE } from '../../src/slack/listeners/shortcuts.ts'
import { aFile, FIELD, modal, openForm } from '../support/form.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'

const REFUSED = "Guests can't share files here"
const TITLE = 'Q3.docx'

const becomes = ({ slack }: Stage, who: string, over: object): void =>
  slack.change(() => void Object.assign(slack.user(who), over))

const MULTI = { is_restricted: true }
const SINGLE = { is_restricted: true, is_ultra_restricted: true }
const MEMBER = { is_restricted: false, is_ultra_restricted: false }

/** A stage on which bob, a member, has made a link. */
const withLink = async (env: Record<string, string> = {}) => {
  const stage = await setStage(env)
  const { slack } = stage
  await stage.startBot()
  await slack.person('bob').command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('bob').find((e) => e.text.startsWith('Shared')))
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  return { ...stage, posted, id: shareIdOf(posted) }
}
type Linked = Awaited<ReturnType<typeof withLink>>

/** All that bob is told privately, in the channel or by the bot. */
const told = ({ slack }: Stage): string[] => {
  const direct = slack.history(slack.dm('bob')).map(({ text }) => text)
  return [...slack.ephemerals('bob').map(({ text }) => text), ...direct].filter((text) =>
    text.includes(REFUSED),
  )
}

const typing = (command: (id: string) => string) => ({
  act: ({ slack, id }: Linked) => slack.person('bob').command(command(id), { in: '#general' }),
})
const pressing = (label: string) => ({
  act: ({ slack, posted }: Linked) => slack.person('bob').click(posted, { label }),
})

/** Every way in, and what it needs that was there before; each is answered with the refusal, in whatever place. */
const WAYS: Record<string, { act: (linked: Linked) => Promise<Ack> }> = {
  'a command that shares': typing(() => `/sharelink ${FILES.pdf}`),
  'a command that opens the form': typing(() => '/sharelink'),
  list: typing(() => '/sharelink list'),
  'list here': typing(() => '/sharelink list here'),
  'list all': typing(() => '/sharelink list all'),
  info: typing((id) => `/sharelink info ${id}`),
  why: typing((id) => `/sharelink why ${id}`),
  extend: typing((id) => `/sharelink extend ${id} for 1d`),
  canary: typing(() => `/sharelink canary ${FILES.pdf}`),
  help: typing(() => '/sharelink help'),
  'what is not understood': typing(() => '/sharelink 4821 for soon'),
  Details: pressing('Details'),
  Extend: {
    act: ({ slack, posted, id }) =>
      slack
        .person('bob')
        .click(
          posted,
          { label: 'Details' },
          { patch: { actions: [{ action_id: 'extend_share', value: id }] } },
        ),
  },
  'the global shortcut': { act: ({ slack }) => slack.person('bob').shortcut(SHARE_FILE) },
  'the shortcut on a message': {
    act: ({ slack, posted }) => slack.person('bob').messageShortcut(SHARE_FILE_FROM_MESSAGE, posted),
  },
}

describe('T13: a guest of the workspace is refused, privately, and sees nothing:', () => {
  test.each(Object.entries(WAYS))('%s', async (_, { act }) => {
    const linked = await withLink()
    const { portal, slack } = linked
    becomes(linked, 'bob', SINGLE)
    const before = slack.ephemerals('bob').length
    expect(await act(linked)).toMatchObject({ status: 200, late: false, problems: [] })
    const [words] = await slack.waitFor(() => (told(linked).length > 0 ? told(linked) : null))
    expect(words).toMatch(/Ask a member.*ALLOW_GUESTS/s)
    await slack.idle()
    expect(
      slack
        .ephemerals('bob')
        .slice(before)
        .map(({ text }) => text)
        .join(),
    ).not.toContain(TITLE)
    expect(slack.view('bob')).toBeUndefined()
    expect(portal.links(FILES.pdf)).toEqual([])
  })

  test('a question that was asked before', async () => {
    const linked = await withLink()
    const { portal, slack } = linked
    await slack.person('bob').command(`/sharelink ${FILES.pdf}`, { in: '#design' })
    const question = await slack.waitFor((s) =>
      s.ephemerals('bob').find((e) => e.text.includes('Nothing has been made yet')),
    )
    becomes(linked, 'bob', MULTI)
    await slack.person('bob').click(question, { label: 'Share' })
    await slack.waitFor((s) => s.ephemerals('bob').find((e) => e.text.includes(REFUSED)))
    await slack.idle()
    expect([portal.links(FILES.pdf), slack.history('#design')]).toEqual([[], []])
  })

  test('a page of a list that was there before', async () => {
    const linked = await withLink()
    const { slack } = linked
    const list = { value: 'mine 10', patch: { actions: [{ action_id: 'list_page', value: 'mine 10' }] } }
    becomes(linked, 'bob', MULTI)
    await slack.person('bob').click(linked.posted, { label: 'Details' }, list)
    await slack.waitFor(() => told(linked).length > 0)
  })

  test.each([
    ['what is right', aFile(FILES.pdf)],
    ['what is wrong', aFile('..')],
  ])('a form that was open before, with %s in it', async (_, fields) => {
    const linked = await withLink()
    const { portal, slack } = linked
    const form = await openForm(slack, 'bob', '#general')
    becomes(linked, 'bob', MULTI)
    expect(await slack.person('bob').submit(form, fields)).toMatchObject({ late: false, problems: [] })
    await modal(slack, 'bob', REFUSED)
    await slack.idle()
    expect(portal.links(FILES.pdf)).toEqual([])
  })

  test('the search of a form that was open before offers nothing, and names nothing', async () => {
    const linked = await withLink()
    const { slack } = linked
    const form = await openForm(slack, 'bob', '#general')
    becomes(linked, 'bob', MULTI)
    const found = await slack.person('bob').suggest(form, { block_id: FIELD.file }, 'q3')
    expect(found).toMatchObject({ status: 200, late: false, options: [] })
    // What the guest is not told is there.
    const alices = await openForm(slack, 'alice', '#general')
    const { options } = await slack.person('alice').suggest(alices, { block_id: FIELD.file }, 'q3')
    expect(options).toHaveLength(1)
  })

  test('the Home', async () => {
    const linked = await withLink()
    const { slack } = linked
    becomes(linked, 'bob', MULTI)
    await slack.person('bob').openHome()
    const home = await slack.waitFor((s) => s.home('bob'))
    expect(slack.render(home, 'bob')).toContain(REFUSED)
    expect(slack.render(home, 'bob')).not.toContain(TITLE)
  })
})

test.each([
  [
    'the button of its message',
    ({ slack, posted }: Linked) => slack.person('bob').click(posted, { label: 'Revoke' }),
  ],
  [
    'a command',
    ({ slack, id }: Linked) => slack.person('bob').command(`/sharelink revoke ${id}`, { in: '#general' }),
  ],
])(
  'who made a link before ends it all the same, by %s, also while Slack does not say who they are',
  async (_, act) => {
    const linked = await withLink()
    const { portal, slack } = linked
    becomes(linked, 'bob', MULTI)
    slack.fail({ method: 'users.info', times: 'always', status: 503 })
    await act(linked)
    await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
    expect(portal.links(FILES.report)).toEqual([])
    slack.clearFailures()
  },
)

test('T13: a guest ends nobody else’s link', async () => {
  const linked = await withLink()
  const { portal, slack, posted } = linked
  becomes(linked, 'alice', MULTI)
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => /^Only .* or an admin can/.test(e.text)))
  await slack.idle()
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('rights are those of the moment: a guest who becomes a member may', async () => {
  const linked = await withLink()
  const { slack } = linked
  becomes(linked, 'bob', MULTI)
  await slack.person('bob').command('/sharelink list', { in: '#general' })
  await slack.waitFor(() => told(linked).length === 1)
  becomes(linked, 'bob', MEMBER)
  await slack.person('bob').command('/sharelink list', { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('bob').find((e) => e.text.includes(`ID ${linked.id}`)))
})

test('while Slack does not say who somebody is, nothing is made or found, and that is said as it is', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const form = await openForm(slack, 'bob', '#general')
  slack.fail({ method: 'users.info', times: 'always', status: 503 })
  await slack.person('bob').command(`/sharelink ${FILES.pdf}`, { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('bob').find((e) => e.text.includes("Slack didn't answer")))
  const found = await slack.person('bob').suggest(form, { block_id: FIELD.file }, 'q3')
  expect(found).toMatchObject({
    status: 200,
    late: false,
    options: [{ group: { text: "Sharelink can't search right now" } }],
  })
  expect(portal.links(FILES.pdf)).toEqual([])
  slack.clearFailures()
})

test('ALLOW_GUESTS=true: a guest makes, searches and sees as members do', async () => {
  const linked = await withLink({ ALLOW_GUESTS: 'true' })
  const { slack } = linked
  becomes(linked, 'bob', SINGLE)
  const form = await openForm(slack, 'bob', '#general')
  const { options } = await slack.person('bob').suggest(form, { block_id: FIELD.file }, 'q3')
  expect(options).toHaveLength(1)
  await slack.person('bob').submit(form, { [FIELD.file]: String(options[0]?.value) })
  await modal(slack, 'bob', 'Link to send on')
  await slack.person('bob').openHome()
  await slack.waitFor((s) => {
    const home = s.home('bob')
    return home !== undefined && s.render(home, 'bob').includes('Your live links: 2')
  })
})
