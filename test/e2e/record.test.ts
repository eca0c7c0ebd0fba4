import { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import type { RecordKind } from '../../src/domain/record-line.ts'
import { SHARE_FILE } from '../../src/slack/listeners/shortcuts.ts'
import * as action from '../../src/slack/views/actions.ts'
import { JUSTIFICATION } from '../../src/slack/views/approval-form.ts'
import { createStore } from '../../src/store/store.ts'
import { GATE_ENV } from '../support/exact-share.ts'
import { aFile, modal, openForm } from '../support/form.ts'
import { gateVisitors } from '../support/gate-visitor.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

type Told = [kind: RecordKind, actor: string, result?: string]

/**
 * Which lines each click is tried for below; none: it only shows something, is answered by a line of another act, or needs other
 * rules or accounts (answer-outgrown.test.ts, identity.test.ts).
 */
const CLICKS: Record<string, readonly RecordKind[]> = {
  [action.REVOKE]: ['revoked', 'refused'],
  [action.GET_FILE]: ['claimed'],
  [action.FETCH_FILE]: [],
  [action.EXTEND]: [],
  [action.DETAILS]: [],
  [action.COPY_LINK]: ['copied'],
  [action.ASK_REVOKE]: [],
  [action.WHY]: [],
  [action.MUTE]: ['muted'],
  [action.UNMUTE]: ['unmuted'],
  [action.POST_ANYWAY]: ['made'],
  [action.DO_NOT_POST]: [],
  [action.TRY_AGAIN]: [],
  [action.TRY_APPROVED]: [],
  [action.ASK_APPROVAL]: [],
  [action.APPROVE]: ['approved'],
  [action.DISAPPROVE]: ['disapproved'],
  [action.LIST_PAGE]: [],
  [action.NEW_SHARE]: [],
  [action.SHOW_HELP]: [],
  [action.TRY_COUNTING]: ['tried-counting'],
  [action.REVOKE_ALL]: ['revoked'],
  [action.KEEP_ALL]: [],
  [action.TAKE_OVER]: ['taken-over'],
  [action.LET_LIVE]: ['kept'],
  [action.ALLOW_OUTSIDERS]: ['kept'],
  [action.REVOKE_FOR_OUTSIDERS]: ['revoked'],
  [action.FORGET_PERSON]: ['forgotten'],
  [action.CONNECT]: [],
  [action.FINISH_CONNECT]: [],
  [action.END_IDLE]: ['revoked'],
  [action.KEEP_IDLE]: ['kept'],
  [action.APPLY_RULES]: [],
  [action.KEEP_OUTGROWN]: ['kept'],
  [action.HOME_PAGE]: [],
  [action.HOME_NEWER]: [],
}

/** The app with a gate and a canary, and the record that it writes. */
const open = async () => {
  const stage = await setStage({
    ...GATE_ENV,
    CANARY_FILE: FILES.pdf,
    MAX_EXPIRY: '30d',
    ADMIN_CHANNEL: 'C0GENERAL1',
  })
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { record } = createStore(redis, stage.namespace)
  const { slack } = stage
  const names = new Map(['alice', 'bob', 'carol', 'xavier'].map((name) => [slack.user(name).id, name]))
  const nameOf = (actor: string) => names.get(actor) ?? actor.replace(/^visitor:.*/, 'visitor')
  const seen = new Set<RecordKind>()
  let after: string | null = null
  /** The lines since the last look, once there are so many, and nothing is under way. */
  const told = async (...expected: Told[]): Promise<void> => {
    const read = async () =>
      (await record.read(slack.teamId, after, 100)).map(({ id, kind, actor, result }) => ({
        id,
        line: [kind, nameOf(actor), ...(result === undefined ? [] : [result])],
      }))
    await expect
      .poll(async () => (await read()).length, { timeout: 30_000 })
      .toBeGreaterThanOrEqual(expected.length)
    await slack.idle()
    const lines = await read()
    expect(lines.map(({ line }) => line)).toEqual(expected)
    after = lines.at(-1)?.id ?? after
    for (const [kind] of expected) seen.add(kind)
  }
  const { port } = await stage.startBot()
  return { ...stage, port, told, seen, lines: () => record.read(slack.teamId, null, 200) }
}

test('every way in writes one line of the right kind, and what only looks writes none', async () => {
  const { slack, portal, port, told, seen, lines } = await open()
  const team = slack.teamId
  const alice = slack.person('alice')
  const say = (who: string, text: string, place = '#general') =>
    slack.person(who).command(`/sharelink ${text}`, { in: place })
  const shared = async (text: string): Promise<SlackMessage> => {
    const before = slack.history('#general').length
    await say('alice', text)
    // How the one before it ended may be told only now.
    const posted = await slack.waitFor((s) =>
      s
        .history('#general')
        .slice(before)
        .find(({ broadcast }) => !broadcast),
    )
    await told(['made', 'alice'])
    return posted
  }
  // Some answers take the place of what was pressed.
  const press = (who: string, on: SlackMessage, what: string, value = shareIdOf(on)) =>
    slack
      .person(who)
      .click(on, { label: 'Details' }, { stale: true, patch: { actions: [{ action_id: what, value }] } })
  const inDetails = async (label: string) => {
    await press('alice', posted, action.DETAILS)
    await alice.click(await modal(slack, 'alice', label), { label })
  }
  expect(new Set(Object.keys(CLICKS))).toEqual(action.ALL)

  const posted = await shared(`${FILES.report} max 3`)
  const id = shareIdOf(posted)
  const get = () =>
    slack.person('bob').click(posted, { label: 'Get the file' }, { copies: 2, concurrently: true })
  await get()
  await told(['claimed', 'bob'])
  await get()
  await told()
  await gateVisitors({ team, id }, port).press()
  await told(['claimed', 'visitor'])

  // What only looks.
  for (const text of ['list', 'list here', `info ${id}`, `why ${id}`, 'help', 'nothing-like-it'])
    await say('alice', text)
  for (const what of [action.DETAILS, action.WHY, action.EXTEND, action.ASK_REVOKE])
    await press('alice', posted, what)
  await alice.shortcut(SHARE_FILE)
  await told()

  await say('alice', `extend ${id} max 5`)
  await told(['extended', 'alice'])
  await inDetails('Mute thread')
  await told(['muted', 'alice'])
  await inDetails('Unmute thread')
  await told(['unmuted', 'alice'])
  await press('alice', posted, action.COPY_LINK)
  await told(['copied', 'alice'])

  // What a rule, or the person's rights, stands against.
  await say('bob', `revoke ${id}`)
  await told(['refused', 'bob', 'revoke: not-yours'])
  await press('bob', posted, action.REVOKE)
  await told(['refused', 'bob', 'revoke_share: not-yours'])
  await say('bob', 'list all')
  await told(['refused', 'bob', 'list: admins-only'])
  await say('bob', 'audit')
  await told(['refused', 'bob', 'audit: admins-only'])
  await say('bob', `${FILES.report} for 40d password hunter2hunter2`)
  await told(['refused', 'bob', 'share: policy MAX_EXPIRY'])
  await say('bob', `${FILES.memberFile}`)
  await told(['refused', 'bob', 'make: no-right-to-share'])

  await press('alice', posted, action.REVOKE)
  await told(['revoked', 'alice'])
  await press('alice', posted, action.REVOKE)
  await told()

  // Links that end by themselves.
  const used = await shared(`${FILES.report} max 1`)
  await slack.person('bob').click(used, { label: 'Get the file' })
  const address = await slack.waitFor((s) =>
    s
      .ephemerals('bob')
      .map(addressOf)
      .find((one) => one?.includes(shareIdOf(used))),
  )
  await (await fetch(address.replace(GATE_ENV.PUBLIC_URL, `http://127.0.0.1:${port}`))).arrayBuffer()
  await told(['claimed', 'bob'], ['ended', 'app', 'limit'])
  await shared(`${FILES.report} for 3s`)
  await told(['ended', 'app', 'expired'])
  const removed = await shared(`${FILES.report} max 4 watched`)
  const linkId = portal.links(FILES.report).find(({ title }) => title.includes(shareIdOf(removed)))?.id ?? ''
  portal.deleteLink(FILES.report, linkId)
  await told(['ended', 'portal', 'removed'])

  // Forms, and questions.
  await alice.submit(await openForm(slack, 'alice', '#general'), aFile(FILES.report))
  await told(['made', 'alice'])
  await say('alice', FILES.report, '#acme-shared')
  const asks = (limit: string) =>
    slack.waitFor((s) =>
      s
        .ephemerals('alice')
        .find(({ text }) => text.includes('Nothing has been made yet') && text.includes(limit)),
    )
  await alice.click(await asks('10 downloads'), { label: 'Cancel' })
  await told()
  await say('alice', `${FILES.report} max 9`, '#acme-shared')
  await alice.click(await asks('9 downloads'), { label: 'Share' })
  await told(['made', 'alice'])

  // What approvers are asked, and answer.
  for (const [what, answer] of [
    [action.DISAPPROVE, [['disapproved', 'carol', `for ${slack.user('bob').id}: MAX_EXPIRY`]]],
    [
      action.APPROVE,
      [
        ['approved', 'carol', `for ${slack.user('bob').id}: MAX_EXPIRY`],
        ['made', 'bob'],
      ],
    ],
  ] as [string, Told[]][]) {
    await say('bob', `${FILES.report} for 40d`, '#random')
    await told(['refused', 'bob', 'share: policy MAX_EXPIRY'])
    const offer = slack.ephemerals('bob').findLast(({ text }) => text.includes('at most 30 days'))
    if (offer === undefined) throw new Error('nothing is offered')
    await slack.person('bob').click(offer, { action_id: action.ASK_APPROVAL })
    const form = await modal(slack, 'bob', 'Why is it needed')
    await told()
    await slack.person('bob').submit(form, { [JUSTIFICATION]: 'hunter2 says so' })
    await told(['asked', 'bob', 'MAX_EXPIRY'])
    const asked = await slack.waitFor((s) =>
      s.history('#general').find((message) => buttonNames(message).includes('Approve')),
    )
    await slack.person('carol').click(asked, { action_id: what }, { copies: 2, concurrently: true })
    await told(...answer)
  }

  // What people answer about links that are there.
  await say('alice', `${FILES.report} max 7`)
  await told(['made', 'alice'])
  const idle = (await lines()).at(-1)?.share
  await press('alice', posted, action.KEEP_IDLE, idle)
  await told(['kept', 'alice', 'idle'])
  await press('alice', posted, action.END_IDLE, idle)
  await told(['revoked', 'alice'])
  await say('alice', `${FILES.report} max 8`, '#random')
  await told(['made', 'alice'])
  await slack.shareChannel('#random')
  const asked = await slack.waitFor((s) =>
    s
      .history(s.dm('alice'))
      .map(({ blocks }) => JSON.stringify(blocks ?? []))
      .find((blocks) => blocks.includes(action.ALLOW_OUTSIDERS)),
  )
  const [, which = ''] = /"(\d+ C[A-Z\d]+)"/.exec(asked) ?? []
  await told()
  await press('alice', posted, action.ALLOW_OUTSIDERS, which)
  await told(['kept', 'alice', 'outsiders'])
  await press('alice', posted, action.REVOKE_FOR_OUTSIDERS, which)
  await told(['revoked', 'alice'])
  const byBob = `by ${slack.user('bob').id}`
  await press('carol', posted, action.LET_LIVE, byBob)
  await told(['kept', 'carol', `unattended: ${byBob}`])
  await press('carol', posted, action.TAKE_OVER, byBob)
  await told(['taken-over', 'carol', `from ${slack.user('bob').id}`])
  await press('carol', posted, action.KEEP_OUTGROWN, 'keep')
  await told(['kept', 'carol', 'rules'])

  // What admins do: of many links there is a line for each.
  await say('carol', 'revoke all by @alice')
  const question = await slack.waitFor((s) =>
    s.ephemerals('carol').find(({ blocks }) => JSON.stringify(blocks ?? []).includes(action.REVOKE_ALL)),
  )
  await told()
  await slack.person('carol').click(question, { action_id: action.REVOKE_ALL })
  await told(['revoked', 'carol'], ['revoked', 'carol'])
  await press('carol', posted, action.TRY_COUNTING)
  await told(['tried-counting', 'carol'])
  await say('carol', 'forget @bob')
  const sure = await slack.waitFor((s) =>
    s.ephemerals('carol').find(({ blocks }) => JSON.stringify(blocks ?? []).includes(action.FORGET_PERSON)),
  )
  await told()
  await slack.person('carol').click(sure, { action_id: action.FORGET_PERSON })
  await slack.waitFor((s) => s.ephemerals('carol').find(({ text }) => text.includes('has forgotten')))
  const [mark] = (await lines())
    .filter(({ actor }) => actor.startsWith('forgotten:'))
    .map(({ actor }) => actor)
  await told(['forgotten', 'carol', mark ?? 'none'])
  await say('carol', 'audit 30')
  await told(['exported', 'carol', 'csv of 30 days'])
  const file = await slack.waitFor((s) => s.state.files.find(({ message }) => message !== null))
  expect(slack.history(slack.dm('carol')).some(({ ts }) => ts === file.message?.ts)).toBe(true)
  const rows = file.text?.split('\n') ?? []
  expect(rows[0]).toBe(
    'time,act,actor,share,file,channel,ends,limit,view only,exact,password,result,workspace,id',
  )
  expect(rows.filter((row) => row.includes(',revoked,'))).toHaveLength(5)
  expect(file.text).not.toMatch(/hunter2|Q3\.docx|share=|\/d\//)
  for (const kind of Object.values(CLICKS).flat()) expect(seen).toContain(kind)
})
