import type { BriefShare } from '../../domain/brief-share.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { blindSince, remedyForAnybody } from './blind-words.ts'
import { endWords } from './end-words.ts'
import type { Piece } from './rich.ts'
import { downloads, number } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** Refusals about one link, or about one that was asked for. */
type ShareRefusal = Extract<Refusal, { share: BriefShare | null }>
type Blind = Extract<Refusal, { reason: 'blind' }>

const named = ({ file }: BriefShare): Piece => ({ bold: nameLike(file.title) })

/** The command that shares a file anew, or the one that opens the form where the id cannot be shown as it must be typed. */
const shareAnew = (fileId: string, terms = ''): Piece => ({
  code: nameLike(fileId, 60) === fileId ? `/sharelink ${fileId}${terms}` : '/sharelink',
})

/** What still works while downloads are not seen. */
const withoutLimit = ({ noLimitAllowed, share }: Blind): Piece[] => {
  if (share === null) {
    return noLimitAllowed
      ? [
          'You can share it without a limit: add ',
          { code: 'max none' },
          '; or view only: add ',
          { code: 'view' },
          '.',
        ]
      : ['You can share it view only: add ', { code: 'view' }, '.']
  }
  if (share.state === 'active') return ['This link goes on without a limit.']
  return noLimitAllowed
    ? ['It can come back without a limit: ', { code: `/sharelink extend ${share.id} max none` }]
    : ['You can share the file again, view only: ', shareAnew(share.file.id, ' view')]
}

const blindLines = (refusal: Blind): readonly (readonly Piece[])[] => [
  [`Links with a limit can't be ${refusal.share === null ? 'made' : 'extended'} right now.`],
  withoutLimit(refusal),
  blindSince(refusal.cause, refusal.since),
  remedyForAnybody(refusal.cause),
]

const allTaken = (share: BriefShare): Piece[] => {
  const limit = share.terms.limit ?? 0
  return limit === 1
    ? ['The only download of ', named(share), ' is taken.']
    : [`All ${downloads(limit)} of `, named(share), ' are taken.']
}

/** Why something cannot be done with a link as it is, and what can. */
export const shareRefusalWords = (refusal: ShareRefusal): readonly (readonly Piece[])[] => {
  switch (refusal.reason) {
    case 'cannot-extend':
      return [
        ['The link to ', named(refusal.share), ...endWords(refusal.share), " It can't be reopened."],
        ['Make a new one: ', shareAnew(refusal.share.file.id)],
      ]
    case 'limit-too-low':
      return [
        [
          named(refusal.share),
          ` has had ${downloads(refusal.share.downloads)}, so its limit must be above ${number(refusal.share.downloads)}.`,
        ],
        [
          'For example: ',
          { code: `/sharelink extend ${refusal.share.id} max ${refusal.share.downloads + 3}` },
        ],
      ]
    case 'needs-higher-limit':
      return [
        ["All downloads are used, so more time won't help."],
        [
          'Raise the limit: ',
          { code: `/sharelink extend ${refusal.share.id} max ${refusal.share.downloads + 3}` },
        ],
      ]
    case 'view-only-limit':
      return [
        ['This link is view only, so there are no downloads to limit.'],
        ['Give it more time: ', { code: `/sharelink extend ${refusal.share.id} for 7d` }],
      ]
    case 'same-terms':
      return [
        ['The link already has this end and this limit.'],
        ['For example: ', { code: `/sharelink extend ${refusal.share.id} for 7d` }],
      ]
    case 'extension-under-way':
      return [['Someone is already extending this link.'], ['Try again in a moment.']]
    case 'already-over':
      // The link is named, since this may be told where it is not shown, such as after a click in Home.
      return [['The link to ', named(refusal.share), ...endWords(refusal.share, true)]]
    case 'suspended':
      return [
        ['The link to ', named(refusal.share), ...endWords(refusal.share)],
        [
          'It keeps its end and its limit. To close it for good: ',
          { code: `/sharelink revoke ${refusal.share.id}` },
        ],
      ]
    case 'used-up':
      return [allTaken(refusal.share), ['Ask the person who shared it for more.']]
    case 'blind':
      return blindLines(refusal)
  }
}
