import type { Shown } from '../../contract.ts'
import { Avatar } from '../kit/avatar.tsx'
import { dayAndTime, instantOf } from '../kit/time.ts'
import { authorOf } from './author.ts'
import { threadOf } from './message-tools.tsx'
import { useWorkspace } from './workspace.ts'

/** `1 reply`, `3 replies`. */
export const replyCount = (count: number): string => `${count} ${count === 1 ? 'reply' : 'replies'}`

/** The line below a message that opens its thread. */
export const ThreadSummary = ({ shown }: { shown: Shown }) => {
  const { screen, link } = useWorkspace()
  const { replies } = shown
  if (!replies) return null
  return (
    <a class="message-thread" href={link(threadOf(shown))}>
      {replies.authors.slice(0, 4).map((id) => (
        <Avatar key={id} {...authorOf(screen, id)} />
      ))}
      <strong>{replyCount(replies.count)}</strong>
      <small>last reply {dayAndTime(instantOf(replies.latest), screen.now, screen.me.tz)}</small>
    </a>
  )
}
