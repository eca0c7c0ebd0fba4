import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import { CONNECT, FINISH_CONNECT, OPEN_CONNECT } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { type Line, linesView, type View } from './rich.ts'
import { tryAgainButton } from './try-again-button.ts'
import { nameLike } from './untrusted.ts'

/** Begins to connect, from a refusal. */
export const connectButton = (retry: string | undefined): Button => ({
  type: 'button',
  action_id: CONNECT,
  style: 'primary',
  text: { type: 'plain_text', text: 'Connect DocSpace' },
  ...(retry === undefined ? {} : { value: retry }),
})

const withButtons = (lines: readonly Line[], id: string, buttons: Button[]): View => {
  const { text, blocks } = linesView(...lines)
  return { text, blocks: [...blocks, ...actionsBlock(id, buttons)] }
}

/** To somebody who wants to connect: where that begins. */
export const connectView = ({ address }: Extract<Answer, { kind: 'connect' }>): View =>
  withButtons(
    [
      ['Connect your DocSpace account, and you share with your own rights.'],
      ["The button is for you alone and works for 10 minutes. Don't pass it on."],
    ],
    'connect',
    [
      {
        type: 'button',
        action_id: OPEN_CONNECT,
        style: 'primary',
        text: { type: 'plain_text', text: 'Connect DocSpace' },
        url: address,
      },
    ],
  )

/** The last step, to whoever began. */
export const confirmConnectView = ({ account, key }: Extract<Answer, { kind: 'confirm-connect' }>): View =>
  withButtons(
    [
      ['Connect your Slack account to the DocSpace account ', { bold: nameLike(account, 80) }, '?'],
      ["If that isn't you, don't press the button."],
    ],
    'confirm-connect',
    [
      {
        type: 'button',
        action_id: FINISH_CONNECT,
        style: 'primary',
        text: { type: 'plain_text', text: 'Yes, connect' },
        value: key,
      },
    ],
  )

export const connectedView = ({ account, retry }: Extract<Answer, { kind: 'connected' }>): View =>
  withButtons(
    [
      ['Connected to DocSpace as ', { bold: nameLike(account, 80) }, '.'],
      [
        'You now find and share what this account can. To undo it, type ',
        { code: '/sharelink disconnect' },
        '.',
      ],
    ],
    'connected',
    retry === undefined ? [] : [tryAgainButton(retry)],
  )

export const disconnectedView = ({ account, isRevoked }: Extract<Answer, { kind: 'disconnected' }>): View => {
  if (account === null) return linesView(['You have no DocSpace account connected.'])
  const lines: Line[] = [
    ['Disconnected from DocSpace (', { bold: nameLike(account, 80) }, '). Your links stay as they are.'],
  ]
  return linesView(
    ...lines,
    ...(isRevoked
      ? []
      : [["DocSpace didn't confirm it. Remove Sharelink from the authorized apps there too."]]),
  )
}
