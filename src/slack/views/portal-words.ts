import type { RefusedFile } from '../../domain/answer.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { roughDuration } from './duration-words.ts'
import { notDone } from './not-done.ts'
import type { Line } from './rich.ts'

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
      | 'portal-broken'
  }
>

/** What is the matter with DocSpace, what that leaves, and what would help. */
export const portalWords = (refusal: PortalRefusal, file: RefusedFile | null): readonly Line[] => {
  const left = notDone(file)
  switch (refusal.reason) {
    case 'portal-slow':
      return [['DocSpace is slow right now, so ', ...left], ['Try again in a few minutes.']]
    case 'portal-down':
      return [["DocSpace isn't answering, so ", ...left], ['Try again in a few minutes.']]
    case 'portal-busy':
      return [['DocSpace is busy, so ', ...left], ['Try again in a minute.']]
    case 'portal-used-up':
      return [
        ['Sharelink has used up the changes that DocSpace allows it for today, so ', ...left],
        ['What is left is for closing links. Try again in ', roughDuration(refusal.waitMs), '.'],
      ]
    case 'portal-key':
      return [
        ["DocSpace doesn't accept Sharelink's key, so ", ...left],
        ['Ask your Sharelink admin to check it (DOCSPACE_API_KEY).'],
      ]
    case 'portal-plan':
      return [
        ["The DocSpace plan doesn't allow this right now, so ", ...left],
        ['Ask the owner of your DocSpace to check its plan and payment.'],
      ]
    case 'portal-rejected':
      return refusal.hadPassword
        ? [
            ["DocSpace didn't accept this password, so ", ...left],
            ['Use a longer one: DocSpace usually wants at least 8 characters.'],
          ]
        : [
            ["DocSpace didn't accept this, so ", ...left],
            ['Try another end, limit or password, or ask your Sharelink admin.'],
          ]
    case 'portal-scope':
      return [
        ["Sharelink's key lacks a permission in DocSpace, so ", ...left],
        ['Ask your Sharelink admin to give it ', { code: 'files:write' }, '.'],
      ]
    case 'portal-odd':
      return [
        ["Sharelink couldn't read DocSpace's answer, so ", ...left],
        [
          'Try again. If that fails too, ask your Sharelink admin to check the address of DocSpace (DOCSPACE_URL).',
        ],
      ]
    case 'portal-broken':
      return [
        ['DocSpace returned a different link, so ', ...left],
        ['Sharelink removes that link. Try again, and tell your Sharelink admin if that fails too.'],
      ]
  }
}
