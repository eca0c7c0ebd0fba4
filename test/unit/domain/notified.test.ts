import { describe, expect, it } from 'vitest'
import {
  claimNotice,
  endNotified,
  isSameEnd,
  messageGone,
  messageOutdated,
  withNotified,
} from '../../../src/domain/notified.ts'
import { pendingNotice } from '../../../src/domain/pending-notice.ts'
import { aRevokedShare, aShare } from '../../support/builders.ts'

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

  it('counts as told while it is the one that was told', () => {
    expect(endNotified(over, over)?.notified.end).toBe('notified')
  })

  it('is another one after an extension has taken it back', () => {
    const later =
      over.end === null ? over : { ...over, end: { ...over.end, decidedAt: over.end.decidedAt + 1 } }
    expect(isSameEnd(later, over)).toBe(false)
    expect(endNotified(later, over)).toBeNull()
    expect(endNotified(aShare(), over)).toBeNull()
  })
})
