import { describe, expect, it } from 'vitest'
import { placeClosed, triedAgain } from '../../../src/domain/closed-place.ts'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import {
  claimJoined,
  claimNotice,
  endNotified,
  endWay,
  isSameEnd,
  joinedNotified,
  joinedUndone,
  messageGone,
  messageOutdated,
  withNotified,
} from '../../../src/domain/notified.ts'
import { pendingNotice } from '../../../src/domain/pending-notice.ts'
import { aRevokedShare, aShare, NOW } from '../../support/builders.ts'

describe('what was told', () => {
  it('is marked, and nothing else is changed', () => {
    const share = aShare()
    expect(withNotified(share, { downloads: 3 })).toEqual({
      ...share,
      notified: { ...share.notified, downloads: 3 },
    })
  })

  it('is the message no more where that shows something else', () => {
    expect(pendingNotice(messageOutdated(aShare()))).toBe('message')
  })

  it('is told again to the creator where the message is gone', () => {
    const share = withNotified(aShare({ downloads: 3 }), { downloads: 3 })
    const gone = messageGone(share, { downloads: 1 })
    expect(gone).toMatchObject({ message: null, messageLost: true, notified: { downloads: 1 } })
    expect(pendingNotice(gone)).toBe('lost')
  })
})

describe('a notice', () => {
  const gone = messageGone(aShare(), {})

  it('is claimed by the run that marks it while it is pending', () => {
    const claimed = claimNotice(gone, 'lost', () => ({ lost: true }))
    expect(claimed).toEqual(withNotified(gone, { lost: true }))
    expect(claimed === null ? null : claimNotice(claimed, 'lost', () => ({ lost: true }))).toBeNull()
  })

  it('is not claimed where something else is pending, or another run has told some of it', () => {
    expect(claimNotice(gone, 'downloads', () => ({ downloads: 1 }))).toBeNull()
    expect(claimNotice(gone, 'lost', () => null)).toBeNull()
  })
})

describe('an end', () => {
  const over = aRevokedShare()
  const TOLD = { to: 'channel' as const, mark: {}, done: { end: 'notified' as const } }

  it('is told in ever quieter ways while no answer comes, to its creator at last', () => {
    const tried: unknown[] = []
    let share = over
    for (let tries = 0; tries < 5; tries += 1) {
      const way = endWay(share)
      tried.push(way?.to)
      share = withNotified(share, way?.mark ?? {})
    }
    expect(tried).toEqual(['channel', 'thread', 'creator', 'creator', 'creator'])
    expect(endWay(withNotified(share, { end: 'notified' }))).toBeNull()
  })

  it('is told to its creator alone where there is no message, or for now where its place is closed', () => {
    expect(endWay({ ...over, message: null })).toMatchObject({ to: 'creator', done: { end: 'notified' } })
    const closed = placeClosed(over, 'place', NOW)
    expect(endWay(closed)).toMatchObject({ to: 'creator', done: { endPrivately: 'notified' } })
    expect(endWay(triedAgain(closed) ?? closed)?.to).toBe('channel')
  })

  it('counts as told while it is the one that was told', () => {
    expect(endNotified(over, over, TOLD)?.notified.end).toBe('notified')
  })

  it('may be told with others of its channel, while that is the next way, and told by itself again', () => {
    const shown = { ...over, notified: { ...over.notified, fingerprint: fingerprintOf(over) } }
    const channel = shown.message?.channel ?? ''
    const claimed = claimJoined(shown, channel)
    expect(claimed?.notified).toMatchObject({ end: 'telling', downloads: shown.downloads })
    expect(claimJoined(shown, 'C0OTHER')).toBeNull()
    expect(claimJoined(claimed ?? shown, channel)).toBeNull()
    expect(joinedNotified(claimed ?? shown, shown)?.notified.end).toBe('notified')
    expect(joinedUndone(claimed ?? shown, shown)).toEqual(shown)
    expect(joinedUndone(aShare(), shown)).toBeNull()
  })

  it('is another one after an extension has taken it back', () => {
    const later =
      over.end === null ? over : { ...over, end: { ...over.end, decidedAt: over.end.decidedAt + 1 } }
    expect(isSameEnd(later, over)).toBe(false)
    expect(endNotified(later, over, TOLD)).toBeNull()
    expect(endNotified(aShare(), over, TOLD)).toBeNull()
  })
})
