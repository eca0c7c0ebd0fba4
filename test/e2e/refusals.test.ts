import { test, vi } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { setStage } from '../support/stage.ts'

type Case = [
  what: string,
  text: string,
  answer: RegExp,
  prepare?: (stage: Awaited<ReturnType<typeof setStage>>) => void,
]

const cases: Case[] = [
  ['bad grammar', `${FILES.report} fro 7d`, /I didn't understand fro\.[\s\S]*For example: \/sharelink 4821/],
  ['another host', 'https://evil.example/doceditor?fileid=4821', /127\.0\.0\.1/],
  ['an unknown file', '999999', /no file 999999/],
  ['a file of somebody else', FILES.memberFile, /isn't allowed to share/],
  ['a file nobody may share', FILES.unshareable, /doesn't let Sharelink share/],
  ['a full quota', FILES.quotaFull, /already has 6 links[\s\S]*Revoke one/],
  ['a form in a form room', FILES.roomForm, /form filling room[\s\S]*Copy the form/],
  ['a file in a data room', FILES.dataRoomFile, /data room/],
  ['view with a limit', `${FILES.report} view max 3`, /Use either view or max/],
  ['a password without a key to keep it', `${FILES.report} password hunter2hunter2`, /ENCRYPTION_KEY/],
  [
    'too short a life',
    `${FILES.report} for 1s`,
    /MIN_EXPIRY/,
    ({ env }) => Object.assign(env, { MIN_EXPIRY: '1m' }),
  ],
  ['too long a life', `${FILES.report} for 91d`, /MAX_EXPIRY/],
  ['a past moment', `${FILES.report} until 2020-01-01`, /in the past/],
  [
    'too many downloads',
    `${FILES.report} max 50`,
    /MAX_DOWNLOADS_LIMIT/,
    ({ env }) => Object.assign(env, { MAX_DOWNLOADS_LIMIT: '20' }),
  ],
  [
    'a forbidden channel',
    FILES.report,
    /ALLOWED_CHANNELS/,
    ({ env }) => Object.assign(env, { ALLOWED_CHANNELS: 'C0NOTHERE' }),
  ],
  [
    'a forbidden room',
    FILES.report,
    /ALLOWED_ROOMS/,
    ({ env }) => Object.assign(env, { ALLOWED_ROOMS: '101' }),
  ],
  [
    'a channel that is not there',
    `${FILES.report} in #nowhere-at-all`,
    /can't find a channel #nowhere-at-all/,
  ],
  [
    'an unknown word',
    'shrae 4821',
    /I don't know shrae\. Did you mean \/sharelink 4821\?\n\[Share a file\] \[Help\]/,
  ],
  ['an unknown share', 'revoke ZZZZZZ', /no link with the ID ZZZZZZ/],
  ['all shares, for no admin', 'list all', /Only admins/],
  [
    'a portal that is down',
    FILES.report,
    /DocSpace isn't answering/,
    ({ portal }) => portal.fault({ times: 'always', action: { kind: 'status', status: 503 } }),
  ],
  [
    'a dropped connection, again and again',
    FILES.report,
    /DocSpace isn't answering/,
    ({ portal }) => portal.fault({ times: 'always', action: { kind: 'drop' } }),
  ],
  [
    'a key that was revoked',
    FILES.report,
    /doesn't accept Sharelink's key/,
    ({ portal }) => portal.revokeKey(portal.adminKey),
  ],
  [
    'an unpaid portal',
    FILES.report,
    /plan/,
    ({ portal }) => portal.fault({ times: 'always', action: { kind: 'status', status: 402 } }),
  ],
  [
    'a link without an end',
    FILES.report,
    /returned a different link/,
    ({ portal }) => portal.fault({ method: 'PUT', times: 1, action: { kind: 'lie', how: 'other-end' } }),
  ],
  [
    'a link for members only',
    FILES.report,
    /returned a different link/,
    ({ portal }) => portal.fault({ method: 'PUT', times: 1, action: { kind: 'lie', how: 'other-internal' } }),
  ],
]

test.concurrent.for(cases)(
  '%s has its own private answer and nothing is made',
  async ([_what, text, answer, prepare], { onTestFinished, expect }) => {
    const stage = await setStage({}, {}, onTestFinished)
    const { portal, slack, startBot } = stage
    prepare?.(stage)
    const before = portal.links().length
    await startBot()
    const ack = await slack.person('alice').command(`/sharelink ${text}`, { in: '#general' })
    expect(ack).toMatchObject({ status: 200 })
    // What takes long is said to be under way first.
    const shown = await slack.waitFor((s) => s.ephemerals('alice').find((e) => answer.test(s.render(e))))
    expect(slack.render(shown)).toMatch(answer)
    // Only where somebody has to look into the log.
    expect(/Reference: \w{8}/.test(shown.text)).toBe(
      /^(DocSpace (is|ret|doesn't acc)|The DocSpace plan)/.test(shown.text),
    )
    await slack.idle()
    expect(slack.history('#general')).toEqual([])
    portal.clearFaults()
    await vi.waitUntil(() => portal.links().length === before, { timeout: 45_000 })
  },
)
