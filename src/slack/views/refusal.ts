import type { RefusedFile } from '../../domain/answer.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { GUEST_LINES } from './guest-words.ts'
import { portalWords } from './portal-words.ts'
import { linesView, type Piece, type View } from './rich.ts'
import { ruleAdvice, ruleWords } from './rule-words.ts'
import { shareRefusalWords } from './share-refusals.ts'
import { number } from './share-words.ts'
import { slackWords } from './slack-words.ts'
import { cut, nameLike } from './untrusted.ts'

const named = (title: string): Piece => ({ bold: nameLike(title) })

const policyLines = (broken: BrokenRule): readonly (readonly Piece[])[] => {
  const advice = ruleAdvice(broken)
  return [[ruleWords(broken)], ...(advice === null ? [] : [advice])]
}

const keyCutOff = (hadPassword: boolean): readonly (readonly Piece[])[] => [
  [
    hadPassword
      ? "The password and the id of this file are so long that the portal's audit trail may not say which link it was downloaded by: no limit could be kept. Nothing was changed."
      : "The id of this file is so long that the portal's audit trail may not say which link it was downloaded by: no limit could be kept. Nothing was changed.",
  ],
  [
    hadPassword
      ? 'Use a shorter password or none; or share this file without a limit ('
      : 'Copy the file to a room of the portal itself and share the copy; or share this one without a limit (',
    { code: 'max none' },
    '), where the rules allow that, or view only (',
    { code: 'view' },
    ').',
  ],
]

/** What cannot be done while it is not known who is in a channel. */
const NOT_KNOWN: Record<Extract<Refusal, { reason: 'membership-unknown' }>['to'], string> = {
  post: 'Nothing was shared.',
  look: 'Only people in it can see details of the link.',
  take: 'Only people in it can get the file.',
}

