import './message-list.css'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Flag, Shown } from '../../contract.ts'
import { Icon } from '../kit/icon.tsx'
import { instantOf } from '../kit/time.ts'
import { useKeepFocus } from '../kit/use-keep-focus.ts'
import { useStickToEnd } from '../kit/use-stick-to-end.ts'
import { Message } from './message.tsx'
import { RefusedPost } from './refused-post.tsx'
import { type Row, rowsOf } from './rows.ts'
import { useWorkspace } from './workspace.ts'

const Line = ({ row, inThread }: { row: Row; inThread: boolean }) => {
  if (row.kind === 'day')
    return (
      <h2 class="message-list-day">
        <span>{row.name}</span>
      </h2>
    )
  if (row.kind === 'refused') return <RefusedPost flag={row.flag} />
  return <Message shown={row.shown} isFollowUp={row.isFollowUp} inThread={inThread} />
}

/** Messages of a channel or a thread, the newest last; it stays there while nobody reads further up. */
export const MessageList = ({
  label,
  entries,
  refused = [],
  parent,
  children,
}: {
  label: string
  entries: Shown[]
  refused?: Flag[]
  /** They are the replies to this message. */
  parent?: Shown
  /** Stands above them. */
  children?: ComponentChildren
}) => {
  const { screen } = useWorkspace()
  const { ref, isAway, toEnd, onScroll } = useStickToEnd()
  const keepFocus = useKeepFocus()
  const last = entries.at(-1)
  const isForMe = last !== undefined && (last.isPrivate || last.author === screen.me.id)
  // People who say something see it, and the answer.
  useEffect(() => {
    if (isForMe) toEnd()
  }, [isForMe, last?.ts, toEnd])
  const since = parent && instantOf(parent.ts)
  const rows = rowsOf(entries, refused, { tz: screen.me.tz, now: screen.now, since })
  return (
    <div class="message-list">
      <div ref={ref} class="message-list-scroll" onScroll={onScroll} {...keepFocus}>
        <div class="message-list-all">
          {children}
          <div role="log" aria-live="polite" aria-label={label}>
            {rows.map((row) => (
              <Line key={row.key} row={row} inThread={parent !== undefined} />
            ))}
          </div>
        </div>
      </div>
      {isAway && (
        <button type="button" class="button message-list-end" onClick={toEnd}>
          <Icon name="down" /> Newest
        </button>
      )}
    </div>
  )
}
