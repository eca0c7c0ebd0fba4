import { describe, expect, it } from 'vitest'
import {
  closedToReply,
  movedTo,
  opened,
  placeClosed,
  retryAt,
  rewritten,
  seenAt,
  triedAgain,
} from '../../../src/domain/closed-place.ts'
import { isFinished, pendingNotice } from '../../../src/domain/pending-notice.ts'
import { hasThread } from '../../../src/domain/share.ts'
import { isMessageLost, SlackError } from '../../../src/domain/slack-error.ts'
import { aRevokedShare, aShare, DAY, HOUR, NOW } from '../../support/builders.ts'
import { upToDate } from '../../support/kept-shares.ts'

const live = upToDate(aShare())
const shut = placeClosed(live, 'place', NOW)

describe('what Slack refuses', () => {
  it.each<[string, 'place' | 'replies' | null, boolean]>([
    ['is_archived', 'place', false],
    ['channel_not_found', 'place', false],
    ['is_inactive', 'place', false],
    ['not_in_channel', 'replies', false],
    ['restricted_action', 'replies', false],
    ['restricted_action_read_only_channel', 'replies', false],
    ['restricted_action_thread_locked', 'replies', false],
    ['message_not_found', null, true],
    ['thread_not_found', null, true],
    ['cant_update_message', null, true],
    ['edit_window_closed', null, true],
    ['cannot_reply_to_message', null, false],
    ['invalid_blocks', null, false],
  ])('%s may pass (%s), or the message is lost (%s)', (code, closed, lost) => {
    const error = new SlackError('refused', code)
    expect([closedToReply(error), isMessageLost(error)]).toEqual([closed, lost])
  })
})

describe('a closed place', () => {
  it('is tried again after an hour, then after twice as long, and once a day at least', () => {
    const waits = [1, 2, 3, 4, 5, 6, 40].map((tries) => retryAt({ ...shut.closed, tries } as never) - NOW)
    expect(waits).toEqual([HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY])
  })

  it('has its creator told, once, and owes nothing else until something changes', () => {
    expect(hasThread(shut)).toBe(false)
    expect(pendingNotice(shut)).toBe('lost')
    const told = { ...shut, notified: { ...shut.notified, lost: true } }
    expect([pendingNotice(told), isFinished(told)]).toEqual([null, true])
    expect(pendingNotice({ ...told, downloads: 1 })).toBe('message')
  })

  it('that only takes no replies is no news by itself', () => {
    expect(pendingNotice(placeClosed(live, 'replies', NOW))).toBeNull()
  })

  it('owes the end to its creator at once, and to the channel when it is open', () => {
    const over = placeClosed(upToDate(aRevokedShare()), 'place', NOW)
    expect(pendingNotice(over)).toBe('end')
    const privately = { ...over, notified: { ...over.notified, endPrivately: 'notified' as const } }
    expect(pendingNotice(privately)).toBeNull()
    expect(pendingNotice(triedAgain(privately) ?? privately)).toBe('end')
    // Once the channel was told, the creator is not told again.
    expect(pendingNotice({ ...over, notified: { ...over.notified, end: 'notified' } })).toBeNull()
  })

  it('is open when it was tried and nothing is owed', () => {
    const again = triedAgain(shut) ?? shut
    expect(isFinished(again)).toBe(false)
    expect(opened(again, true)).toBeNull()
    expect(opened(again, false)).toMatchObject({ closed: null, notified: { lost: false } })
    expect(opened(shut, false)).toBeNull()
    expect([triedAgain(live), triedAgain(again)]).toEqual([null, null])
  })

  it('is found open by a rewriting that was taken, unless only replies are not', () => {
    expect(rewritten(shut, 'new').closed?.again).toBe(true)
    expect(rewritten(placeClosed(live, 'replies', NOW), 'new').closed).toMatchObject({
      again: false,
      fingerprint: 'new',
    })
    expect(rewritten(live, 'new')).toEqual({ ...live, notified: { ...live.notified, fingerprint: 'new' } })
  })

  it('counts how often it was found', () => {
    expect(placeClosed(placeClosed(live, 'place', NOW), 'place', NOW).closed?.tries).toBe(2)
    expect(placeClosed({ ...live, message: null }, 'place', NOW).closed).toBeNull()
  })
})

it('a channel with another id takes only its own shares along', () => {
  expect(movedTo(live, live.channel.id, 'C0NEW')).toMatchObject({
    channel: { id: 'C0NEW' },
    message: { channel: 'C0NEW' },
    closed: null,
  })
  expect(movedTo(live, 'C0OTHER', 'C0NEW')).toBeNull()
  expect(movedTo(shut, live.channel.id, 'C0NEW')?.closed?.again).toBe(true)
})

describe('where a button of a message was pressed', () => {
  const message = live.message ?? { channel: '', ts: '' }
  const there = { channel: 'C0NEW', ts: message.ts }
  const other = { channel: message.channel, ts: '9.9' }

  it('it is, where its channel has another id, or where it was given up', () => {
    expect(seenAt(live, there)).toMatchObject({
      message: there,
      channel: { id: 'C0NEW' },
      notified: { fingerprint: null },
    })
    expect(seenAt({ ...live, message: null, messageLost: true }, other)).toMatchObject({
      message: other,
      messageLost: false,
    })
    expect(seenAt(shut, message)?.closed?.again).toBe(true)
  })

  it('it stays where it is known to be, whatever becomes of one that was left behind', () => {
    for (const share of [live, shut, upToDate(aRevokedShare())]) expect(seenAt(share, other)).toBeNull()
    expect(seenAt(live, message)).toBeNull()
    expect(seenAt({ ...live, state: 'failed' }, there)).toBeNull()
  })
})
