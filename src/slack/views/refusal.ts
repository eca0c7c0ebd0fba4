import type { Refusal } from '../../domain/answer.ts'
import { linesView, type Piece, type View } from './rich.ts'
import { ending } from './share-words.ts'
import { cut, nameLike } from './untrusted.ts'

const named = (title: string): Piece => ({ bold: nameLike(title) })

/** What was wrong and what would be right; one line each, without blame. */
const words = (refusal: Refusal): readonly (readonly Piece[])[] => {
  switch (refusal.reason) {
    case 'not-understood':
      return [
        refusal.quoted === null
          ? [refusal.problem]
          : [refusal.problem, ' Not understood: ', { code: cut(nameLike(refusal.quoted, 200), 200) }],
        ['For example: ', { code: refusal.example }],
      ]
    case 'policy':
      return [[refusal.message]]
    case 'unknown-file':
      return [
        ['The portal has no file ', { code: nameLike(refusal.fileId, 60) }, '.'],
        ['Copy the address of the file from the portal and use that.'],
      ]
    case 'no-right-to-share':
      return [
        ['Sharelink may not see or share the file ', { code: nameLike(refusal.fileId, 60) }, '.'],
        [
          "Ask the file's owner to give Sharelink's account the right to share it, or move it to a room where it has that right.",
        ],
      ]
    case 'not-shareable':
      return [
        [named(refusal.title), ' may not be shared by an external link from this account.'],
        ['Ask the owner of the file or the manager of its room for the right to share it.'],
      ]
    case 'quota-full':
      return [
        [
          named(refusal.title),
          ` has all the ${refusal.quota} links that the portal allows for one file; ended ones count until they are deleted.`,
        ],
        ['Revoke or delete one of them, then try again.'],
      ]
    case 'form-room':
      return [
        [named(refusal.title), ' is a form in a form filling room; its link is the link of the whole room.'],
        ['Copy the form to another room and share the copy.'],
      ]
    case 'data-room':
      return [
        [named(refusal.title), ' is in a data room: the portal lets only its members in.'],
        ['Copy the file to another room and share the copy.'],
      ]
    case 'end-passed':
      return [['The end that was asked for has passed meanwhile. Nothing was shared.'], ['Ask again.']]
    case 'portal-down':
      return [['The portal does not answer. Nothing was shared.'], ['Try again in a few minutes.']]
    case 'portal-busy':
      return [['The portal has too many requests just now. Nothing was shared.'], ['Try again in a minute.']]
    case 'portal-key':
      return [
        ["The portal does not accept Sharelink's key. Nothing was shared."],
        ['Ask whoever runs Sharelink here to check DOCSPACE_API_KEY.'],
      ]
    case 'portal-plan':
      return [
        ['The plan of the portal does not allow this just now. Nothing was shared.'],
        ["Ask the portal's owner to check its payment and plan."],
      ]
    case 'portal-rejected':
      return refusal.hadPassword
        ? [
            ['The portal did not take this password. Nothing was shared.'],
            ['Use a longer one: portals usually ask for 8 characters or more.'],
          ]
        : [
            ['The portal did not take this request. Nothing was shared.'],
            ['Try other terms, or tell whoever runs Sharelink.'],
          ]
    case 'portal-scope':
      return [
        ["Sharelink's key for the portal lacks a permission that it needs. Nothing was shared."],
        ['Ask whoever runs Sharelink here to give the key ', { code: 'files:write' }, '.'],
      ]
    case 'portal-odd':
      return [
        ["The portal's answer could not be understood. Nothing was shared."],
        ['Try again; if it stays so, ask whoever runs Sharelink here to check DOCSPACE_URL.'],
      ]
    case 'no-vault':
      return [
        ['The password cannot be read back, so no link was made without it.'],
        ['Ask whoever runs Sharelink here to set ENCRYPTION_KEY for all its processes.'],
      ]
    case 'portal-broken':
      return [
        ['The portal gave another link than was asked for, so it is being removed. Nothing was shared.'],
        ['Try again; if it stays so, tell whoever runs Sharelink.'],
      ]
    case 'slack-down':
      return [['Slack did not answer, so nothing was done.'], ['Try again in a few minutes.']]
    case 'storage-down':
      return [['Sharelink cannot reach its own store. Nothing was changed.'], ['Try again in a minute.']]
    case 'bot-absent':
      return [
        ['Sharelink is not in ', { channel: refusal.channel.id }, '. Nothing was shared.'],
        ['Invite it there with ', { code: '/invite @Sharelink' }, ' and try again.'],
      ]
    case 'cannot-post':
      return [
        [
          'Slack does not let Sharelink post in ',
          { channel: refusal.channel.id },
          ` (${nameLike(refusal.code, 60)}). Nothing was shared.`,
        ],
        ['Choose another channel.'],
      ]
    case 'unknown-channel':
      return [
        [
          'There is no channel ',
          { code: `#${nameLike(refusal.name, 80)}` },
          ' that Sharelink can see. Nothing was shared.',
        ],
        [
          'Pick the channel from the list that Slack offers after #, and invite Sharelink to it if it is private.',
        ],
      ]
    case 'outsider':
      return [
        ['Only members of this workspace can share files with Sharelink.'],
        ['Ask a member to share the file.'],
      ]
    case 'unknown-share':
      return [
        ['There is no share ', { code: nameLike(refusal.id, 30) }, ' here.'],
        ['See yours with ', { code: '/sharelink list' }, '.'],
      ]
    case 'not-yours':
      return [
        ['Only the person who made a share, or an admin, can end it. Nothing was changed.'],
        ['Ask one of them.'],
      ]
    case 'admins-only':
      return [['Only admins can list all shares.'], ['See yours with ', { code: '/sharelink list' }, '.']]
    case 'not-ready':
      return [[`Share ${refusal.id} is still being made.`], ['Try again in a moment.']]
    case 'already-over':
      return [['This link is over already. ', ...ending(refusal.share)]]
    case 'question-gone':
      return [
        ['That question was answered already, or is too old. Nothing was changed.'],
        ['Type the command again.'],
      ]
    case 'bug':
      return [
        ['Something went wrong in Sharelink itself. Nothing is shared that you were not told of.'],
        ['Try again; if it stays so, give the reference to whoever runs Sharelink.'],
      ]
  }
}

/** A refusal, with the reference that finds its log line. */
export const refusalView = (refusal: Refusal, reference: string): View =>
  linesView(...words(refusal), [`Reference: ${reference}`])