/** What was wrong and what would be right; one line each, without blame. */
export const words = (refusal: Refusal, file: RefusedFile | null = null): readonly (readonly Piece[])[] => {
  switch (refusal.reason) {
    case 'not-understood':
      return [
        refusal.quoted === null
          ? [refusal.problem]
          : [refusal.problem, ' Not understood: ', { code: cut(nameLike(refusal.quoted, 200), 200) }],
        ['For example: ', { code: refusal.example }],
      ]
    case 'policy':
      return policyLines(refusal)
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
        ['The portal does not let Sharelink share ', named(refusal.title), ' by a link.'],
        [
          "Ask the file's owner, or the manager of its room, to give Sharelink's account the right to share it.",
        ],
      ]
    case 'quota-full':
      return [
        [
          named(refusal.title),
          ` has all the ${number(refusal.quota)} links that the portal allows for one file. Ended ones count until they are deleted.`,
        ],
        ['Revoke or delete one of them, then try again.'],
      ]
    case 'no-link-free':
      return [
        [
          named(refusal.title),
          ` has all the ${number(refusal.quota)} links that the portal allows for one file, and your download needs one for two minutes. No download was used up.`,
        ],
        ['Try again in a few minutes. If it stays so, tell the person who shared it.'],
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
      return [
        ['The end that was asked for has passed meanwhile. Nothing was changed.'],
        ['Choose a later end.'],
      ]
    case 'key-cut-off':
      return keyCutOff(refusal.hadPassword)
    case 'portal-slow':
    case 'portal-down':
    case 'portal-busy':
    case 'portal-used-up':
    case 'portal-key':
    case 'portal-plan':
    case 'portal-rejected':
    case 'portal-scope':
    case 'portal-odd':
      return portalWords(refusal, file)
    case 'still-ending':
      return [
        ['The portal has not removed the old link yet; until then it cannot come back. Nothing was changed.'],
        ['Sharelink goes on removing it. Try again in a few minutes.'],
      ]
    case 'no-vault':
      return [
        ['The password cannot be read back, and nothing is done without it.'],
        ['Ask whoever runs Sharelink to set ENCRYPTION_KEY for all its processes.'],
      ]
    case 'portal-broken':
      return [
        ['The portal gave another link than was asked for, so it is being removed. Nothing was shared.'],
        ['Try again. If it stays so, tell whoever runs Sharelink.'],
      ]
    case 'slack-down':
    case 'slack-busy':
    case 'slack-scope':
    case 'slack-token':
    case 'slack-refused':
    case 'bot-absent':
    case 'cannot-post':
      return slackWords(refusal)
    case 'storage-down':
      return [['Sharelink cannot reach its database. Nothing was changed.'], ['Try again in a minute.']]
    case 'storage-unsure':
      return [
        ["Sharelink's database does not answer, so it is not known yet whether this was done."],
        [
          'You are told as soon as it is known. If you hear nothing within half an hour, look with ',
          { code: '/sharelink list' },
          ' before you try again.',
        ],
      ]
    case 'unknown-channel':
      return [
        [
          'Sharelink can find no channel ',
          { code: `#${nameLike(refusal.name, 80)}` },
          '. Nothing was shared.',
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
    case 'guest':
      return GUEST_LINES
    case 'unknown-share':
      if (refusal.hasMessage) {
        return [
          ['Sharelink has no record of share ', { code: nameLike(refusal.id, 30) }, ' any more.'],
          ['Its link was ended, or is within a minute, and admins are told. This message stays as it is.'],
          [
            'To be sure, ask who runs the portal to delete the link there. For a new one: ',
            { code: '/sharelink' },
          ],
        ]
      }
      return [
        ['There is no share ', { code: nameLike(refusal.id, 30) }, ' here.'],
        ['See yours with ', { code: '/sharelink list' }, '.'],
      ]
    case 'not-yours':
      return [
        [
          'Only the person who made a share, or an admin, can revoke, extend or mute it. Nothing was changed.',
        ],
        ['Ask one of them.'],
      ]
    case 'not-for-you':
      return [
        ['Only people in the channel that a link was posted in can see its details.'],
        ['Ask the person who shared it.'],
      ]
    case 'membership-unknown':
      return [
        [
          'Slack does not say whether you are in that channel; it does not for channels with very many people. ',
          NOT_KNOWN[refusal.to],
        ],
        [
          refusal.to === 'take'
            ? 'Press the button in the channel itself.'
            : 'Type the command in the channel itself.',
        ],
      ]
    case 'may-not-take':
      return [
        [
          refusal.who === 'outsider'
            ? 'This file was not shared with people of other companies.'
            : 'Only people in the channel that this file was shared in can get it.',
        ],
        ['Ask the person who shared it.'],
      ]
    case 'download-over':
      return [
        ['That download of ', named(refusal.title), ' is over.'],
        ['For another one, press ', { bold: 'Get the file' }, ' again.'],
      ]
    case 'form-expired':
      return [['The form could not be opened in time.'], ['Try again: ', { code: refusal.instead }]]
    case 'not-extended':
      return [
        ['The portal did not do what was asked for, so the link does not count as extended.'],
        ['Try again. If it stays so, make a new link.'],
      ]
    case 'admins-only':
      return refusal.to === 'try-counting'
        ? [['Only admins can try the counting.'], ['Ask one of them.']]
        : [['Only admins can list all links.'], ['See yours with ', { code: '/sharelink list' }, '.']]
    case 'not-ready':
      return [[`The link with the share ID ${refusal.id} is still being made.`], ['Try again in a moment.']]
    case 'cannot-extend':
    case 'limit-too-low':
    case 'needs-higher-limit':
    case 'view-only-limit':
    case 'same-terms':
    case 'extension-under-way':
    case 'already-over':
    case 'suspended':
    case 'used-up':
    case 'blind':
      return shareRefusalWords(refusal)
    case 'no-canary-file':
      return [
        ['No file was named to try the counting with, and CANARY_FILE is not set.'],
        ['Name one that Sharelink may share: ', { code: '/sharelink canary 4821' }],
      ]
    case 'question-gone':
      return [
        ['That question was answered already, or is too old. Nothing was changed.'],
        ['Share the file again.'],
      ]
    case 'bug':
      return [
        ['Something went wrong in Sharelink itself. Nothing is shared that you were not told of.'],
        ['Try again. If it stays so, give the reference to whoever runs Sharelink.'],
      ]
  }
}

/** Only what was wrong, for people who did not ask for anything. */
export const whyRefused = (refusal: Refusal): readonly Piece[] => words(refusal)[0] ?? []

/** A refusal, with the reference that finds its log line. */
export const refusalView = (refusal: Refusal, reference: string, file: RefusedFile | null = null): View =>
  linesView(...words(refusal, file), [`Reference: ${reference}`])
