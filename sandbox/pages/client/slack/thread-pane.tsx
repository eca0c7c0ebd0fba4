import type { SlackScreen } from '../../contract.ts'
import { Icon } from '../kit/icon.tsx'
import { useReturnFocus } from '../kit/use-return-focus.ts'
import { plainName } from './channel-name.tsx'
import { Composer } from './composer.tsx'
import { Message } from './message.tsx'
import { MessageList } from './message-list.tsx'
import { replyCount } from './thread-summary.tsx'
import { useWorkspace } from './workspace.ts'

/** A message and its replies. */
export const ThreadPane = ({ thread }: { thread: NonNullable<SlackScreen['thread']> }) => {
  const { screen, link } = useWorkspace()
  const { parent, replies } = thread
  useReturnFocus()
  const info = screen.channels.find(({ id }) => id === parent.channel)
  const place = `${screen.me.id} ${parent.channel} ${parent.ts}`
  return (
    <aside class="page-aside" aria-label="Thread">
      <header class="aside-header">
        <h2>Thread {info && <small>{plainName(info)}</small>}</h2>
        <a
          class="icon-button"
          href={link({ kind: 'channel', channel: parent.channel })}
          aria-label="Close the thread"
        >
          <Icon name="close" />
        </a>
      </header>
      <MessageList key={place} label="Replies" entries={replies} parent={parent}>
        <Message shown={parent} inThread />
        {replies.length > 0 && <p class="aside-count">{replyCount(replies.length)}</p>}
      </MessageList>
      {info?.isArchived !== true && (
        <Composer key={place} label="Reply…" to={{ channel: parent.channel, threadTs: parent.ts }} />
      )}
    </aside>
  )
}
