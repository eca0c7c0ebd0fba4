import type { Flag } from '../../contract.ts'
import { Avatar } from '../kit/avatar.tsx'
import { authorOf } from './author.ts'
import { FlagNotice } from './flag-notice.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageHead } from './message-head.tsx'
import { Surface } from './surface.tsx'
import { useWorkspace } from './workspace.ts'

/** What a refused call was about; nothing in it can be pressed, for Slack would not have shown it. */
export const Ghost = ({ flag: { text = '', blocks } }: { flag: Flag }) =>
  text === '' && blocks === undefined ? null : (
    <fieldset class="message-ghost" disabled>
      <legend>What it would have looked like</legend>
      <Surface>
        <MessageBody text={text} blocks={blocks} />
      </Surface>
    </fieldset>
  )

/** A post of the app that never came to be, or what else it did wrong here, at its place among the messages. */
export const RefusedPost = ({ flag }: { flag: Flag }) => {
  const { screen } = useWorkspace()
  const author = authorOf(screen, screen.botUserIds[0] ?? '')
  return (
    <article
      class="message message-refused"
      aria-label={`${author.name}, ${flag.refused ? 'refused' : 'warned of'}`}
    >
      <div class="message-side">
        <Avatar {...author} />
      </div>
      <div class="message-main">
        <MessageHead author={author} at={flag.at} tz={screen.me.tz} />
        <FlagNotice flag={flag} />
        {flag.refused && <Ghost flag={flag} />}
      </div>
    </article>
  )
}
