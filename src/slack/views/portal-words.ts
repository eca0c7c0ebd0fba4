import type { RefusedFile } from '../../domain/answer.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { roughDuration } from './duration-words.ts'
import type { Piece } from './rich.ts'
import { nameLike } from './untrusted.ts'

type PortalRefusal = Extract<
  Refusal,
  {
    reason:
      | 'portal-slow'
      | 'portal-down'
      | 'portal-busy'
      | 'portal-used-up'
      | 'portal-key'
      | 'portal-plan'
      | 'portal-rejected'
      | 'portal-scope'
      | 'portal-odd'
  }
>

/** What a refusal of DocSpace leaves: for which file, and whether there is a link now. */
const leftWords = (file: RefusedFile | null): readonly Piece[] => {
  if (file === null) return ['Nothing was changed.']
  const name: Piece = file.title === null ? { code: nameLike(file.id, 60) } : { bold: nameLike(file.title) }
  switch (file.link) {
    case 'none':
      return ['No link to ', name, ' was made.']
    case 'unsure':
      return [
        'Whether it made a link to ',
        name,
        ' is not known. If so, Sharelink removes it; nobody has its address.',
      ]
    case 'live':
      return ['The link to ', name, ' keeps the end and the limit that it had.']
    case 'over':
      return ['The link to ', name, ' stays ended.']
  }
}

/** Why DocSpace refused what was asked, what that leaves, and what would help. */
export const portalWords = (
  refusal: PortalRefusal,
  file: RefusedFile | null,
): readonly (readonly Piece[])[] => {
  const left = leftWords(file)
  switch (refusal.reason) {
    case 'portal-slow':
      return [['DocSpace is answering too slowly just now.'], left, ['Try again in a few minutes.']]
    case 'portal-down':
      return [['DocSpace cannot be reached just now.'], left, ['Try again in a few minutes.']]
    case 'portal-busy':
      return [['DocSpace is being asked too much just now.'], left, ['Try again in a minute.']]
    case 'portal-used-up':
      return [
        ['DocSpace takes only so many changes a day, and what is left is for ending links.'],
        left,
        ['Try again in ', roughDuration(refusal.waitMs), '.'],
      ]
    case 'portal-key':
      return [
        ["DocSpace does not accept Sharelink's key."],
        left,
        ['Ask whoever runs Sharelink to check DOCSPACE_API_KEY.'],
      ]
    case 'portal-plan':
      return [
        ['The plan of the DocSpace portal does not allow this just now.'],
        left,
        ["Ask the portal's owner to check its payment and plan."],
      ]
    case 'portal-rejected':
      return refusal.hadPassword
        ? [
            ['DocSpace did not take this password.'],
            left,
            ['Use a longer one: portals usually ask for 8 characters or more.'],
          ]
        : [
            ['DocSpace did not take this request.'],
            left,
            ['Try another end, limit or password, or tell whoever runs Sharelink.'],
          ]
    case 'portal-scope':
      return [
        ["Sharelink's key for DocSpace lacks a permission that it needs."],
        left,
        ['Ask whoever runs Sharelink to give the key ', { code: 'files:write' }, '.'],
      ]
    case 'portal-odd':
      return [
        ["DocSpace's answer could not be understood."],
        left,
        ['Try again. If it stays so, ask whoever runs Sharelink to check DOCSPACE_URL.'],
      ]
  }
}
