import type { Answer, Doing } from '../../domain/answer.ts'
import { approvalAskedView, disapprovedView } from './approval.ts'
import { audienceQuestion } from './audience-question.ts'
import { canaryView } from './canary.ts'
import { claimsView } from './claims.ts'
import { confirmConnectView, connectedView, connectView, disconnectedView } from './connect.ts'
import { downloadGoneView, downloadView } from './download.ts'
import { extendedView } from './extended.ts'
import { forgetQuestion, forgottenView } from './forget.ts'
import { helpView, unknownCommandView } from './help.ts'
import { idleKeptView } from './idle.ts'
import { infoView } from './info.ts'
import { linkView } from './link.ts'
import { listView } from './list.ts'
import { outgrownKeptView, rulesAppliedView } from './outgrown.ts'
import { outsidersAllowedView } from './outsiders.ts'
import { delayedView, queuedView } from './queued.ts'
import { recordSentView } from './record-words.ts'
import { refusalView } from './refusal.ts'
import { askRevokeAllView, linksKeptView, noLinksView, revokingAllView } from './revoke-all.ts'
import { linesView, type Piece, type View } from './rich.ts'
import { sharedView } from './shared.ts'
import { leftAloneView, takenOverView } from './unattended.ts'
import { nameLike } from './untrusted.ts'
import { whyView } from './why.ts'

const underWayWords = (doing: Doing | null): readonly Piece[] => {
  if (doing === null) return ['Working on it…']
  const { id, title } = doing.file
  const name: Piece[] = title === null ? [`file `, { code: nameLike(id, 60) }] : [{ bold: nameLike(title) }]
  return [doing.what === 'make' ? 'Creating a link to ' : 'Extending the link to ', ...name, '…']
}

/** Every private answer. */
export const answerView = (answer: Answer): View => {
  switch (answer.kind) {
    case 'refused':
      return refusalView(answer)
    case 'ask-approval':
      return linesView(['Share it again: ', { code: '/sharelink' }])
    case 'approval-asked':
      return approvalAskedView(answer)
    case 'disapproved':
      return disapprovedView(answer)
    case 'shared':
      return sharedView(answer)
    case 'ending':
      return answer.share.state === 'revoked'
        ? linesView(['Revoked for good: ', { bold: nameLike(answer.share.file.title) }, '.'])
        : linesView(['Revoking the link to ', { bold: nameLike(answer.share.file.title) }, '…'])
    case 'download':
      return downloadView(answer)
    case 'download-gone':
      return downloadGoneView(answer)
    case 'list':
      return listView(answer)
    case 'link':
      return linkView(answer)
    case 'help':
      return helpView(answer)
    case 'connect':
      return connectView(answer)
    case 'confirm-connect':
      return confirmConnectView(answer)
    case 'connected':
      return connectedView(answer)
    case 'disconnected':
      return disconnectedView(answer)
    case 'unknown-command':
      return unknownCommandView(answer)
    case 'ask-audience':
      return audienceQuestion(answer)
    case 'working':
      return linesView(['Working on it…'])
    case 'under-way':
      return linesView(underWayWords(answer.doing))
    case 'info':
      return infoView(answer)
    case 'why':
      return whyView(answer)
    case 'claims':
      return claimsView(answer)
    case 'extended':
      return extendedView(answer)
    // Forms only exist as modals; where none can be opened, the command does the same.
    case 'form':
      return helpView({ policy: answer.start.policy, isAdmin: false })
    case 'extend-form':
      return linesView(['Type ', { code: `/sharelink extend ${answer.share.id} for 7d` }])
    case 'ask-revoke':
      return linesView(['Type ', { code: `/sharelink revoke ${answer.share.id}` }])
    case 'posting':
      return linesView(['Posting…'])
    case 'queued':
      return queuedView(answer)
    case 'delayed':
      return delayedView()
    case 'canary':
      return canaryView(answer)
    case 'rules-applied':
      return rulesAppliedView(answer)
    case 'outgrown-kept':
      return outgrownKeptView(answer)
    case 'ask-revoke-all':
      return askRevokeAllView(answer)
    case 'revoking-all':
      return revokingAllView(answer)
    case 'no-links':
      return noLinksView(answer)
    case 'links-kept':
      return linksKeptView()
    case 'taken-over':
      return takenOverView(answer)
    case 'outsiders-allowed':
      return outsidersAllowedView(answer)
    case 'idle-kept':
      return idleKeptView(answer)
    case 'left-alone':
      return leftAloneView(answer)
    case 'ask-forget':
      return forgetQuestion(answer)
    case 'forgotten':
      return forgottenView(answer)
    case 'record-sent':
      return recordSentView(answer)
    case 'not-posted':
      return linesView(['Nothing was shared.'])
  }
}
