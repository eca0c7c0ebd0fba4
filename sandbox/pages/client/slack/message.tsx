import './message.css'
import type { Shown } from '../../contract.ts'
import { Avatar } from '../kit/avatar.tsx'
import { Icon } from '../kit/icon.tsx'
import { instantOf } from '../kit/time.ts'
import { authorOf } from './author.ts'
import { FlagNotice } from './flag-notice.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageHead, MessageTime } from './message-head.tsx'
import { MessageTools, threadOf } from './message-tools.tsx'
import { Surface } from './surface.tsx'
import { ThreadSummary } from './thread-summary.tsx'
import { useWorkspace } from './workspace.ts'

/** Above a message: what is unusual about its being here. */
const Note = ({ shown, inThread }: { shown: Shown; inThread: boolean }) => {
  const { link } = useWorkspace()
  if (shown.isPrivate)
    return (
      <div class="message-note">
        <Icon name="eye" /> Only visible to you
      </div>
    )
  if (!shown.isBroadcast) return null
  return (
    <div class="message-note">
      <Icon name="reply" />
      {inThread ? (
        'Also sent to the channel'
      ) : (
        <span>
          replied to <a href={link(threadOf(shown))}>a thread</a>
        </span>
      )}
    </div>
  )
}

const Content = ({ shown }: { shown: Shown }) => {
  const { channel, ts, isPrivate } = shown
  if (shown.isTombstone) return <span class="message-gone">This message was deleted.</span>
  return (
    <Surface on={{ kind: 'message', channel, ts, isPrivate }}>
      <MessageBody text={shown.text} blocks={shown.blocks} />
      {shown.isEdited && <span class="message-edited"> (edited)</span>}
    </Surface>
  )
}

/** A message, or what only this person sees. */
export const Message = ({
  shown,
  isFollowUp = false,
  inThread = false,
}: {
  shown: Shown
  /** Its author's name stands right above. */
  isFollowUp?: boolean
  inThread?: boolean
}) => {
  const { screen, act } = useWorkspace()
  const { tz } = screen.me
  const author = authorOf(screen, shown.author, shown.isApp)
  const at = instantOf(shown.ts)
  const { channel, ts } = shown
  const kinds = [
    ...(shown.isPrivate ? ['message-private'] : []),
    ...(isFollowUp ? ['message-follow'] : []),
    ...(shown.flags.length > 0 ? ['message-refused'] : []),
  ]
  return (
    <article
      class={['message', ...kinds].join(' ')}
      aria-label={`${author.name}${shown.isPrivate ? ', only to you' : ''}`}
    >
      <Note shown={shown} inThread={inThread} />
      <div class="message-side">
        {isFollowUp ? <MessageTime at={at} tz={tz} isShort /> : <Avatar {...author} />}
      </div>
      <div class="message-main">
        {!isFollowUp && <MessageHead author={author} at={at} tz={tz} />}
        <Content shown={shown} />
        {shown.flags.map((flag) => (
          <FlagNotice key={flag.id} flag={flag} />
        ))}
        {shown.isPrivate && (
          <button type="button" class="message-dismiss" onClick={() => act({ act: 'dismiss', channel, ts })}>
            Dismiss message
          </button>
        )}
        {!inThread && <ThreadSummary shown={shown} />}
      </div>
      {!shown.isPrivate && !shown.isTombstone && <MessageTools shown={shown} inThread={inThread} />}
    </article>
  )
}
