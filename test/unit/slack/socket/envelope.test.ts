import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMessage } from '../../../../src/slack/socket/envelope.ts'

const read = (message: unknown) => readMessage(JSON.stringify(message))

describe('readMessage', () => {
  it('knows a hello and a disconnect, also without a reason', () => {
    expect(read({ type: 'hello', num_connections: 2 })).toEqual({ kind: 'hello' })
    expect(read({ type: 'disconnect', reason: 'warning' })).toEqual({ kind: 'disconnect', reason: 'warning' })
    expect(read({ type: 'disconnect' })).toEqual({ kind: 'disconnect', reason: 'unknown' })
  })

  it('unwraps a payload whole', () => {
    const payload = { type: 'block_actions', actions: [{ value: 'K7Q2' }] }
    expect(read({ type: 'interactive', envelope_id: 'e1', accepts_response_payload: true, payload })).toEqual(
      {
        kind: 'envelope',
        envelope: { id: 'e1', body: payload },
      },
    )
    const body = { type: 'event_callback', event_id: 'Ev1', event: { type: 'app_home_opened', tab: 'home' } }
    const event = {
      type: 'events_api',
      envelope_id: 'e2',
      payload: body,
      retry_attempt: 1,
      retry_reason: 'timeout',
    }
    expect(read(event)).toEqual({
      kind: 'envelope',
      envelope: { id: 'e2', body, retryNum: 1, retryReason: 'timeout' },
    })
  })

  it.each([
    [
      { type: 'events_api', envelope_id: 'e1', payload: { type: 'app_rate_limited' } },
      'e1',
      'events_api app_rate_limited',
    ],
    [{ type: 'events_api', envelope_id: 'e2', payload: { event: {} } }, 'e2', 'events_api ?'],
    [{ type: 'interactive', envelope_id: 'e3' }, 'e3', 'interactive ?'],
    [{ type: 'of_tomorrow', payload: { type: 'new' } }, null, 'of_tomorrow new'],
    [{ type: 'a secret: xoxb-1', envelope_id: 7 }, null, '? ?'],
    ['text', null, '?'],
    [null, null, '?'],
  ])('%j is odd', (message, id, what) => {
    expect(read(message)).toEqual({ kind: 'odd', id, what })
  })

  it('reads anything at all', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readMessage(text).kind !== undefined))
  })
})
