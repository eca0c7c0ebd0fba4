import type { Outcome } from '../../domain/answer.ts'
import { readScopeLine } from '../../domain/link-scope.ts'
import type { ShareRef } from '../../domain/share.ts'
import { readShareId } from '../../domain/share-id.ts'
import type { revokeAll } from '../../use-cases/admin/revoke-all.ts'
import type { decideApproval } from '../../use-cases/approval/decide-approval.ts'
import type { retryApproved } from '../../use-cases/approval/retry-approved.ts'
import type { askCanary } from '../../use-cases/canary/ask-canary.ts'
import type { takeFile } from '../../use-cases/claims/take-file.ts'
import type { ConnectActs } from '../../use-cases/identity/connect-acts.ts'
import type { answerIdle } from '../../use-cases/idle/answer-idle.ts'
import type { answerUnattended } from '../../use-cases/leavers/answer-unattended.ts'
import type { answerQuestion } from '../../use-cases/make/answer-question.ts'
import type { answerOutsiders } from '../../use-cases/outsiders/answer-outsiders.ts'
import type { Jobs } from '../../use-cases/ports.ts'
import type { forgetPerson } from '../../use-cases/record/forget-person.ts'
import type { answerOutgrown } from '../../use-cases/rules/answer-outgrown.ts'
import type { listShares } from '../../use-cases/show/list-shares.ts'
import type { muteShare } from '../../use-cases/show/mute-share.ts'
import type { showHelp } from '../../use-cases/show/show-help.ts'
import type { showShare } from '../../use-cases/show/show-share.ts'
import * as action from '../views/actions.ts'
import type { ClickDeps } from './clicks.ts'
import type { OpenForm } from './shortcuts.ts'
import type { createShownLists } from './shown-lists.ts'

export interface ClickParts {
  revokeShare: (ref: ShareRef, userId: string) => Promise<Outcome>
  revokeAll: ReturnType<typeof revokeAll>
  answerUnattended: ReturnType<typeof answerUnattended>
  answerOutgrown: ReturnType<typeof answerOutgrown>
  answerOutsiders: ReturnType<typeof answerOutsiders>
  answerIdle: ReturnType<typeof answerIdle>
  offerRevoke: (ref: ShareRef, userId: string, list: string | null) => Promise<Outcome>
  listIn: ReturnType<typeof createShownLists>['of']
  copyLink: (ref: ShareRef, userId: string, reference: string) => Promise<Outcome>
  takeFile: ReturnType<typeof takeFile>
  retractDownload: Jobs['retractDownload']
  extendForm: (ref: ShareRef, userId: string) => Promise<Outcome>
  showShare: ReturnType<typeof showShare>
  muteShare: ReturnType<typeof muteShare>
  answerQuestion: ReturnType<typeof answerQuestion>
  decideApproval: ReturnType<typeof decideApproval>
  retryApproved: ReturnType<typeof retryApproved>
  listShares: ReturnType<typeof listShares>
  askCanary: ReturnType<typeof askCanary>
  forgetPerson: ReturnType<typeof forgetPerson>
  showHelp: ReturnType<typeof showHelp>
  openForm: OpenForm
  /** Null: one key acts for all. */
  connecting: ConnectActs | null
  openHome: (team: string, userId: string, page: number) => Promise<void>
  seenAt: ClickDeps['seen']
  endUnrecorded: ClickDeps['endUnrecorded']
}

/** How many rows, or pages of a Home, come before a page, as its button says. */
const skipOf = (text: string | undefined): number => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 0)

const NO_ACCOUNTS = Promise.resolve<Outcome>({ ok: false, refusal: { reason: 'no-accounts' } })

/** Under which something is kept. */
const REFERENCE = /^[\w-]{1,40}$/

/** What may be asked for again afterwards. Whose it is, is looked up then. */
const retryOf = (value: string): { retry?: string } => (REFERENCE.test(value) ? { retry: value } : {})

