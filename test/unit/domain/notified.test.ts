import { describe, expect, it } from 'vitest'
import { placeClosed, triedAgain } from '../../../src/domain/closed-place.ts'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import {
  claimJoined,
  claimNotice,
  endNotified,
  endWay,
  isEndInDoubt,
  isSameEnd,
  joinedNotified,
  joinedUndone,
  messageGone,
  messageOutdated,
  type PostFound,
  withNotified,
} from '../../../src/domain/notified.ts'
import { pendingNotice } from '../../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
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

  /** To whom it is told, try by try, while no answer comes and a look gives that. */
  const tries = (from: ShareLink, found: PostFound, most = 4) => {
    const tried: unknown[] = []
    let share = from
    for (let count = 0; count < most; count += 1) {
      const way = endWay(share, isEndInDoubt(share) ? found : 'unknown')
      tried.push(way?.to)
      share = withNotified(share, way?.mark ?? {})
    }
    return tried
  }

  it.each<[string, ShareLink, unknown[]]>([
    ['in its thread, where the channel may have heard', over, ['channel', 'thread', 'creator', 'creator']],
    [
      'in its thread, where the channel has heard that the link is dead',
      withNotified(over, { end: 'heard' }),
      ['thread', 'creator', 'creator', 'creator'],
    ],
    [
      'to its creator, where there is no message',
      { ...over, message: null },
      ['creator', 'creator', 'creator', 'creator'],
    ],
    [
      'to its creator, where the channel may have heard before its message was lost',
      { ...withNotified(over, { end: 'telling' }), message: null },
      ['creator', 'creator', 'creator', 'creator'],
    ],
  ])(
    'R8: is told %s, and then to its creator until an answer comes, where nobody can look',
    (_, share, told) => {
      expect(tries(share, 'unknown')).toEqual(told)
    },
  )

  it('R8: is told to the channel again and again while it is seen that it is not there', () => {
    expect(tries(over, 'absent')).toEqual(['channel', 'channel', 'channel', 'channel'])
    expect(tries({ ...over, message: null }, 'absent')).toEqual(['creator', 'creator', 'creator', 'creator'])
  })

  it('R8: is told to nobody any more once it is found', () => {
    expect(tries(over, 'there')).toEqual(['channel', 'nobody', undefined, undefined])
  })

  it('R8: is told to its creator until an answer comes while its place is closed, and to the channel when it is open', () => {
    const closed = placeClosed(over, 'place', NOW)
    expect(tries(closed, 'unknown', 3)).toEqual(['creator', 'creator', 'creator'])
    expect(tries(closed, 'there', 3)).toEqual(['creator', 'nobody', undefined])
    const told = withNotified(closed, { endPrivately: 'notified' })
    const open = triedAgain(told) ?? told
    expect(tries(open, 'unknown', 3)).toEqual(['channel', 'nobody', undefined])
    expect(tries(open, 'absent', 2)).toEqual(['channel', 'channel'])
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
