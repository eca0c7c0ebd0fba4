import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { EXTEND } from '../../src/slack/views/actions.ts'
import { EXTEND_FIELD as FIELD } from '../../src/slack/views/extend-form-fields.ts'
import { modal, openExtension, pickDate } from '../support/form.ts'
import { addressOf, shareIdOf } from '../support/message.ts'
import { type Stage, setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const share = async ({ slack, startBot }: Stage, terms = 'max 3'): Promise<SlackMessage> => {
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.report} ${terms}`, { in: '#general' })
  // Until then the share is still being made, though its message stands.
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.startsWith('Shared')))
  return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
}

/** A click on Extend that a client would not send, from where it has no such button. */
const asExtend = (posted: SlackMessage) => ({
  patch: { actions: [{ action_id: EXTEND, value: shareIdOf(posted) }] },
})

test.each(['alice', 'carol'])(
  '%s (its creator, an admin) extends it with the button in its Details',
  async (who) => {
    const stage = await setStage({ MAX_DOWNLOADS_LIMIT: '20' })
    const { portal, slack } = stage
    const posted = await share(stage)
    const address = addressOf(posted)
    const form = await openExtension(slack, who, posted)
    const shown = slack.render(form, who)
    for (const words of [
      '0 of 3 downloads',
      '7 days later',
      'No downloads so far',
      'At most 20',
      shareIdOf(posted),
    ]) {
      expect(shown).toContain(words)
    }

    const before = structuredClone(portal.links(FILES.report))
    const person = slack.person(who)
    const wrong = await person.submit(await pickDate(slack, who, form, FIELD), {
      [FIELD.moment]: Math.floor(Date.now() / 1_000) + 91 * 86_400,
      [FIELD.limit]: '21',
    })
    expect(wrong).toMatchObject({ late: false, problems: [] })
    const corrected = await modal(slack, who, 'MAX_DOWNLOADS_LIMIT')
    expect(portal.links(FILES.report)).toEqual(before)

    portal.fault({ method: 'PUT', action: { kind: 'slow', ms: 700 } })
    const sent = await person.submit(corrected, {
      [FIELD.limit]: '5',
      [FIELD.moment]: Math.floor(Date.now() / 1_000) + 3_600,
    })
    expect(sent).toMatchObject({ late: false, problems: [] })
    const working = slack.view(who)
    expect(working && slack.render(working, who)).toContain('Working on it…')
    const result = await modal(slack, who, 'Extended the link to')
    expect(result.previous_view_id).toBe(form.id)
    expect(slack.render(result, who)).toContain('0 of 5 downloads')
    const message = await slack.waitFor((s) => {
      const found = s.message('#general', posted.ts)
      return found?.text.includes('0 of 5 downloads') ? found : undefined
    })
    expect(addressOf(message)).toBe(address)
    expect(portal.links(FILES.report)).toHaveLength(1)
  },
)

test('a moment of day takes the place of the choice that stood there; sent five times it has one effect', async () => {
  const stage = await setStage()
  const { portal, slack } = stage
  const form = await openExtension(slack, 'alice', await share(stage))
  const at = Math.floor(Date.now() / 1_000) + 3_600
  const dated = await pickDate(slack, 'alice', form, FIELD)
  await slack.person('alice').submit(dated, { [FIELD.moment]: at }, { copies: 5, concurrently: true })
  await modal(slack, 'alice', 'Extended the link to')
  await slack.idle()
  expect(
    portal.links(FILES.report).map((link) => new Date(link.expirationDate ?? 0).getTime() / 1_000),
  ).toEqual([at])
  expect(portal.requests({ method: 'PUT', body: { access: 2 } })).toHaveLength(2)
})

test('a form that stood open while the share was used up brings it back, and its address works', async () => {
  const stage = await setStage()
  const { portal, slack } = stage
  const posted = await share(stage, 'max 1')
  const address = addressOf(posted) ?? ''
  const form = await openExtension(slack, 'alice', posted)
  await download(address, 'Firefox one')
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  const alice = slack.person('alice')
  const nothing = await alice.submit(form, { [FIELD.end]: '1d' })
  expect(nothing.problems).toEqual([])
  const corrected = await modal(slack, 'alice', 'so the limit must be higher')
  await alice.submit(corrected, { [FIELD.limit]: '2' })
  await modal(slack, 'alice', 'Extended the link to')
  expect((await download(address, 'Chrome two')).sha256).toBe(portal.digest(FILES.report).sha256)
})

test.each([
  ['bob', 'or an admin can extend this link'],
  ['gina', "Guests can't share"],
  ['xavier', 'or an admin can change this link'],
])('%s, who neither made it nor is an admin, gets no form', async (who, words) => {
  const stage = await setStage()
  const { portal, slack } = stage
  const posted = await share(stage)
  const before = structuredClone(portal.links(FILES.report))
  await slack.person(who).click(posted, { label: 'Details' }, { force: true, ...asExtend(posted) })
  const refused = await slack.waitFor((s) =>
    s.ephemerals(who).find((e) => /^(Only|Guests|There's no link)/.test(e.text)),
  )
  expect(refused.text).toContain(words)
  expect(slack.view(who)).toBeUndefined()
  await slack.person('bob').command(`/sharelink extend ${shareIdOf(posted)} max 9`, { in: '#general' })
  await slack.waitFor((s) =>
    s.ephemerals('bob').find((e) => e.text.includes('or an admin can extend this link')),
  )
  await slack.idle()
  expect(portal.links(FILES.report)).toEqual(before)
})

test('what a form says of itself gives no rights: another share’s id, another sender', async () => {
  const stage = await setStage()
  const { portal, slack } = stage
  const posted = await share(stage)
  const before = structuredClone(portal.links(FILES.report))
  const form = await openExtension(slack, 'alice', posted)
  const bob = slack.user('bob').id
  await slack.person('alice').submit(form, { [FIELD.limit]: '9' }, { patch: { user: { id: bob } } })
  await modal(slack, 'alice', 'or an admin can extend this link')
  const other = await openExtension(slack, 'alice', posted)
  await slack
    .person('alice')
    .submit(other, { [FIELD.limit]: '9' }, { patch: { view: { private_metadata: 'ZZZZZZ' } } })
  await modal(slack, 'alice', "There's no link with the ID")
  await slack.idle()
  expect(portal.links(FILES.report)).toEqual(before)
})

test('a click on a message that is out of date gets the reason instead of a form', async () => {
  const stage = await setStage()
  const { slack } = stage
  const posted = await share(stage)
  await slack.person('alice').click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.person('alice').click(posted, { label: 'Details' }, asExtend(posted))
  const refused = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => /can't be reopened/.test(e.text)),
  )
  expect(refused.text).toContain(`/sharelink ${FILES.report}`)
  expect(slack.view('alice')).toBeUndefined()
})
