import { expect, it } from 'vitest'
import { readWebhook } from '../../../src/portal/webhook-payload.ts'

/** As the contract (7) has it. */
const body = {
  event: {
    id: 77,
    createOn: '2026-07-14T06:31:22Z',
    createBy: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
    trigger: 'file.downloaded',
    triggerId: 17179869184,
  },
  payload: { id: 4821, title: 'Q3.docx', parentId: 9 },
  webhook: {
    id: 3,
    name: 'Sharelink',
    url: 'https://bot.example/docspace/webhook',
    triggers: ['file.downloaded'],
    target: { id: 4821, type: 'file' },
  },
}
const AT = Date.parse('2026-07-14T06:31:22Z')
const { trigger: _, triggerId: __, ...bare } = body.event

it.each<[what: string, body: unknown, notified: { id: string; fileId: string; at: number } | null]>([
  ['as the contract has it', body, { id: '77', fileId: '4821', at: AT }],
  [
    'a third-party id',
    { ...body, payload: { id: 'sbox-12-abc' } },
    { id: '77', fileId: 'sbox-12-abc', at: AT },
  ],
  [
    'with an offset',
    { ...body, event: { ...body.event, createOn: '2026-07-14T09:31:22.0000000+03:00' } },
    { id: '77', fileId: '4821', at: AT },
  ],
  ['no payload: the target', { ...body, payload: undefined }, { id: '77', fileId: '4821', at: AT }],
  ['an odd payload: the target', { ...body, payload: { id: null } }, { id: '77', fileId: '4821', at: AT }],
  ['no webhook', { event: body.event, payload: body.payload }, { id: '77', fileId: '4821', at: AT }],
  ['an odd webhook', { ...body, webhook: { target: 7 } }, { id: '77', fileId: '4821', at: AT }],
  [
    'sent again',
    { ...body, webhook: { ...body.webhook, retryCount: 2, retryOn: '2026-07-14T06:31:24Z' } },
    { id: '77', fileId: '4821', at: AT },
  ],
  ['no trigger named', { ...body, event: bare }, { id: '77', fileId: '4821', at: AT }],
  [
    'no number of its own',
    { ...body, event: { ...body.event, id: undefined } },
    { id: '', fileId: '4821', at: AT },
  ],
  ['another trigger', { ...body, event: { ...body.event, trigger: 'file.updated', triggerId: 16384 } }, null],
  ['another trigger, by number alone', { ...body, event: { ...bare, triggerId: 2 ** 35 } }, null],
  ['no file', { event: body.event }, null],
  ['no moment', { ...body, event: { ...body.event, createOn: undefined } }, null],
  ['a moment without a zone', { ...body, event: { ...body.event, createOn: '2026-07-14T06:31:22' } }, null],
  ['a list', [], null],
  ['nothing', null, null],
])('%s', (_what, given, told) => {
  expect(readWebhook(JSON.stringify(given))).toEqual(told)
})

it.each(['', '{', 'event=1', '\u0000', '"file.downloaded"'])('no JSON of ours: %j', (text) => {
  expect(readWebhook(text)).toBeNull()
})
