import { Blocks } from '../blocks/blocks.tsx'
import { Mrkdwn } from '../blocks/mrkdwn.tsx'
import { Guard } from '../kit/guard.tsx'

/** Blocks when there are some: Slack shows the text of such a message in notifications only. */
export const MessageBody = ({ text, blocks }: { text: string; blocks?: unknown }) => {
  const isText = blocks === undefined || (Array.isArray(blocks) && blocks.length === 0)
  return <Guard>{isText ? <Mrkdwn text={text} /> : <Blocks blocks={blocks} />}</Guard>
}