/** Which use case each button is for. */
export const clickHandlers = (parts: ClickParts): ClickDeps => {
  const answer: ClickDeps['others'][string] = ({ team, userId, value, what, replyTo }, { reference }) =>
    replyTo === null
      ? Promise.resolve({ ok: true, answer: null })
      : parts.answerQuestion({
          team,
          userId,
          key: value,
          postAnyway: what === action.POST_ANYWAY,
          replyTo,
          reference,
        })

  const why: ClickDeps['others'][string] = async ({ team, userId, channel, value }) => {
    const [typed = '', skip] = value.split(' ')
    const id = readShareId(typed)
    if (id === null) return { ok: false, refusal: { reason: 'unknown-share', id: typed } }
    return parts.showShare.why({ team, id }, { userId, channel }, skipOf(skip), true)
  }

  const list: ClickDeps['others'][string] = async ({ team, userId, channel, value }) => {
    const [scope, skip] = value.split(' ')
    if (scope !== 'mine' && scope !== 'here' && scope !== 'all') return { ok: true, answer: null }
    return parts.listShares(team, scope, { userId, channel }, { skip: skipOf(skip), replace: true })
  }

  const revokeMany: ClickDeps['others'][string] = async ({ team, userId, value }, { reference }) => {
    const [, before = '', line = ''] = /^(\d{1,15}) (.+)$/.exec(value) ?? []
    const scope = readScopeLine(line)
    return scope === null
      ? { ok: true, answer: null }
      : parts.revokeAll({ team, userId, scope, before: Number(before), reference })
  }

  const decideOn =
    (how: 'takeOver' | 'keep'): ClickDeps['others'][string] =>
    async ({ team, userId, value }, { reference }) => {
      const scope = readScopeLine(value)
      return scope === null
        ? { ok: true, answer: null }
        : parts.answerUnattended[how]({ team, userId, scope, reference })
    }

  const ofOutsiders =
    (how: 'keep' | 'revoke'): ClickDeps['others'][string] =>
    async ({ team, userId, value }, { reference }) => {
      const [, at = '', channel] = /^(\d{1,15}) (\S{1,100})$/.exec(value) ?? []
      return channel === undefined
        ? { ok: true, answer: null }
        : parts.answerOutsiders[how]({ team, userId, channel, at: Number(at), reference })
    }

  const ofIdle =
    (how: 'keep' | 'end'): ClickDeps['others'][string] =>
    ({ team, userId, value }, { reference }) => {
      const ids = value.split(' ').flatMap((typed) => readShareId(typed) ?? [])
      return parts.answerIdle[how]({ team, userId, ids, reference })
    }

  const decide =
    (how: 'approved' | 'disapproved'): ClickDeps['others'][string] =>
    async ({ team, userId, value, place }, { reference }) => {
      const id = readShareId(value)
      return id === null
        ? { ok: false, refusal: { reason: 'question-gone' } }
        : parts.decideApproval({ team, userId, id, how, place: place ?? null, reference })
    }

  const askApproval: ClickDeps['others'][string] = async ({ value }) =>
    REFERENCE.test(value)
      ? { ok: true, answer: { kind: 'ask-approval', reference: value } }
      : { ok: false, refusal: { reason: 'question-gone' } }

  const tryApproved: ClickDeps['others'][string] = async ({ team, userId, value, replyTo }, act) => {
    const id = readShareId(value)
    return id === null
      ? { ok: false, refusal: { reason: 'question-gone' } }
      : parts.retryApproved({ team, userId, id, replyTo, ...act })
  }

  const turnHomePage: ClickDeps['others'][string] = async ({ team, userId, value }) => {
    await parts.openHome(team, userId, skipOf(value))
    return { ok: true, answer: null }
  }

  const fetch: ClickDeps['others'][string] = async ({ team, value, replyTo, isPrivate }) => {
    const [typed = '', until] = value.split(' ')
    const id = readShareId(typed)
    // Elsewhere it would replace what others see.
    if (isPrivate && id !== null && replyTo?.kind === 'url' && /^\d{1,15}$/.test(until ?? ''))
      await parts.retractDownload({ team, id, url: replyTo.url, until: Number(until) })
    return { ok: true, answer: null }
  }

  return {
    seen: parts.seenAt,
    endUnrecorded: parts.endUnrecorded,
    onShare: {
      [action.REVOKE]: (ref, { userId }) => parts.revokeShare(ref, userId),
      [action.ASK_REVOKE]: (ref, click) => parts.offerRevoke(ref, click.userId, parts.listIn(click)),
      [action.COPY_LINK]: (ref, { userId }, { reference }) => parts.copyLink(ref, userId, reference),
      [action.GET_FILE]: (ref, { userId, userTeam, channel }, { linkId }) =>
        parts.takeFile(ref, { userId, userTeam, channel }, linkId),
      [action.EXTEND]: (ref, { userId }) => parts.extendForm(ref, userId),
      [action.DETAILS]: (ref, { userId, channel }) => parts.showShare.info(ref, { userId, channel }),
      [action.MUTE]: (ref, { userId }) => parts.muteShare(ref, userId, true),
      [action.UNMUTE]: (ref, { userId }) => parts.muteShare(ref, userId, false),
    },
    others: {
      [action.POST_ANYWAY]: answer,
      [action.DO_NOT_POST]: answer,
      [action.ASK_APPROVAL]: askApproval,
      [action.TRY_APPROVED]: tryApproved,
      [action.APPROVE]: decide('approved'),
      [action.DISAPPROVE]: decide('disapproved'),
      [action.REVOKE_ALL]: revokeMany,
      [action.APPLY_RULES]: ({ team, userId }, { reference }) =>
        parts.answerOutgrown.apply({ team, userId, reference }),
      [action.KEEP_OUTGROWN]: ({ team, userId }, { reference }) =>
        parts.answerOutgrown.keep({ team, userId, reference }),
      [action.KEEP_ALL]: async () => ({ ok: true, answer: { kind: 'links-kept', replace: true } }),
      [action.TAKE_OVER]: decideOn('takeOver'),
      [action.LET_LIVE]: decideOn('keep'),
      [action.ALLOW_OUTSIDERS]: ofOutsiders('keep'),
      [action.REVOKE_FOR_OUTSIDERS]: ofOutsiders('revoke'),
      [action.KEEP_IDLE]: ofIdle('keep'),
      [action.END_IDLE]: ofIdle('end'),
      [action.FETCH_FILE]: fetch,
      [action.WHY]: why,
      [action.LIST_PAGE]: list,
      [action.NEW_SHARE]: (by) => parts.openForm(by, { channel: by.channel, fileId: null }),
      [action.CONNECT]: ({ team, userId, value }) =>
        parts.connecting?.begin({ team, userId, ...retryOf(value) }) ?? NO_ACCOUNTS,
      [action.FINISH_CONNECT]: ({ team, userId, value }, { reference }) =>
        parts.connecting?.finish(value, { team, userId }, reference) ?? NO_ACCOUNTS,
      [action.SHOW_HELP]: ({ team, userId }) => parts.showHelp(team, userId, true),
      [action.TRY_COUNTING]: ({ team, userId, replyTo }, { reference }) =>
        parts.askCanary({ team, userId, fileId: null, replyTo, reference }),
      [action.FORGET_PERSON]: ({ team, userId, value }, { reference }) =>
        /^[UW][A-Z\d]{1,30}$/.test(value)
          ? parts.forgetPerson.forget({ team, userId }, value, reference)
          : Promise.resolve({ ok: true, answer: null }),
      [action.HOME_PAGE]: turnHomePage,
      [action.HOME_NEWER]: turnHomePage,
    },
  }
}
