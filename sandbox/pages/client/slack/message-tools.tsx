import type { Shown } from '../../contract.ts'
import { Icon } from '../kit/icon.tsx'
import { MenuButton, type MenuItem } from '../kit/menu.tsx'
import { useWorkspace } from './workspace.ts'

/** Where the thread of a message is, or would be. */
export const threadOf = ({ channel, ts, threadTs }: Shown) =>
  ({ kind: 'channel', channel, thread: threadTs ?? ts }) as const

/** What can be done with a message of the channel. */
export const MessageTools = ({ shown, inThread }: { shown: Shown; inThread: boolean }) => {
  const { screen, act, link } = useWorkspace()
  const thread = link(threadOf(shown))
  const items: MenuItem[] = [
    ...screen.shortcuts
      .filter(({ type }) => type === 'message')
      .map(
        ({ name, description, callbackId }): MenuItem => ({
          label: name,
          note: description,
          icon: 'link',
          choose: () => {
            act({ act: 'message-shortcut', callbackId, channel: shown.channel, ts: shown.ts })
          },
        }),
      ),
    ...(inThread
      ? []
      : [
          {
            label: 'Reply in thread',
            icon: 'reply',
            choose: () => {
              location.hash = thread
            },
          } as const,
        ]),
    {
      label: 'Copy text',
      icon: 'copy',
      choose: () => {
        navigator.clipboard.writeText(shown.text)
      },
    },
  ]
  return (
    <div class="message-tools">
      {!inThread && (
        <a class="icon-button" href={thread} aria-label="Reply in thread" title="Reply in thread">
          <Icon name="reply" />
        </a>
      )}
      <MenuButton label="More actions" icon="more" items={items} />
    </div>
  )
}
